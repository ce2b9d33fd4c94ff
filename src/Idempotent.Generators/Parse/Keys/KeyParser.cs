using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

internal static class KeyParser
{
    public static KeyContract Parse(IMethodSymbol method, KnownSymbols known)
    {
        var parts = method.Parameters.Where(p => p.GetAttributes().Any(a => a.AttributeClass?.Name == "IdempotencyKeyAttribute")).Select(p => p.Name).ToEquatableArray();
        var rest = method.Parameters.Where(p => !p.Type.Is(known.CancellationToken) && !parts.Contains(p.Name) && !p.GetAttributes().Any(a => a.AttributeClass?.Name == "IdempotencyIgnoreAttribute")).Select(p => p.Name).ToEquatableArray();
        return parts.Count == 0 ? new(rest, parts, false, 1, null) : new(parts, rest, false, 1, null);
    }
}
