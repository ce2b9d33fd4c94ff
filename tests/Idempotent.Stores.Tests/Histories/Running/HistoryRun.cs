namespace Idempotent.Stores.Tests.Histories;

/// <summary>Several processes that call by chance over one ground, and are killed, stopped and continued by chance. What they did is read when all are dead.</summary>
/// <param name="ground">The store that they share.</param>
/// <param name="settings">What they call.</param>
/// <param name="seed">For all chance: what is called, and who is hit when. Which of two processes is faster is the machine's.</param>
/// <param name="place">An empty folder.</param>
internal sealed class HistoryRun(IHistoryGround ground, IReadOnlyList<HistorySetting> settings, int seed, string place)
{
    private const int Slots = 4;

    /// <summary>Also longer than a lease.</summary>
    private const int LongestStop = 1_500;

    private const int LongestPeace = 500;

    /// <summary>So many keys are called at once in the end.</summary>
    private const int Settlers = 16;

    private const int MostSettlings = 50;

    /// <summary>The payload that most calls of a key have, and the other one.</summary>
    public static readonly string[] Payloads = ["this", "other"];

    public IHistoryGround Ground => ground;

    public IReadOnlyList<HistorySetting> Settings => settings;

    public string Place => place;

    public int Seed => seed;

    public TimeSpan Began { get; } = HistoryLog.Now;

    public async Task<History> RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await using var server = await ground.PrepareAsync(place);
        using (var log = new HistoryLog(place, "judge"))
        using (var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            over.CancelAfter(time);
            var slots = Enumerable.Range(0, Slots).Select(slot => RunSlotAsync(slot, log, over.Token));
            await Task.WhenAll([server is null ? Task.CompletedTask : DisturbAsync(server, log, over.Token), .. slots]);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var keys = HistoryLog.ReadAll(place).Select(static e => e.Key).Where(static k => k.Length > 0).Distinct().ToList();
        await SettleAsync(keys);
        var effects = ground is ITransactionalGround transactional ? await transactional.ReadEffectsAsync(place) : [];
        return new([.. HistoryLog.ReadAll(place), .. effects]);
    }

    /// <summary>One process after the other.</summary>
    private async Task RunSlotAsync(int slot, HistoryLog log, CancellationToken over)
    {
        var chance = new Chance(seed, slot);
        for (var generation = 0; !over.IsCancellationRequested; generation++)
        {
            var name = $"{slot}-{generation}";
            var life = log.Begin(new ProcessEvent(name));
            using var worker = HistoryWorker.Start(this, name, (generation * Slots) + slot);
            var stops = await PlagueAsync(worker, name, log, chance, over);
            await worker.KillAsync();
            stops.ForEach(log.End);
            log.End(life);
        }
    }

    /// <summary>Stops and continues a process for a while; returns the stop that it is in at the end.</summary>
    private static async Task<List<StopEvent>> PlagueAsync(HistoryWorker worker, string name, HistoryLog log, Chance chance, CancellationToken over)
    {
        // A process takes longer to start than all that comes after.
        await worker.CallsAsync(over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var times = 3 + chance.Below(6); times > 0; times--)
        {
            await PauseAsync(chance, LongestPeace, over);
            if (over.IsCancellationRequested)
            {
                break;
            }

            if (!chance.OneIn(3))
            {
                continue;
            }

            var stop = log.Begin(new StopEvent(name));
            worker.Stop();
            await PauseAsync(chance, LongestStop, over);
            if (chance.OneIn(4))
            {
                return [stop];
            }

            worker.Continue();
            log.End(stop);
        }

        return [];
    }

    private async Task DisturbAsync(IHistoryServer server, HistoryLog log, CancellationToken over)
    {
        var chance = new Chance(seed, Slots);
        while (!over.IsCancellationRequested)
        {
            await PauseAsync(chance, LongestPeace, over);
            await server.DisturbAsync(chance, log, over);
        }
    }

    private static async Task PauseAsync(Chance chance, int longestMilliseconds, CancellationToken over) =>
        await chance.PauseAsync(longestMilliseconds, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Calls every key once more, with the payload that it stands for: whatever the dead left is over by the end of its lease. One is called again where a server is slow, or ended the call's transaction, or chance cancelled it.</summary>
    private async Task SettleAsync(List<string> keys)
    {
        await using var caller = new HistoryCaller(ground, place, "settler");
        await Parallel.ForEachAsync(keys.Index(), new ParallelOptions { MaxDegreeOfParallelism = Settlers }, async (key, _) =>
        {
            var chance = new Chance(seed, Slots + 1 + key.Index);
            foreach (var payload in Payloads)
            {
                var answer = Answer.Unavailable;
                for (var times = 0; answer is Answer.Unavailable or Answer.LeaseLost or Answer.Cancelled && times < MostSettlings; times++)
                {
                    await chance.PauseAsync(times * 10, CancellationToken.None);
                    answer = await caller.CallAsync(HistorySetting.OfKey(key.Item), key.Item, payload, chance);
                }

                if (answer != Answer.Reused)
                {
                    return;
                }
            }
        });
    }
}
