using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Finds the method that <c>Predecessor = nameof(…)</c> names, and the contract that what it returns stands for: its constructor has the parameters that the operation had.</summary>
internal static class PredecessorParser
{
    private const string Setting = "Predecessor";

    /// <summary>The predecessor, or why there is none; neither where none is named.</summary>
    public static (PredecessorModel? Model, Refusal? Refusal) Parse(Operation operation, KnownSymbols known)
    {
        var attribute = operation.Annotation.Data;
        if (attribute.Text(Setting) is not { } name)
        {
            return attribute.Text("PredecessorName") is null ? default : Refuse("PredecessorName is the name that a Predecessor had, and none is named");
        }

        var (method, declaring) = (operation.Signature, operation.Annotation.Carrier.ContainingType);
        if (declaring.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(candidate => Fits(candidate, method)) is not { } mapping)
        {
            return Refuse($"Predecessor names {name}, and {declaring.Name} has no such static method with the same parameters");
        }

        if (mapping.ReturnType is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsRecord: true } former || Constructor(former) is not { } constructor)
        {
            return Refuse($"Predecessor names {name}, which must return a record whose constructor has the parameters that the method had");
        }

        if (new ISymbol[] { mapping, former, constructor }.FirstOrDefault(symbol => !known.Compilation.IsSymbolAccessibleWithin(symbol, known.Compilation.Assembly)) is { } hidden)
        {
            return Refuse($"Predecessor names {name}, and generated code can't reach {hidden.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}; make it internal");
        }

        var key = known.KeyOf(constructor);
        if (former.GetMembers().OfType<IPropertySymbol>().Any(property => KeyMark.Of(property) is var mark && mark != default && !constructor.Parameters.Any(parameter => parameter.Name == property.Name && KeyMark.Of(parameter) == mark)))
        {
            return Refuse($"Predecessor names {name}, which returns a record with a marked property; mark the parameter, as it was marked in the method");
        }

        if (key.Refusal is { } refusal)
        {
            return Refuse($"Predecessor names {name}, which returns {former.Name}: {refusal.Reason}");
        }

        var typeArguments = method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeArguments.Select(TypeTexts.Text))}>";
        var local = new FreeNames(FreeNames.In(operation.Keyed)).Take("former");
        return (new PredecessorModel(attribute.Text("PredecessorName") ?? operation.Name, $"{declaring.Plain()}.{TypeTexts.Escape(mapping.Name)}{typeArguments}", local, key with
        {
            Parts = Within(local, key.Parts),
            FingerprintParts = Within(local, key.FingerprintParts),
            Local = operation.Key.Local,
        }), null);
    }

    private static (PredecessorModel? Model, Refusal? Refusal) Refuse(string reason) => (null, new Refusal("IDEM101", reason, Setting));

    private static bool Fits(IMethodSymbol candidate, IMethodSymbol method)
    {
        if (!candidate.IsStatic || candidate.Arity != method.Arity || candidate.Parameters.Length != method.Parameters.Length)
        {
            return false;
        }

        var constructed = method.Arity == 0 ? candidate : candidate.Construct([.. method.TypeArguments]);
        return constructed.Parameters.Zip(method.Parameters, static (a, b) => a.RefKind == b.RefKind && a.Type.Is(b.Type)).All(static same => same);
    }

    /// <summary>The record's primary constructor: each of its parameters is a property, too.</summary>
    private static IMethodSymbol? Constructor(INamedTypeSymbol type) => type.InstanceConstructors.FirstOrDefault(constructor =>
        constructor.Parameters.Length > 0 && constructor.Parameters.All(parameter => type.GetMembers(parameter.Name).OfType<IPropertySymbol>().Any(property => property.Type.Is(parameter.Type))));

    private static EquatableArray<KeyPart> Within(string local, EquatableArray<KeyPart> parts) =>
        parts.Select(part => part with { Expression = $"{local}.{part.Expression}" }).ToEquatableArray();
}
