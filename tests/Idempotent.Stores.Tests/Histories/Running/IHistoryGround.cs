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
        new SqliteGround(SqliteSynchronous.Normal, HistorySetting.Plain),
        new SqliteGround(SqliteSynchronous.Full, [.. HistorySetting.Transactional, .. HistorySetting.Plain.Take(1)]),
    ];

    /// <summary>Unique.</summary>
    string Name { get; }

    /// <summary>What is called over it.</summary>
    IReadOnlyList<HistorySetting> Settings { get; }

    public static IHistoryGround Of(string name) => All.Single(g => g.Name == name);

    /// <summary>Makes what the store and the effects need, once, before any process.</summary>
    /// <param name="place">An empty folder of the run's own; its name is unique, for databases on a server.</param>
    Task PrepareAsync(string place);

    /// <summary>Opens the store in a process.</summary>
    IIdempotencyStore Open(string place);

    /// <summary>Writes an effect in the running transaction.</summary>
    Task AffectAsync(IdempotencyContext context, EffectEvent effect);

    /// <summary>Writes an effect that commits apart from the running transaction: the fault that a history must show.</summary>
    Task AffectApartAsync(string place, EffectEvent effect);

    /// <summary>All effects that are committed.</summary>
    Task<IReadOnlyList<EffectEvent>> ReadEffectsAsync(string place);

    /// <summary>Now and then, while the processes run: a server may be killed and started again here. A file has none.</summary>
    Task DisturbAsync(string place, Chance chance, CancellationToken cancellationToken) => Task.CompletedTask;
}
