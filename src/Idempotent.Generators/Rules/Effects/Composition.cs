using System.Collections.Immutable;
using Idempotent.Generators.Parse.Calls;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>An effect that a call reaches.</summary>
/// <param name="Site">The effect, as the caller sees it.</param>
/// <param name="Methods">The methods on the way, the called one first.</param>
/// <param name="Places">The places on the way, the effect's own last.</param>
/// <param name="IsCertain">Whether every call on the way has one target.</param>
internal sealed record ReachedEffect(EffectSite Site, ImmutableArray<IMethodSymbol> Methods, ImmutableArray<Location> Places, bool IsCertain)
{
    /// <summary>The way, for a message: <c>Orders.Place → Repository.Add → _db.Add</c>.</summary>
    public string Chain => string.Join(" → ", Methods.Select(static method => $"{method.ContainingType.Name}.{method.Name}").Append(Site.What));

    public string Description => $"{Site.What} ({Chain})";
}

/// <summary>Composes what bodies do over their calls, to a limited depth: through implementations that are in the source, and from a mediator to its handlers.</summary>
internal sealed class Composition(EffectEngine engine, CancellationToken cancellationToken)
{
    private const int Deepest = 6;
    private const int MostTargets = 4;
    private const int MostEffects = 8;

    private readonly Dictionary<IMethodSymbol, ImmutableArray<ReachedEffect>> _reached = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> _open = new(SymbolEqualityComparer.Default);

    /// <summary>What a call reaches that must not happen twice. What another entry point on the way reports itself is left to it, unless that is less certain to run again.</summary>
    public IEnumerable<ReachedEffect> Of(SourceCall call, EntryPoint? from = null) => Through(call, from, Deepest).Where(IsEffect);

    /// <summary>What a registered method does or reaches.</summary>
    public IEnumerable<ReachedEffect> Of(RegisteredEntry registered) => Targets(registered.Method.Declared()).SelectMany(target => Within(target, Deepest)).Where(IsEffect);

    private static bool IsEffect(ReachedEffect effect) => effect.Site is { OfThis: false } && (effect.Site.OfParameter < 0 || effect.Site.IsNumbered);

    /// <summary>An operation that a body runs, itself or over calls: what it does there happens once per key. Null where none is seen.</summary>
    /// <param name="body">The body.</param>
    /// <param name="scope">The lambda or loop within it; null for the body itself.</param>
    public IMethodSymbol? OperationOf(BodySummary body, EntryPoint? scope) => OperationOf(body, scope, Deepest, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default));

    private IMethodSymbol? OperationOf(BodySummary body, EntryPoint? scope, int depth, HashSet<IMethodSymbol> seen)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (body.Guarded.FirstOrDefault(call => ReferenceEquals(call.Scope, scope) && engine.OperationOf(call.Method) is not null).Method is { } called)
        {
            return called;
        }

        return depth == 0 ? null : body.Calls.Where(call => ReferenceEquals(call.Scope, scope)).SelectMany(call => Answering(call)).Where(seen.Add)
            .Select(target => engine.OperationOf(target) is not null ? target : engine.BodyOf(target, cancellationToken) is { } inner ? OperationOf(inner, scope: null, depth - 1, seen) : null)
            .FirstOrDefault(static operation => operation is not null);
    }

    /// <summary>The methods of the source that a call may run.</summary>
    private ImmutableArray<IMethodSymbol> Answering(SourceCall call) => call.Message is { } message ? Handlers(call.Handlers, message) : Targets(call.Target);

    private IEnumerable<ReachedEffect> Through(SourceCall call, EntryPoint? from, int depth)
    {
        var targets = Answering(call);
        if (depth == 0 || targets.Length is 0 or > MostTargets)
        {
            yield break;
        }

        foreach (var target in targets)
        {
            if (engine.IsGuarded(target) || (engine.EntryPoints.Of(target) is { } other && (from is null || other.IsCertain || !from.IsCertain)))
            {
                continue;
            }

            foreach (var effect in Within(target, depth - 1))
            {
                if (AsSeenBy(call, effect.Site) is { } site)
                {
                    yield return effect with { Site = site, Methods = effect.Methods.Insert(0, target), Places = effect.Places.Insert(0, call.Place), IsCertain = effect.IsCertain && targets.Length == 1 };
                }
            }
        }
    }

    /// <summary>The effect with what the call's arguments and its receiver say: an entity with a natural identity is none, one that comes from the caller's own parameter is the next caller's question.</summary>
    private EffectSite? AsSeenBy(SourceCall call, EffectSite site)
    {
        if (site.OfThis)
        {
            return call.IsOfLoaded ? site with { OfThis = false } : call.IsOfThis ? site : null;
        }

        if (site.OfParameter < 0)
        {
            return site;
        }

        var identity = site.OfParameter < call.Arguments.Length ? call.Arguments[site.OfParameter] : default;
        return (site.Kind, identity.Source) switch
        {
            (EffectKind.Insert, IdentitySource.Generated) or (EffectKind.Relative, IdentitySource.Loaded) => HarmlessNames.IsRecord(identity.Entity) || engine.UniqueIndexes.Has(identity.Entity) ? null : site with { OfParameter = -1 },
            (_, IdentitySource.Parameter) => site with { OfParameter = identity.Parameter, IsNumbered = site.Kind == EffectKind.Insert && identity.IsNumbered },
            _ => null,
        };
    }

    /// <summary>What a method does or reaches; nothing where it is being asked already.</summary>
    private ImmutableArray<ReachedEffect> Within(IMethodSymbol method, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_reached.TryGetValue(method, out var known))
        {
            return known;
        }

        if (engine.BodyOf(method, cancellationToken) is not { } body || !_open.Add(method))
        {
            return [];
        }

        var found = body.Effects.Where(static site => site.Scope is null).Select(site => new ReachedEffect(site, [], [site.Place], IsCertain: true))
            .Concat(body.Calls.Where(static call => call.Scope is null).SelectMany(call => Through(call, from: null, depth)))
            .Take(MostEffects).ToImmutableArray();
        _open.Remove(method);
        _reached[method] = found;
        return found;
    }

    /// <summary>The bodies that a registered method may be, with their summaries.</summary>
    public IEnumerable<BodySummary> BodiesOf(RegisteredEntry registered) =>
        Targets(registered.Method.Declared()).Select(target => engine.BodyOf(target, cancellationToken) ?? BodySummary.Empty);

    private ImmutableArray<IMethodSymbol> Targets(IMethodSymbol method) =>
        method.IsAbstract || method.IsVirtual || method.ContainingType.TypeKind == TypeKind.Interface ? engine.Implementations.Of(method) : [method];

    private ImmutableArray<IMethodSymbol> Handlers(string service, ITypeSymbol message) => engine.Implementations.OfHandlers(service, message);
}
