using Idempotent.Storing;
using Idempotent.Stores.Tests.Remote;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

public sealed class PostgreSqlFaultTests : RemoteFaultTests
{
    [Fact]
    public async Task Restart_AfterACrash_LosesNothing()
    {
        var (store, completed, running) = (Scene.Beside(), Claim("completed"), Claim("running"));
        await store.ClaimAsync(completed, Cancellation);
        await store.CompleteAsync(Complete(completed), Cancellation);
        await store.ClaimAsync(running, Cancellation);

        await Scene.Server.KillAsync();
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim("another"), Cancellation));
        await Scene.Server.StartAsync();

        Assert.Equal(ClaimStatus.Completed, (await EventuallyAsync(() => store.ClaimAsync(Claim("completed"), Cancellation))).Status);
        Assert.Equal(ClaimStatus.InProgress, (await store.ClaimAsync(Claim("running"), Cancellation)).Status);
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(running), Cancellation));
    }

    protected override async Task<RemoteScene> OpenAsync() => await PostgreSqlScene.OpenAsync();
}
