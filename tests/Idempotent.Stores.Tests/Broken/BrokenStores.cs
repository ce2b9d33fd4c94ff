using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>For each conformance case, the store that fails it and no other: one planted fault each, as small as it can be.</summary>
internal static partial class BrokenStores
{
    /// <summary>A fault and the case that finds it.</summary>
    public sealed record Plant(string Case, string Fault, Func<Client, Broken> Open, StoreFeatures AlsoLacks = StoreFeatures.None);

    public static IReadOnlyList<Plant> All { get; } =
    [
        .. Statements, .. Claims, .. Fingerprints, .. Owners, .. Repeats, .. Leases, .. Holds, .. Fencing, .. Retentions,
        .. Outcomes, .. Keys, .. Batches, .. Managing, .. Resolving, .. Watching, .. Capabilities, .. Instances, .. Races,
    ];

    private static Plant[] Statements =>
    [
        new("Harness_SaysWhatTheStoreLacks", "a harness that says too much", c => new(c), StoreFeatures.Checkpoints),
        new("Guarantee_IsStated", "a guarantee without a word", c => new(c) { StatedGuarantee = c.World.Store.Guarantee with { DurableWhen = "" } }),
    ];

    /// <summary>A store whose claims are right, but for some answers.</summary>
    private static Plant Answers(string name, string fault, Func<Broken, ClaimRequest, IdempotencyRecord?, ClaimResult, ClaimResult> answer) =>
        Claiming(name, fault, async (b, r, before) => answer(b, r, before, await b.Right.ClaimAsync(r, default)));

    /// <summary>A store that claims something else than it was asked for.</summary>
    private static Plant Requests(string name, string fault, Func<ClaimRequest, IdempotencyRecord?, ClaimRequest> request) =>
        Claiming(name, fault, (b, r, before) => b.Right.ClaimAsync(request(r, before), default));

    private static Plant Claiming(string name, string fault, Func<Broken, ClaimRequest, IdempotencyRecord?, ValueTask<ClaimResult>> claim) => new(name, fault, c =>
    {
        Broken broken = null!;
        return broken = new(c) { Claim = (r, before) => claim(broken, r, before) };
    });

    private static Plant Completing(string name, string fault, Func<Broken, CompleteRequest, IdempotencyRecord?, ValueTask<WriteStatus>> complete) => new(name, fault, c =>
    {
        Broken broken = null!;
        return broken = new(c) { Complete = (r, before) => complete(broken, r, before) };
    });

    private static Plant Releasing(string name, string fault, Func<Broken, ReleaseRequest, IdempotencyRecord?, ValueTask<WriteStatus>> release) => new(name, fault, c =>
    {
        Broken broken = null!;
        return broken = new(c) { Release = (r, before) => release(broken, r, before) };
    });

    private static Plant Renewing(string name, string fault, Func<Broken, RenewRequest, IdempotencyRecord?, ValueTask<WriteStatus>> renew) => new(name, fault, c =>
    {
        Broken broken = null!;
        return broken = new(c) { Renew = (r, before) => renew(broken, r, before) };
    });

    private static Plant Holding(string name, string fault, Func<Broken, HoldRequest, IdempotencyRecord?, ValueTask<WriteStatus>> hold) => new(name, fault, c =>
    {
        Broken broken = null!;
        return broken = new(c) { Hold = (r, before) => hold(broken, r, before) };
    });

    private static ValueTask<T> Now<T>(T answer) => new(answer);

    private static ClaimRequest WithTerms(ClaimRequest request, Func<ClaimTerms, ClaimTerms> terms) => request with { Terms = terms(request.Terms) };

    private static bool Is(IdempotencyRecord? record, RecordState state) => record?.State == state;
}
