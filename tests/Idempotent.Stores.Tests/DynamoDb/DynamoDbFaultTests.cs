using Idempotent.Stores.Tests.Remote;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.DynamoDb;

public sealed class DynamoDbFaultTests : RemoteFaultTests
{
    [Fact]
    public async Task Writes_WhoseRepliesAreLost_AreSettledByTheClientsOwnRetries()
    {
        var (store, claim) = (((DynamoDbScene)Scene).Behind(static c => c.MaxErrorRetry = 2), Claim());
        await store.CountAsync(RecordFilter.All, Cancellation);

        var fault = Scene.Proxy.DropReplyTo("order-42");
        var claimed = await store.ClaimAsync(claim, Cancellation);
        await fault.Happened;
        fault = Scene.Proxy.DropReplyTo("order-42");
        var completed = await store.CompleteAsync(Complete(claim), Cancellation);
        await fault.Happened;

        Assert.Equal((ClaimStatus.Claimed, 1, WriteStatus.Applied), (claimed.Status, claimed.Attempt, completed));
        Assert.Equal(ClaimStatus.Completed, (await Scene.Beside().ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task Takeover_WhoseReplyIsLost_IsSettledByTheClientsOwnRetries()
    {
        var (store, other, former) = (((DynamoDbScene)Scene).Behind(static c => c.MaxErrorRetry = 2), Scene.Beside(), Claim(terms: ShortTerms));
        await other.ClaimAsync(former, Cancellation);
        await AbandonedAsync(other, former.Key);
        await store.CountAsync(RecordFilter.All, Cancellation);
        var claim = Claim();

        // Only the request that takes the record over has a condition on its former owner.
        var fault = Scene.Proxy.DropReplyTo(Convert.ToBase64String(former.Owner.ToByteArray()));
        var taken = await store.ClaimAsync(claim, Cancellation);
        await fault.Happened;

        Assert.Equal((ClaimStatus.Claimed, 2), (taken.Status, taken.Attempt));
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim), Cancellation));
    }

    protected override async Task<RemoteScene> OpenAsync() => await DynamoDbScene.OpenAsync();
}
