using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Where both interface and class carry the attribute, the class may give the name and nothing that the interface does not say.</summary>
internal static class Agreement
{
    public static Refusal? Refuse(Annotation onInterface, Annotation onClass)
    {
        foreach (var setting in onClass.Data.NamedArguments)
        {
            if (setting.Key != "Name" && !(onInterface.Data.Value(setting.Key) is { } other && Same(other, setting.Value)))
            {
                return new Refusal("IDEM101", $"{onClass.Carrier.Name} sets {setting.Key} otherwise than {onInterface.Carrier.ContainingType.Name} does; a class may only give the Name", setting.Key);
            }
        }

        foreach (var (ofInterface, ofClass) in onInterface.Carrier.Parameters.Zip(onClass.Carrier.Parameters, static (a, b) => (a, b)))
        {
            if (Marks(ofClass) is { Length: > 0 } marks && marks != Marks(ofInterface))
            {
                return new Refusal("IDEM101", $"'{ofClass.Name}' of {onClass.Carrier.Name} is marked otherwise than in {onInterface.Carrier.ContainingType.Name}; mark it in the interface");
            }
        }

        return null;
    }

    private static bool Same(TypedConstant a, TypedConstant b) =>
        a.Kind == TypedConstantKind.Array || b.Kind == TypedConstantKind.Array
            ? a.Kind == b.Kind && !a.IsNull && !b.IsNull && a.Values.SequenceEqual(b.Values)
            : a.Equals(b);

    /// <summary>What the library's attributes say of a parameter, as text.</summary>
    private static string Marks(IParameterSymbol parameter) => string.Join(";", parameter.GetAttributes()
        .Where(static a => a.AttributeClass is { Name: "IdempotencyKeyAttribute" or "IdempotencyIgnoreAttribute" })
        .Select(static a => a.AttributeClass!.Name + string.Concat(a.NamedArguments.OrderBy(static n => n.Key, StringComparer.Ordinal).Select(static n => $",{n.Key}={n.Value.Value}"))));
}
