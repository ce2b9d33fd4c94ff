using Idempotent.Stores.Tests.Remote;

namespace Idempotent.Stores.Tests.PostgreSql;

public sealed class PostgreSqlRuntimeTests : RemoteRuntimeTests
{
    [Fact]
    public async Task ServerThatCrashesWhileTheBodyRuns_HasTheOutcomeAfterwards()
    {
        Assert.Equal("receipt 1", await ChargeAsync(BesideRuntime, async _ =>
        {
            await Scene.Server.KillAsync();
            await Scene.Server.StartAsync();
        }));

        Assert.Equal("receipt 1", await ChargeAsync(BesideRuntime));
    }

    protected override async Task<RemoteScene> OpenAsync() => await PostgreSqlScene.OpenAsync();
}
