using System.Globalization;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>
/// What happens when processes are really killed and stopped at random: the checker finds nothing in the history of a right store, and each fault that is planted. <c>IDEMPOTENT_HISTORY_SEED</c> gives a seed again, and
/// <c>IDEMPOTENT_HISTORY_RUNS</c> makes more runs, each from the next seed.
/// </summary>
public sealed class HistoryTests : IDisposable
{
    private const int MostRounds = 10;

    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(5);
    private static readonly int s_seed = Setting("IDEMPOTENT_HISTORY_SEED", 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("idempotent-history-");

    public static TheoryData<string> Grounds => [.. IHistoryGround.All.Select(static g => g.Name)];

    public static TheoryData<string> FaultyGrounds => [.. IHistoryGround.All.Where(static g => g.Faults.Count > 0).Select(static g => g.Name)];

    [Theory]
    [MemberData(nameof(Grounds))]
    public async Task Processes_ThatAreKilledAndStopped_KeepThePromise(string name)
    {
        var ground = IHistoryGround.Of(name);
        var runs = Setting("IDEMPOTENT_HISTORY_RUNS", 1);
        for (var seed = s_seed; seed < s_seed + runs; seed++)
        {
            var history = await RunAsync(ground, ground.Settings, seed, ground.Time);

            var found = Check(history).ToLookup(v => ground.MayLose(history.Keys.Single(k => k.Key == v.Key), history));
            var violations = found[false].ToList();
            var figures = HistoryFigures.Of(history);
            TestContext.Current.TestOutputHelper!.WriteLine($"{name}, seed {seed}: {figures}");
            Assert.True(violations.Count == 0, $"Seed {seed}, {figures}:\n{string.Join('\n', violations.Take(20))}");
            Assert.True(!ground.Loses || found[true].Any(), $"Seed {seed}: nothing was lost, so this does not show what is: {figures}");
            Assert.True(ground.HasServer == figures.Outages > 0 && figures is { Processes: > 3, Stops: > 0, Keys: > 20, Attempts: > 20 }, $"Seed {seed}: too little happened to show anything: {figures}");
        }
    }

    [Theory]
    [MemberData(nameof(FaultyGrounds))]
    public async Task Faults_ThatArePlanted_AreFound(string name)
    {
        var ground = IHistoryGround.Of(name);
        var missing = ground.Faults;
        for (var round = 0; missing.Count > 0; round++)
        {
            Assert.True(round < MostRounds, $"Seeds {s_seed} to {s_seed + round - 1}: not found: {string.Join(", ", missing.Select(static s => s.Name))}.");
            var history = await RunAsync(ground, [.. missing, HistorySetting.Plain[0]], s_seed + round, s_round);

            var violations = Check(history).ToLookup(static v => HistorySetting.OfKey(v.Key));
            Assert.Empty(violations[HistorySetting.Plain[0]]);
            missing = [.. missing.Where(setting => !violations[setting].Any(v => v.Rule == setting.Finds))];
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IReadOnlyList<Violation> Check(History history) => HistoryChecker.Check(history, static key => HistorySetting.OfKey(key).Terms);

    private Task<History> RunAsync(IHistoryGround ground, IReadOnlyList<HistorySetting> settings, int seed, TimeSpan time) =>
        new HistoryRun(ground, settings, seed, _folder.CreateSubdirectory($"{seed}").FullName).RunAsync(time, TestContext.Current.CancellationToken);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
