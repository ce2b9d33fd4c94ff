using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>One attempt of one caller: its store, its owner token and what it asks for. Each step says which answer is expected.</summary>
internal sealed record Attempt(IIdempotencyStore Store, ClaimRequest Request)
{
    public OwnerToken Owner => Request.Owner;

    public async Task<ClaimResult> ClaimAsync() => await Store.ClaimAsync(Request, default);

    public async Task<ClaimResult> ClaimAsync(ClaimStatus expected)
    {
        var result = await ClaimAsync();
        Expect.Equal(expected, result.Status, $"claim '{Request.Key}'");
        return result;
    }

    public async Task<WriteStatus> CompleteAsync(StoredOutcome outcome) =>
        await Store.CompleteAsync(new(Request.Key, Owner, outcome, Request.Terms.Retention), default);

    public async Task CompleteAsync(WriteStatus expected, string outcome = "1") =>
        Expect.Equal(expected, await CompleteAsync(Scene.Value(outcome)), $"complete '{Request.Key}'");

    public async Task ReleaseAsync(WriteStatus expected) => Expect.Equal(
        expected,
        await Store.ReleaseAsync(new(Request.Key, Owner, Request.Terms.Retention), default),
        $"release '{Request.Key}'");

    public async Task<WriteStatus> RenewAsync() => await Store.RenewAsync(new(Request.Key, Owner, Request.Terms.Lease), default);

    public async Task RenewAsync(WriteStatus expected) => Expect.Equal(expected, await RenewAsync(), $"renew '{Request.Key}'");

    public async Task HoldAsync(WriteStatus expected, HoldReason reason = HoldReason.Failed) => Expect.Equal(
        expected,
        await Store.HoldAsync(new(Request.Key, Owner, reason), default),
        $"hold '{Request.Key}'");

    public async Task SaveAsync(WriteStatus expected, ReadOnlyMemory<byte> progress) => Expect.Equal(
        expected,
        await ((ICheckpointStore)Store).SaveProgressAsync(Request.Key, Owner, progress, default),
        $"save progress of '{Request.Key}'");
}
