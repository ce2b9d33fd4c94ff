using Idempotent.Storing;

namespace Idempotent.Tests.Running;

/// <summary>The answers to claims on a key and its former one, as that to one.</summary>
public sealed class CallStoreTests
{
    [Theory]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    public async Task LeaseOfBoth_IsOverWhenTheFirstOfThemIs(int former, int current)
    {
        var store = new CallStore(new(new InMemoryIdempotencyStore(TimeProvider.System), TimeProvider.System));
        var key = new RecordKey("idempotency::pay:new") { Former = new(Rig.KeyOf("pay", "old"), default) };
        var claim = new ClaimRequest(key, OwnerToken.Create(), Fingerprint.Empty, new() { Operation = "pay", Lease = Rig.Lease, Retention = TimeSpan.FromHours(24) });

        var answer = await store.ClaimWithFormerAsync(claim, (_, _) => new(new PairClaimResult(Given(former), Given(current))));

        Assert.Equal((ClaimStatus.Claimed, TimeSpan.FromSeconds(5)), (answer.Status, answer.Remaining));
    }

    private static ClaimResult Given(int remaining) => new() { Status = ClaimStatus.Claimed, Attempt = 1, Remaining = TimeSpan.FromSeconds(remaining) };
}
