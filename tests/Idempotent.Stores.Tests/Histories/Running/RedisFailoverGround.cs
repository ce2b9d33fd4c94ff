using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;
using Idempotent.Stores.Tests.Remote;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>
/// A Redis primary and its replica behind a Sentinel, and one failover in which the replica misses the primary's last moments: it is killed before the primary, and becomes the primary with what it had on its disk.
/// </summary>
internal sealed class RedisFailoverGround : IHistoryGround
{
    public string Name => "Redis, failover";

    public IReadOnlyList<HistorySetting> Settings => HistorySetting.Plain;

    /// <summary>What is lost on purpose looks like a fault.</summary>
    public IReadOnlyList<HistorySetting> Faults => [];

    /// <summary>A failover alone takes about six seconds.</summary>
    public TimeSpan Time => TimeSpan.FromSeconds(14);

    public bool Loses => true;

    public async Task<IHistoryServer?> PrepareAsync(string place)
    {
        var primary = await RedisServer.OpenAsync("--appendonly", "yes");
        var replica = await RedisServer.OpenAsync("--appendonly", "yes", "--replicaof", "127.0.0.1", $"{primary.Port}");
        var sentinel = new RedisSentinel(primary);
        await sentinel.StartAsync();
        await File.WriteAllTextAsync(AddressFile(place), sentinel.Address);
        await WorksAsync(sentinel, replicas: 1);
        return new Failing(primary, replica, sentinel);
    }

    public IIdempotencyStore Open(string place) => Connect(File.ReadAllText(AddressFile(place)));

    /// <summary>Replication is asynchronous: a failover loses what had not reached the replica, says the store's guarantee. That is what was answered since it was known to have all, and nothing else.</summary>
    public bool MayLose(KeyHistory key, History history)
    {
        var loss = history.Events.OfType<LossEvent>().Single();
        return key.Claims.Concat<HistoryEvent>(key.Writes).Any(written => written.From <= loss.To && !(written.To < loss.From));
    }

    private static RedisIdempotencyStore Connect(string sentinel, int replicas = 0) =>
        new($"{sentinel},serviceName={RedisSentinel.Service},{RedisGround.Patience}", new() { WaitForReplicas = replicas });

    private static string AddressFile(string place) => Path.Combine(place, "address");

    private sealed class Failing(RedisServer primary, RedisServer replica, RedisSentinel sentinel) : IHistoryServer
    {
        private const int KeptKeys = 20;
        private const int LostKeys = 10;

        private static readonly RecordFilter s_completed = new() { State = RecordState.Completed };

        private bool _isOver;

        /// <summary>Once, in the midst of it.</summary>
        public async Task DisturbAsync(Chance chance, HistoryLog log, CancellationToken over)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
            await using var store = Connect(sentinel.Address);
            await HasAsync(store, KeptKeys, over);
            var outage = log.Begin(new OutageEvent());
            var loss = log.Begin(new LossEvent());
            // What was answered before has reached the replica: replication keeps the order, and this claim is answered when the replica has it.
            await WorksAsync(sentinel, replicas: 1);
            await replica.KillAsync();
            await HasAsync(store, await store.CountAsync(s_completed, over) + LostKeys, over);
            await primary.KillAsync();
            log.End(loss);
            await replica.StartAsync();
            await WorksAsync(sentinel, replicas: 0);
            log.End(outage);
        }

        public async ValueTask DisposeAsync()
        {
            await sentinel.DisposeAsync();
            await replica.DisposeAsync();
            await primary.DisposeAsync();
        }

        /// <summary>Returns when there are so many outcomes.</summary>
        private static async Task HasAsync(RedisIdempotencyStore store, long outcomes, CancellationToken over)
        {
            while (await store.CountAsync(s_completed, over) < outcomes)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, over);
            }
        }
    }

    /// <summary>Returns when the primary that Sentinel names takes writes, and so many replicas have them.</summary>
    private static async Task WorksAsync(RedisSentinel sentinel, int replicas)
    {
        await using var store = Connect(sentinel.Address, replicas);
        await RemoteScene.EventuallyAsync(() => store.ClaimAsync(RemoteScene.Claim($"{Guid.NewGuid()}"), CancellationToken.None));
    }
}
