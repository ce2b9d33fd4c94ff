using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>What the rules of effects share in one compilation: the catalogue, the entry points, and what every body does, read once however many rules ask. Thread-safe.</summary>
internal sealed class EffectEngine
{
    private static readonly ConditionalWeakTable<Compilation, EffectEngine> s_engines = new();

    private readonly ConcurrentDictionary<ISymbol, BodySummary> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _unread = new(SymbolEqualityComparer.Default);
    private readonly PlainBodies _plain;
    private readonly ConcurrentDictionary<(string Method, string Library), bool> _outboxes = new();
    private readonly ConcurrentDictionary<ISymbol, Annotation?> _operations = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _guarded = new(SymbolEqualityComparer.Default);

    private EffectEngine(KnownSymbols known, IEnumerable<KnownApi> additional)
    {
        Known = known;
        Catalogue = ApiCatalogue.With(additional);
        EntryPoints = new EntryPoints(Catalogue, known.Compilation);
        Implementations = new Implementations(known.Compilation);
        UniqueIndexes = new UniqueIndexes(known.Compilation, Implementations);
        ResilientClients = new ResilientClients(known.Compilation);
        _plain = new PlainBodies(Catalogue, EntryPoints, known.Compilation);
    }

    public KnownSymbols Known { get; }

    public ApiCatalogue Catalogue { get; }

    public EntryPoints EntryPoints { get; }

    public UniqueIndexes UniqueIndexes { get; }

    public Implementations Implementations { get; }

    public ResilientClients ResilientClients { get; }

    /// <summary>What every body that was read does.</summary>
    public IReadOnlyDictionary<ISymbol, BodySummary> Bodies => (IReadOnlyDictionary<ISymbol, BodySummary>)_bodies;

    public static EffectEngine Of(KnownSymbols known, AnalyzerOptions options, CancellationToken cancellationToken) => s_engines.GetValue(
        known.Compilation, _ => new EffectEngine(known, ProjectCatalogue.Read(options, known.Compilation, cancellationToken)));

    /// <summary>What a body does, as far as it is the body's own: one that only matters to those who call it is read when one of them asks.</summary>
    public BodySummary Look(ISymbol owner, ImmutableArray<IOperation> blocks, CancellationToken cancellationToken)
    {
        if (_unread.ContainsKey(owner))
        {
            return BodySummary.Empty;
        }

        if (!_bodies.ContainsKey(owner) && _plain.IsPlain(owner, blocks) && !ResilientClients.Has(owner.ContainingType))
        {
            _unread.TryAdd(owner, blocks);
            return BodySummary.Empty;
        }

        return Read(owner, blocks, cancellationToken);
    }

    /// <summary>What a method of the source does; null where its body was not looked at.</summary>
    public BodySummary? BodyOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        _bodies.TryGetValue(method, out var known) ? known : _unread.TryGetValue(method, out var blocks) ? Read(method, blocks, cancellationToken) : null;

    /// <summary>What a body does.</summary>
    /// <param name="owner">The member that it belongs to.</param>
    /// <param name="blocks">The body, and whatever else the member runs.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public BodySummary Read(ISymbol owner, ImmutableArray<IOperation> blocks, CancellationToken cancellationToken)
    {
        if (_bodies.TryGetValue(owner, out var known))
        {
            return known;
        }

        var facts = new BodyFacts(owner, Catalogue, cancellationToken);
        var walker = new BodyWalker(facts, EntryPoints);
        foreach (var block in blocks)
        {
            walker.Walk(block);
        }

        return _bodies.GetOrAdd(owner, facts.Occurrences.Count == 0 ? BodySummary.Empty : new BodyReader(facts, this).Read());
    }

    /// <summary>Whether the member runs once per key, or says that once more does no harm: what it does is guarded.</summary>
    public bool IsGuarded(ISymbol member) => member is IMethodSymbol method && _guarded.GetOrAdd(method, symbol => Protections.IsProtected((IMethodSymbol)symbol, Known));

    /// <summary>The annotation that the method is the body of; null where it is no operation.</summary>
    public Annotation? OperationOf(IMethodSymbol method) => _operations.GetOrAdd(method, symbol => Protections.OperationOf((IMethodSymbol)symbol, Known));

    /// <summary>Whether what sends by that API is sent by an outbox, with the transaction.</summary>
    public bool HasOutbox(KnownApi api) => api.Detail("outbox")?.Split('+').Any(method => IsConfigured(method, api.Types[0].Split('.')[0])) == true;

    /// <summary>Whether the compilation calls a method by that name in a file that uses the library: an outbox that is configured holds for all.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="library">The first part of the library's namespace.</param>
    private bool IsConfigured(string method, string library) => _outboxes.GetOrAdd((method, library), key => Known.Compilation.SyntaxTrees.Select(static tree => tree.GetRoot()).OfType<CompilationUnitSyntax>()
        .Where(root => IsGloballyUsed(key.Library) || root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<UsingDirectiveSyntax>().Any(use => Uses(use, key.Library)))
        .SelectMany(static root => root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        .Any(call => (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText == key.Method));

    private bool IsGloballyUsed(string library) => Known.Compilation.SyntaxTrees.Select(static tree => tree.GetRoot()).OfType<CompilationUnitSyntax>()
        .Any(root => root.Usings.Any(use => use.GlobalKeyword.RawKind != 0 && Uses(use, library)));

    private static bool Uses(UsingDirectiveSyntax use, string library) => use.Name?.ToString() is { } name && (name == library || name.StartsWith(library + ".", StringComparison.Ordinal));
}
