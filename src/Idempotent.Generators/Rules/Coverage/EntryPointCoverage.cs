using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules.Coverage;

internal enum Coverage
{
    /// <summary>It reaches an effect that each run repeats.</summary>
    Unprotected,

    /// <summary>It is an operation, or what it does is done by one.</summary>
    Protected,

    /// <summary>It is said to be idempotent, or no effect is seen that each run repeats.</summary>
    Exempt,
}

/// <summary>An entry point, and whether what it does may happen twice.</summary>
/// <param name="Entry">What runs it again.</param>
/// <param name="Place">Where it is.</param>
/// <param name="State">Whether it is protected.</param>
/// <param name="Detail">The way to the worst effect or to the operation; why there is nothing to protect.</param>
internal sealed record CoveredEntryPoint(EntryPoint Entry, Location Place, Coverage State, string Detail);

/// <summary>Tells of every entry point of a compilation whether it is protected, from what the engine has read.</summary>
internal sealed class EntryPointCoverage(EffectEngine engine, CancellationToken cancellationToken)
{
    /// <summary>The worst first.</summary>
    private static readonly ImmutableArray<EffectKind> s_worst =
    [
        EffectKind.Payment, EffectKind.Declared, EffectKind.Relative, EffectKind.Sql, EffectKind.Insert, EffectKind.Request, EffectKind.Message, EffectKind.Increment, EffectKind.Append, EffectKind.Mail,
    ];

    private readonly Composition _composition = new(engine, cancellationToken);

    /// <summary>Every entry point, in the order of the source.</summary>
    public IEnumerable<CoveredEntryPoint> All() => engine.Bodies.SelectMany(body => In(body.Key, body.Value)).OrderBy(static entry => entry.Place, SourceOrder.Instance).ThenBy(static entry => entry.Entry.Name, StringComparer.Ordinal);

    private IEnumerable<CoveredEntryPoint> In(ISymbol owner, BodySummary body)
    {
        if (owner is IMethodSymbol method && engine.EntryPoints.Of(method) is { } entry)
        {
            yield return Said(method, entry, method.Locations[0]) ?? Seen(entry, method.Locations[0], Effects(body, scope: null, entry), [body], scope: null);
        }

        foreach (var scope in body.Scopes)
        {
            yield return Seen(scope.Entry, scope.Place, Effects(body, scope.Entry, scope.Entry), [body], scope.Entry);
        }

        foreach (var registered in body.Registered.Where(registered => engine.EntryPoints.Of(registered.Method) is null))
        {
            var named = registered.Entry with { Name = registered.Method.Name };
            yield return Said(registered.Method, named, registered.Place)
                ?? Seen(named, registered.Place, _composition.Of(registered).Select(static effect => (effect.Site.Kind, effect.Chain)), _composition.BodiesOf(registered), scope: null);
        }
    }

    /// <summary>What the method's own attributes say; null where they say nothing.</summary>
    private CoveredEntryPoint? Said(IMethodSymbol method, EntryPoint entry, Location place) =>
        engine.OperationOf(method) is { } operation ? new CoveredEntryPoint(entry, place, Coverage.Protected, operation.OperationName)
        : engine.IsGuarded(method) ? new CoveredEntryPoint(entry, place, Coverage.Exempt, method.Attribute(engine.Known.NaturallyIdempotentAttribute)?.ConstructorArguments.FirstOrDefault().Value as string ?? "it is said to be idempotent")
        : null;

    private CoveredEntryPoint Seen(EntryPoint entry, Location place, IEnumerable<(EffectKind Kind, string Way)> effects, IEnumerable<BodySummary> bodies, EntryPoint? scope)
    {
        var worst = effects.OrderBy(static effect => s_worst.IndexOf(effect.Kind)).Select(static effect => effect.Way).FirstOrDefault();
        return worst is not null ? new CoveredEntryPoint(entry, place, Coverage.Unprotected, $"{entry.Name} → {worst}")
            : bodies.Select(body => _composition.OperationOf(body, scope)).FirstOrDefault(static found => found is not null) is { } operation
                ? new CoveredEntryPoint(entry, place, Coverage.Protected, $"{entry.Name} → {operation.ContainingType.Name}.{operation.Name}")
            : new CoveredEntryPoint(entry, place, Coverage.Exempt, "no effect is seen that each run repeats");
    }

    private IEnumerable<(EffectKind Kind, string Way)> Effects(BodySummary body, EntryPoint? scope, EntryPoint entry) =>
        body.Effects.Where(site => ReferenceEquals(site.Scope, scope) && site is { OfThis: false } && (site.OfParameter < 0 || site.IsNumbered)).Select(static site => (site.Kind, site.What))
            .Concat(body.Calls.Where(call => ReferenceEquals(call.Scope, scope)).SelectMany(call => _composition.Of(call, entry)).Select(static effect => (effect.Site.Kind, effect.Chain)));
}
