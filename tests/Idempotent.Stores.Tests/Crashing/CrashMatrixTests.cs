using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Crashing;

/// <summary>SQLite under SIGKILL at every step of every shape under every setting: one matrix for all tests.</summary>
public sealed class CrashMatrixTests(CrashMatrixTests.Matrix matrix) : IClassFixture<CrashMatrixTests.Matrix>
{
    public static TheoryData<string> Settings => [.. CrashSetting.All.Select(static s => s.Name)];

    [Theory]
    [MemberData(nameof(Settings))]
    public void Crash_AtAnyPoint_LeavesWhatItsSettingPromises(string name)
    {
        var setting = CrashSetting.All.Single(s => s.Name == name);
        var crashes = matrix.Of(name);

        Assert.Equal(6, crashes.Select(static c => c.Call).Distinct().Count());
        Assert.All(crashes, crash =>
        {
            var promised = setting.Promised(crash);
            var kept = new CrashSetting.Promise(crash.Effects, Kind(crash.First), Kind(crash.Again));
            Assert.True(promised == kept && crash.First.Value == crash.Again.Value, $"{crash}; {promised}");
        });
    }

    [Fact]
    public void Points_AreBeforeAndAfterEachStepAndWhereTheBodySays() =>
        Assert.Equal(
            ["before Claim", "after Claim", "before the effect", "after the effect", "before Complete", "after Complete"],
            matrix.Of("run again").Where(static c => c.Call.EndsWith(": Task<T>", StringComparison.Ordinal)).Select(static c => c.Point));

    [Fact]
    public void Points_OfATransaction_AreBetweenItsLines() =>
        Assert.Equal(
            ["before Begin", "after Begin", "before Claim", "after Claim", "before the effect", "after the effect", "before Complete", "after Complete", "before Commit", "after Commit"],
            matrix.Of("transactional").Where(static c => c.Call.EndsWith(": void", StringComparison.Ordinal)).Select(static c => c.Point));

    [Fact]
    public void Points_OfATakerThatReconciles_BeginWithItsCallback() =>
        Assert.Equal(
            ["before Claim", "after Claim", "before the callback looks", "before the effect", "after the effect", "before Complete", "after Complete"],
            matrix.Of("reconcile a dead attempt").Where(static c => c.Call.EndsWith(": ValueTask", StringComparison.Ordinal)).Select(static c => c.Point));

    [Fact]
    public void Effects_AreThereWhenTheProcessIsKilledAfterThem() =>
        Assert.All(matrix.Of("run again"), static c => Assert.Equal(c.Point is "before Claim" or "after Claim" or "before the effect" ? 0 : 1, c.EffectsBefore));

    [Fact]
    public void Results_TellTheAttempt() =>
        Assert.All(
            matrix.Of("run again").Where(static c => c.Call.EndsWith("T>", StringComparison.Ordinal)),
            static c => Assert.Equal($"charged in attempt {(c.Point is "before Claim" or "after Complete" ? 1 : 2)}", c.First.Value));

    private static string Kind(CrashAnswer answer) => answer.Failure ?? CrashSetting.Value;

    public sealed class Matrix : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("idempotent-crash-matrix-");
        private IReadOnlyList<Crash> _crashes = [];

        public IEnumerable<Crash> Of(string setting) => _crashes.Where(c => c.Call.StartsWith($"{setting}: ", StringComparison.Ordinal));

        public async ValueTask InitializeAsync() =>
            _crashes = await CrashMatrix.RunAsync(Environment.ProcessPath!, [], _folder.FullName, TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return default;
        }
    }
}
