using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <summary>What the attributes say of a parameter or member.</summary>
internal readonly record struct KeyMark(bool IsKey, bool IsIgnored, string? Name, bool IsSensitive)
{
    public static KeyMark Of(ISymbol symbol)
    {
        var mark = default(KeyMark);
        foreach (var attribute in symbol.GetAttributes().Concat(OfPositionalParameter(symbol)))
        {
            if (attribute.AttributeClass is not { ContainingNamespace: { Name: "Idempotent", ContainingNamespace.IsGlobalNamespace: true } } type)
            {
                continue;
            }

            if (type.Name == "IdempotencyIgnoreAttribute")
            {
                mark = mark with { IsIgnored = true };
            }
            else if (type.Name == "IdempotencyKeyAttribute")
            {
                var name = Named(attribute, "Name").Value as string;
                mark = mark with { IsKey = true, Name = string.IsNullOrEmpty(name) ? mark.Name : name, IsSensitive = Named(attribute, "Sensitive").Value is true };
            }
        }

        return mark;
    }

    /// <summary>In <c>record Order([IdempotencyKey] string Id)</c> the attribute stands on the constructor's parameter.</summary>
    private static IEnumerable<AttributeData> OfPositionalParameter(ISymbol symbol) =>
        symbol is IPropertySymbol { ContainingType: { IsRecord: true } record } property
            ? record.InstanceConstructors.SelectMany(static c => c.Parameters)
                .Where(p => p.Name == property.Name && SymbolEqualityComparer.Default.Equals(p.Type, property.Type))
                .SelectMany(static p => p.GetAttributes())
            : [];

    private static TypedConstant Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;
}
