using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules;

/// <summary>An operation among those of its type.</summary>
/// <param name="Annotation">The method and its attribute.</param>
/// <param name="FreeName">A name that is not taken, where an operation before it has the same; else null.</param>
internal sealed record NamedOperation(Annotation Annotation, string? FreeName);

/// <summary>The operations of a type and their names, in the order of the source: whoever comes first keeps a shared one.</summary>
internal static class OperationNames
{
    private static readonly ConditionalWeakTable<KnownSymbols, ConcurrentDictionary<ISymbol, IReadOnlyList<NamedOperation>>> s_ofTypes = new();

    /// <summary>Every operation that the type brings: not those of its interfaces, unless it gives them a name of its own.</summary>
    public static IReadOnlyList<NamedOperation> Of(INamedTypeSymbol type, KnownSymbols known) =>
        s_ofTypes.GetValue(known, static _ => new(SymbolEqualityComparer.Default)).GetOrAdd(type, symbol => Read((INamedTypeSymbol)symbol, known));

    private static IReadOnlyList<NamedOperation> Read(INamedTypeSymbol type, KnownSymbols known)
    {
        var annotations = Repetitions.Brought(type, known).OrderBy(static annotation => annotation.Carrier.Locations[0], SourceOrder.Instance).ToList();
        var inherited = type.TypeKind == TypeKind.Interface
            ? type.AllInterfaces.SelectMany(service => Annotations.In(service, known))
            : [];
        var seen = new HashSet<string>(inherited.Select(static annotation => annotation.FullName), StringComparer.Ordinal);
        var taken = new HashSet<string>(annotations.Select(static annotation => annotation.OperationName), StringComparer.Ordinal);
        return [.. annotations.Select(annotation =>
            new NamedOperation(annotation, seen.Add(annotation.FullName) ? null : Free(annotation.OperationName, taken)))];
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var number = 2;
        while (!taken.Add($"{name}-{number}"))
        {
            number++;
        }

        return $"{name}-{number}";
    }
}
