using Idempotent.Servers;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>A server of the run's own, that is killed and started again, stopped and continued, by chance. Its address is in a file at the place.</summary>
internal abstract class ServerGround<TServer> : IHistoryGround
    where TServer : Server
{
    public abstract string Name { get; }

    public virtual IReadOnlyList<HistorySetting> Settings => HistorySetting.Plain;

    public async Task<IHistoryServer?> PrepareAsync(string place)
    {
        var server = await StartAsync();
        var address = AddressOf(server);
        await File.WriteAllTextAsync(AddressFile(place), address);
        await FurnishAsync(address);
        return new Plagued(server);
    }

    public IIdempotencyStore Open(string place) => Connect(Address(place));

    protected static string Address(string place) => File.ReadAllText(AddressFile(place));

    /// <summary>Starts one that keeps what it answered, also when it is killed.</summary>
    protected abstract Task<TServer> StartAsync();

    /// <summary>Where clients find it.</summary>
    protected abstract string AddressOf(TServer server);

    protected abstract IIdempotencyStore Connect(string address);

    /// <summary>Makes what effects need.</summary>
    protected virtual Task FurnishAsync(string address) => Task.CompletedTask;

    private static string AddressFile(string place) => Path.Combine(place, "address");

    private sealed class Plagued(TServer server) : IHistoryServer
    {
        /// <summary>Also longer than a lease.</summary>
        private const int LongestOutage = 1_200;

        public async Task DisturbAsync(Chance chance, HistoryLog log, CancellationToken over)
        {
            if (!chance.OneIn(4))
            {
                return;
            }

            var outage = log.Begin(new OutageEvent());
            if (chance.OneIn(2))
            {
                await server.KillAsync();
                await chance.PauseAsync(LongestOutage / 2, CancellationToken.None);
                await server.StartAsync();
            }
            else
            {
                await server.FreezeAsync();
                await chance.PauseAsync(LongestOutage, CancellationToken.None);
                server.Thaw();
            }

            log.End(outage);
        }

        public ValueTask DisposeAsync() => server.DisposeAsync();
    }
}
