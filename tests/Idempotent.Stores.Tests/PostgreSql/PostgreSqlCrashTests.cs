using Idempotent.Servers;
using Idempotent.Stores.Tests.Crashing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>Transactions over PostgreSQL under SIGKILL at every step.</summary>
public sealed class PostgreSqlCrashTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("idempotent-crash-matrix-");
    private PostgreSqlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PostgreSqlServer.OpenAsync("-c", "max_connections=300");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Crash_AtAnyPointOfATransaction_LeavesNothingOrEverything()
    {
        var crashes = await CrashMatrix.RunAsync(
            Environment.ProcessPath!, [CrashGround.PostgreSqlArgument, _server.ConnectionString], _folder.FullName, TestContext.Current.CancellationToken);

        Assert.Equal(["transactional", "transactional, store failures"], crashes.Select(static c => c.Call[..c.Call.IndexOf(':', StringComparison.Ordinal)]).Distinct());
        Assert.Equal(4, crashes.Select(static c => c.Call).Distinct().Count());
        Assert.Contains(crashes, static c => c.Point == "before Commit");
        Assert.All(crashes, static crash =>
        {
            var promised = CrashSetting.All.Single(s => crash.Call.StartsWith($"{s.Name}: ", StringComparison.Ordinal)).Promised(crash);
            Assert.True(promised == new CrashSetting.Promise(crash.Effects, Kind(crash.First), Kind(crash.Again)) && crash.First.Value == crash.Again.Value, $"{crash}; {promised}");
        });
    }

    private static string Kind(CrashAnswer answer) => answer.Failure ?? CrashSetting.Value;
}
