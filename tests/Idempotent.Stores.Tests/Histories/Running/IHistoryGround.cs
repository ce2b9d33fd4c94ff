using Idempotent.Sqlite;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>
/// The durable store that the processes of a history share. Every process makes its own instance, by <see cref="Of"/>; what they share is at the place. A store that is to be tested so has one of these in <see cref="All"/>.
/// </summary>
internal interface IHistoryGround
{
    public static IReadOnlyList<IHistoryGround> All { get; } =
    [
        // What SIGKILL leaves is the same for both: they differ in how long a commit takes.
        new SqliteGround(SqliteSynchronous.Normal, HistorySetting.Plain, HistorySetting.Planted),
        new SqliteGround(SqliteSynchronous.Full, [.. HistorySetting.Transactional, .. HistorySetting.Plain.Take(1)], faults: []),
        new RedisGround(),
        new RedisFailoverGround(),
        new PostgreSqlGround("plain", HistorySetting.Plain, [HistorySetting.Planted[0]]),
        new PostgreSqlGround("transactional", HistorySetting.Transactional, faults: []),
        new DynamoDbGround(),
    ];

    /// <summary>Unique.</summary>
    string Name { get; }

    /// <summary>What is called over it.</summary>
    IReadOnlyList<HistorySetting> Settings { get; }

    public static IHistoryGround Of(string name) => All.Single(g => g.Name == name);

    /// <summary>Faults that are planted, and must be found: all of them over one store, one over each other.</summary>
    IReadOnlyList<HistorySetting> Faults => [HistorySetting.Planted[0]];

    /// <summary>How long the processes are plagued.</summary>
    TimeSpan Time => TimeSpan.FromSeconds(6);

    /// <summary>Makes what the store and the effects need, once, before any process; returns the server, where there is one.</summary>
    /// <param name="place">An empty folder of the run's own.</param>
    Task<IHistoryServer?> PrepareAsync(string place);

    /// <summary>Opens the store in a process.</summary>
    IIdempotencyStore Open(string place);

    /// <summary>Whether something of it is killed and stopped, as the processes are.</summary>
    bool HasServer => true;

    /// <summary>Whether some of what was answered is lost on purpose, as the store's guarantee says that it may be.</summary>
    bool Loses => false;

    /// <summary>Whether a key is one of which something may be lost.</summary>
    bool MayLose(KeyHistory key, History history) => false;
}

/// <summary>A ground whose records and effects can commit together.</summary>
internal interface ITransactionalGround : IHistoryGround
{
    /// <summary>Writes an effect in the running transaction.</summary>
    Task AffectAsync(IdempotencyContext context, EffectEvent effect);

    /// <summary>Writes an effect that commits apart from the running transaction: the fault that a history must show.</summary>
    Task AffectApartAsync(string place, EffectEvent effect);

    /// <summary>All effects that are committed.</summary>
    Task<IReadOnlyList<EffectEvent>> ReadEffectsAsync(string place);
}

/// <summary>What the processes of a run share while it lasts.</summary>
internal interface IHistoryServer : IAsyncDisposable
{
    /// <summary>Now and then, while the processes run: kills or stops the server by chance, and returns when it serves again.</summary>
    Task DisturbAsync(Chance chance, HistoryLog log, CancellationToken over);
}
