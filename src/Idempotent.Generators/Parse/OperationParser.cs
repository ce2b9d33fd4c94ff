using System.Collections.Immutable;
using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>From an annotated method to the descriptor and the call of its operation.</summary>
internal static class OperationParser
{
    /// <param name="operation">The method and what makes it run once.</param>
    /// <param name="field">The name of the descriptor's field.</param>
    /// <param name="holder">The name of the class that holds it where the method is generic.</param>
    /// <param name="known">Known symbols of the compilation.</param>
    public static OperationModel Parse(Operation operation, string field, string holder, KnownSymbols known)
    {
        var (method, annotation) = (operation.Signature, operation.Annotation);
        var result = Results.ResultOf(method, known);
        return new OperationModel
        {
            Name = operation.Name,
            TypeArguments = operation.TypeArguments.Concat(method.TypeArguments).Select(TypeTexts.Plain).ToEquatableArray(),
            Field = field,
            Holder = holder,
            Shape = Shape(method, result, known),
            ResultType = result?.Text() ?? "global::Idempotent.NoResult",
            SerializedType = result?.Plain(),
            ResultIsImmutable = result is not null && Immutability.IsDeeplyImmutable(result),
            Settings = Settings(annotation.Data),
            Key = operation.Key,
            TokenParameter = method.Parameters.ToList().FindLastIndex(p => p.Type.Is(known.CancellationToken)),
            Reconcile = operation.Reconcile,
            Predecessor = operation.Predecessor,
            IsObsolete = AttributeTexts.IsObsolete(method),
        };
    }

    private static ReturnShape Shape(IMethodSymbol method, ITypeSymbol? result, KnownSymbols known)
    {
        var type = method.ReturnType.OriginalDefinition;
        return type.Is(known.TaskOfT) ? ReturnShape.TaskOfT
            : type.Is(known.ValueTaskOfT) ? ReturnShape.ValueTaskOfT
            : type.Is(known.Task) ? ReturnShape.Task
            : type.Is(known.ValueTask) ? ReturnShape.ValueTask
            : result is null ? ReturnShape.Void
            : ReturnShape.Value;
    }

    private static SettingsModel Settings(AttributeData attribute) => new()
    {
        ExpiresAfter = Duration(attribute, "ExpiresAfter"),
        Lease = Duration(attribute, "Lease"),
        WaitTimeout = Duration(attribute, "WaitTimeout"),
        MaxRunning = Duration(attribute, "MaxRunning"),
        WhenInProgress = EnumMember(attribute, "WhenInProgress"),
        WhenFailed = EnumMember(attribute, "WhenFailed"),
        WhenAbandoned = EnumMember(attribute, "WhenAbandoned"),
        MaxAttempts = attribute.Number("MaxAttempts"),
        Transactional = attribute.Flag("Transactional"),
        Store = attribute.Text("Store"),
        StoredExceptions = attribute.StoredExceptions().Select(StoredException).ToEquatableArray(),
    };

    private static DurationModel? Duration(AttributeData attribute, string setting) =>
        attribute.Duration(setting) is { } duration ? new DurationModel(duration.Ticks, attribute.Text(setting)!) : null;

    private static string? EnumMember(AttributeData attribute, string setting) =>
        attribute.Number(setting) is not 0 and var number
            ? attribute.Value(setting)!.Value.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.ConstantValue is int value && value == number)?.Name
            : null;

    private static StoredExceptionModel StoredException(INamedTypeSymbol type)
    {
        var canBeBuilt = !type.IsAbstract && !type.IsGenericType && type.InstanceConstructors.Any(static constructor =>
            constructor is { DeclaredAccessibility: Accessibility.Public, Parameters.Length: 1 }
            && constructor.Parameters[0] is { Type.SpecialType: SpecialType.System_String, RefKind: RefKind.None });
        return new StoredExceptionModel(type.Plain(), canBeBuilt ? type.MetadataName() : null);
    }

    public static IEnumerable<INamedTypeSymbol> StoredExceptions(this AttributeData attribute) =>
        attribute.Value("StoredExceptions") is { Kind: TypedConstantKind.Array, IsNull: false } types
            ? types.Values.Select(static type => type.Value).OfType<INamedTypeSymbol>()
            : ImmutableArray<INamedTypeSymbol>.Empty;
}
