using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Idempotent.Redis;

/// <summary>
/// Looks at settings of the servers under which records get lost, and warns: once at each primary, when the connection is made, and again when it comes back or the servers change their parts. Thread-safe.
/// </summary>
internal sealed partial class ServerChecks(RedisOptions options, ILogger log)
{
    /// <summary>Each start of a server has an id of its own.</summary>
    private readonly ConcurrentDictionary<string, bool> _checked = new(StringComparer.Ordinal);

    public void Begin(IConnectionMultiplexer multiplexer)
    {
        multiplexer.ConnectionRestored += OnRestored;
        multiplexer.ConfigurationChanged += OnChanged;
        _ = RunAsync(multiplexer);
    }

    public void End(IConnectionMultiplexer multiplexer)
    {
        multiplexer.ConnectionRestored -= OnRestored;
        multiplexer.ConfigurationChanged -= OnChanged;
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e) => _ = RunAsync((IConnectionMultiplexer)sender!);

    private void OnChanged(object? sender, EndPointEventArgs e) => _ = RunAsync((IConnectionMultiplexer)sender!);

    /// <summary>Never throws: a server that does not say its settings is as good as it was.</summary>
    private async Task RunAsync(IConnectionMultiplexer multiplexer)
    {
        foreach (var server in multiplexer.GetServers().Where(static s => s is { IsConnected: true, IsReplica: false } && s.ServerType != ServerType.Sentinel))
        {
            try
            {
                await CheckAsync(server).ConfigureAwait(false);
            }
            catch (Exception e) when (RedisErrors.IsUnavailable(e))
            {
                LogUnknown(log, e, server.EndPoint.ToString()!);
            }
        }
    }

    private async Task CheckAsync(IServer server)
    {
        var address = server.EndPoint.ToString()!;
        var info = (await server.InfoAsync().ConfigureAwait(false)).SelectMany(static section => section).DistinctBy(static line => line.Key).ToDictionary(StringComparer.Ordinal);
        if (!_checked.TryAdd(info.GetValueOrDefault("run_id", address), true))
        {
            return;
        }

        var policy = info.GetValueOrDefault("maxmemory_policy", "noeviction");
        // Records under Hold have no time to live; all others do.
        if (policy != "noeviction")
        {
            LogMayEvict(log, address, policy, info.GetValueOrDefault("maxmemory", "0") == "0" ? "once maxmemory is set" : "when memory is short");
        }

        var replicas = info.GetValueOrDefault("connected_slaves", "0");
        if (replicas == "0")
        {
            LogNoReplica(log, address);
        }

        if (int.TryParse(replicas, out var count) && count < options.WaitForReplicas)
        {
            LogTooFewReplicas(log, address, count, options.WaitForReplicas);
        }

        if (info.GetValueOrDefault("aof_enabled", "1") == "0" && await SavesAsync(server).ConfigureAwait(false) == false)
        {
            LogNoPersistence(log, address);
        }
    }

    /// <summary>Whether it makes snapshots; null where it does not say.</summary>
    private static async Task<bool?> SavesAsync(IServer server)
    {
        try
        {
            return (await server.ConfigGetAsync("save").ConfigureAwait(false)).FirstOrDefault().Value is { } save ? save.Length > 0 : null;
        }
        catch (Exception e) when (RedisErrors.IsUnavailable(e))
        {
            // Hosted servers often refuse CONFIG, and so does a connection of the application's that is not for administration.
            return null;
        }
    }

    [LoggerMessage(200, LogLevel.Warning,
        "Redis at {Server} may evict records {When} (maxmemory-policy {Policy}): a method may then run again. Set maxmemory-policy to noeviction.")]
    private static partial void LogMayEvict(ILogger logger, string server, string policy, string when);

    [LoggerMessage(201, LogLevel.Warning,
        "Redis at {Server} keeps nothing on the disk: a restart forgets every record, and methods may run again. Set appendonly to yes.")]
    private static partial void LogNoPersistence(ILogger logger, string server);

    [LoggerMessage(202, LogLevel.Warning, "Redis at {Server} has no replica: while it is down, no call runs.")]
    private static partial void LogNoReplica(ILogger logger, string server);

    [LoggerMessage(203, LogLevel.Warning, "Redis at {Server} has {Count} replicas, and each claim waits for {Wanted}: calls will fail.")]
    private static partial void LogTooFewReplicas(ILogger logger, string server, int count, int wanted);

    [LoggerMessage(204, LogLevel.Debug, "Redis at {Server} did not say how it is set up.")]
    private static partial void LogUnknown(ILogger logger, Exception exception, string server);
}
