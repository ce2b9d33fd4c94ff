using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>
/// Where both interface and class carry the attribute, the class may give the name and nothing that the interface does not say; so may an override, beside what it overrides.
/// </summary>
internal static class Agreement
{
    public static Refusal? Refuse(Annotation first, Annotation repeated)
    {
        foreach (var setting in repeated.Data.NamedArguments)
        {
            if (setting.Key != "Name" && !(first.Data.Value(setting.Key) is { } other && Same(other, setting.Value)))
            {
                return new Refusal("IDEM101", $"{repeated.Carrier.Name} sets {setting.Key} otherwise than {first.Carrier.ContainingType.Name} does; {repeated.Carrier.ContainingType.Name} may only give the Name", setting.Key);
            }
        }

        foreach (var (ofFirst, ofRepeated) in first.Carrier.Parameters.Zip(repeated.Carrier.Parameters, static (a, b) => (a, b)))
        {
            if (Marks(ofRepeated) is { Length: > 0 } marks && marks != Marks(ofFirst))
            {
                return new Refusal("IDEM101", $"'{ofRepeated.Name}' of {repeated.Carrier.Name} is marked otherwise than in {first.Carrier.ContainingType.Name}; mark it there");
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
