using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Where the identity of a new entity comes from.</summary>
internal enum IdentitySource
{
    /// <summary>That can't be told.</summary>
    Unknown,

    /// <summary>From what the caller gave: a second insert of it fails.</summary>
    Natural,

    /// <summary>It is made at each attempt, here or by the store.</summary>
    Generated,

    /// <summary>From a parameter of the method: its caller decides.</summary>
    Parameter,

    /// <summary>It was read from a store: it is there already.</summary>
    Loaded,
}

/// <param name="Source">Where it comes from.</param>
/// <param name="Parameter">The parameter's place, where it comes from one.</param>
/// <param name="Entity">The name of the entity's type.</param>
/// <param name="Fresh">The place that makes it; null where the store does.</param>
/// <param name="IsNumbered">Whether the store numbers such entities, so that one which comes from outside has no identity yet.</param>
internal readonly record struct Identity(IdentitySource Source, int Parameter = -1, string Entity = "", Location? Fresh = null, bool IsNumbered = false);

/// <summary>Tells the identity of an entity that is inserted.</summary>
internal static class Identities
{
    private const int DeepestSearch = 5;

    public static Identity IdentityOf(this BodyFacts facts, IOperation? entity, int depth = 0) => entity is null || depth > DeepestSearch ? default : entity.Bare() switch
    {
        IObjectCreationOperation creation => OfCreation(facts, creation, holder: null),
        ILocalReferenceOperation local => OfLocal(facts, local, depth),
        IParameterReferenceOperation parameter => OfParameter(facts, parameter),
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Type: INamedTypeSymbol { TypeKind: TypeKind.Class } type } =>
            new(IsNumbered(type) ? IdentitySource.Generated : IdentitySource.Unknown, Entity: type.Name),
        IInvocationOperation { TargetMethod.Name: "Select" } projection when projection.Arguments.Select(static argument => argument.Value.Bare()).OfType<IDelegateCreationOperation>().FirstOrDefault()?.Target is IAnonymousFunctionOperation lambda =>
            facts.IdentityOf(lambda.Body.Descendants().OfType<IReturnOperation>().FirstOrDefault()?.ReturnedValue, depth + 1),
        IInvocationOperation call => OfFactory(call),
        IArrayCreationOperation { Initializer.ElementValues: [var first, ..] } => facts.IdentityOf(first, depth + 1),
        ICollectionExpressionOperation { Elements: [var first, ..] } => facts.IdentityOf(first, depth + 1),
        _ => default,
    };

    private static Identity OfLocal(BodyFacts facts, ILocalReferenceOperation local, int depth)
    {
        var values = facts.ValuesOf(local.Local);
        foreach (var value in values)
        {
            if (value.Bare() is IObjectCreationOperation creation && creation.Type is INamedTypeSymbol { IsGenericType: false })
            {
                return OfCreation(facts, creation, local);
            }
        }

        return values.Count == 0 ? default : Lookups.IsLoaded(facts, local) ? new(IdentitySource.Loaded) : facts.IdentityOf(values[values.Count - 1], depth + 1);
    }

    /// <summary>A lambda's parameter is given by whoever runs it, so that only the type says something.</summary>
    private static Identity OfParameter(BodyFacts facts, IParameterReferenceOperation reference)
    {
        var isNumbered = reference.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type && IsNumbered(type);
        var isOwn = SymbolEqualityComparer.Default.Equals(reference.Parameter.ContainingSymbol, facts.Owner);
        return new(isOwn ? IdentitySource.Parameter : isNumbered ? IdentitySource.Generated : IdentitySource.Unknown, isOwn ? reference.Parameter.Ordinal : -1, reference.Type?.Name ?? "", IsNumbered: isNumbered);
    }

    /// <summary>What a factory or mapper makes: known where its own source shows a fresh id, or where the store numbers rows.</summary>
    private static Identity OfFactory(IInvocationOperation call)
    {
        var type = call.Type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [INamedTypeSymbol result] } ? result : call.Type as INamedTypeSymbol;
        if (type is not { TypeKind: TypeKind.Class } || KeyOf(type) is not { } key)
        {
            return default;
        }

        var isGenerated = IsNumber(key.Type) || call.TargetMethod.DeclaringSyntaxReferences.Any(static reference => FreshValues.IsFreshByText(reference.GetSyntax())) || ByType(type, key, constructor: null) == IdentitySource.Generated && IsMadeByType(type, key);
        return new(isGenerated ? IdentitySource.Generated : IdentitySource.Unknown, Entity: type.Name);
    }

    private static Identity OfCreation(BodyFacts facts, IObjectCreationOperation creation, ILocalReferenceOperation? holder)
    {
        if (creation.Type is not INamedTypeSymbol type || KeyOf(type) is not { } key)
        {
            return new(IdentitySource.Unknown, Entity: creation.Type?.Name ?? "");
        }

        var given = Assigned(facts, creation, holder, key) ?? Passed(creation, key);
        if (given is not null)
        {
            return facts.FreshSource(given) is { } fresh ? new(IdentitySource.Generated, Entity: type.Name, Fresh: fresh.Syntax.GetLocation()) : new(IdentitySource.Natural, Entity: type.Name);
        }

        return new(ByType(type, key, creation.Constructor), Entity: type.Name);
    }

    /// <summary>The value that the key is given in the initializer, or on the local that holds the entity.</summary>
    private static IOperation? Assigned(BodyFacts facts, IObjectCreationOperation creation, ILocalReferenceOperation? holder, IPropertySymbol key) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(set => IsKey(set.Target))?.Value
        ?? (holder is null ? null : facts.Assignments.FirstOrDefault(set => set.Target is IPropertyReferenceOperation target && IsKey(target) && target.Root().IsSame(holder))?.Value);

    private static bool IsKey(IOperation target) => target is IPropertyReferenceOperation property && IsKeyName(property.Property);

    /// <summary>The argument of the constructor's parameter that is named like the key.</summary>
    private static IOperation? Passed(IObjectCreationOperation creation, IPropertySymbol key) =>
        creation.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && string.Equals(argument.Parameter?.Name, key.Name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>What the type itself makes of its key: a fresh one in its initializer or constructor, or none, which leaves numbers and ids to the store.</summary>
    private static IdentitySource ByType(INamedTypeSymbol type, IPropertySymbol key, IMethodSymbol? constructor)
    {
        if (IsMadeByType(type, key) || IsNumber(key.Type))
        {
            return IdentitySource.Generated;
        }

        var isSetByConstructor = constructor?.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(set => set.Left.ToString().EndsWith(key.Name, StringComparison.Ordinal))) ?? false;
        return !isSetByConstructor && key.Type.Name is "Guid" or "ObjectId" ? IdentitySource.Generated : IdentitySource.Unknown;
    }

    private static bool IsMadeByType(INamedTypeSymbol type, IPropertySymbol key) =>
        key.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is PropertyDeclarationSyntax property && (FreshValues.IsFreshByText(property.Initializer) || FreshValues.IsFreshByText(property.ExpressionBody)))
        || type.SelfAndBases().SelectMany(static part => part.InstanceConstructors).SelectMany(static constructor => constructor.DeclaringSyntaxReferences).Any(reference => reference.GetSyntax() is ConstructorDeclarationSyntax made
            && made.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(set => set.Left.ToString().EndsWith(key.Name, StringComparison.Ordinal) && FreshValues.IsFreshByText(set.Right)));

    private static IPropertySymbol? KeyOf(INamedTypeSymbol type) => type.SelfAndBases().SelectMany(static part => part.GetMembers().OfType<IPropertySymbol>()).FirstOrDefault(IsKeyName);

    private static bool IsKeyName(IPropertySymbol property) =>
        property.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "KeyAttribute" or "BsonIdAttribute" or "ExplicitKeyAttribute" or "DynamoDBHashKeyAttribute" or "IdentityAttribute")
        || string.Equals(property.Name, "Id", StringComparison.OrdinalIgnoreCase) || property.Name == "RowKey"
        || string.Equals(property.Name, property.ContainingType.Name + "Id", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the store numbers such entities, so that one that comes from outside has no identity yet.</summary>
    private static bool IsNumbered(INamedTypeSymbol type) => KeyOf(type) is { } key && IsNumber(key.Type);

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Int16 or SpecialType.System_UInt32 or SpecialType.System_UInt64;
}
