using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>The types that the generator and the rules look for, resolved once per compilation, so that they can't disagree.</summary>
internal sealed partial class KnownSymbols
{
    private static readonly ConditionalWeakTable<Compilation, KnownSymbols> s_cache = new();

    private static readonly HashSet<string> s_remoteStores = new(["Idempotent.Redis", "Idempotent.PostgreSql", "Idempotent.DynamoDb", "Idempotent.Cassandra"], StringComparer.Ordinal);

    private KnownSymbols(Compilation compilation)
    {
        Compilation = compilation;
        IdempotentAttribute = compilation.GetTypeByMetadataName("Idempotent.IdempotentAttribute");
        NaturallyIdempotentAttribute = compilation.GetTypeByMetadataName("Idempotent.NaturallyIdempotentAttribute");
        NonIdempotentAttribute = compilation.GetTypeByMetadataName("Idempotent.NonIdempotentAttribute");
        InterceptedMethodsAttribute = compilation.GetTypeByMetadataName("Idempotent.Registering.InterceptedMethodsAttribute");
        Reconciled = compilation.GetTypeByMetadataName("Idempotent.Reconciled`1");
        Runtime = compilation.GetTypeByMetadataName("Idempotent.IdempotencyRuntime");
        NoResult = compilation.GetTypeByMetadataName("Idempotent.NoResult");
        Task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        TaskOfT = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
        ValueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");
        ValueTaskOfT = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");
        CancellationToken = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
        RemoteStore = compilation.ReferencedAssemblyNames.Select(static assembly => assembly.Name).FirstOrDefault(s_remoteStores.Contains);
        Disposable = compilation.GetTypeByMetadataName("System.IDisposable");
        AsyncDisposable = compilation.GetTypeByMetadataName("System.IAsyncDisposable");
    }

    public Compilation Compilation { get; }

    /// <summary>Whether this compilation uses the library at all; where it does not, no rule fires and nothing is generated.</summary>
    public bool IsReferenced => IdempotentAttribute is not null;

    public INamedTypeSymbol? IdempotentAttribute { get; }

    public INamedTypeSymbol? NaturallyIdempotentAttribute { get; }

    public INamedTypeSymbol? NonIdempotentAttribute { get; }

    public INamedTypeSymbol? InterceptedMethodsAttribute { get; }

    public INamedTypeSymbol? Reconciled { get; }

    public INamedTypeSymbol? NoResult { get; }

    public INamedTypeSymbol? Runtime { get; }

    public INamedTypeSymbol? Task { get; }

    public INamedTypeSymbol? TaskOfT { get; }

    public INamedTypeSymbol? ValueTask { get; }

    public INamedTypeSymbol? ValueTaskOfT { get; }

    public INamedTypeSymbol? CancellationToken { get; }

    /// <summary>A referenced assembly whose store is another machine; null where there is none.</summary>
    public string? RemoteStore { get; }

    public INamedTypeSymbol? Disposable { get; }

    public INamedTypeSymbol? AsyncDisposable { get; }

    /// <summary>The keys that were parsed, by their methods.</summary>
    public ConcurrentDictionary<ISymbol, KeyParser> Keys { get; } = new(SymbolEqualityComparer.IncludeNullability);

    public static KnownSymbols Of(Compilation compilation) => s_cache.GetValue(compilation, static c => new KnownSymbols(c));
}

internal static class SymbolQuestions
{
    public static bool Is(this ISymbol? symbol, ISymbol? other) => other is not null && SymbolEqualityComparer.Default.Equals(symbol, other);

    /// <summary>The type, then its base classes, the nearest first.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBases(this INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    public static AttributeData? Attribute(this ISymbol symbol, INamedTypeSymbol? type)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(type))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool Has(this ISymbol symbol, INamedTypeSymbol? attribute) => symbol.Attribute(attribute) is not null;
}
