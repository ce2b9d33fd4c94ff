using Idempotent.Sqlite;
using Idempotent.Storing;
using Microsoft.Data.Sqlite;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>A SQLite file for records and effects.</summary>
internal sealed class SqliteGround(SqliteSynchronous synchronous, IReadOnlyList<HistorySetting> settings, IReadOnlyList<HistorySetting> faults) : ITransactionalGround
{
    private const string Insert = "INSERT INTO effects VALUES ($key, $payload, $token)";

    public string Name => $"SQLite, {synchronous}";

    public IReadOnlyList<HistorySetting> Settings => settings;

    public IReadOnlyList<HistorySetting> Faults => faults;

    public bool HasServer => false;

    public async Task<IHistoryServer?> PrepareAsync(string place)
    {
        foreach (var path in new[] { Records(place), Apart(place) })
        {
            await using var connection = Connect(path);
            using var command = Command(connection, "PRAGMA journal_mode = WAL; CREATE TABLE effects (key TEXT NOT NULL, payload TEXT NOT NULL, token INTEGER NOT NULL)");
            await command.ExecuteNonQueryAsync();
        }

        return null;
    }

    public IIdempotencyStore Open(string place) => new SqliteIdempotencyStore(Records(place), new() { Synchronous = synchronous });

    public async Task AffectAsync(IdempotencyContext context, EffectEvent effect)
    {
        using var command = Command((SqliteConnection)context.Connection!, Insert, effect);
        command.Transaction = (SqliteTransaction)context.Transaction!;
        await command.ExecuteNonQueryAsync();
    }

    public async Task AffectApartAsync(string place, EffectEvent effect)
    {
        await using var connection = Connect(Apart(place));
        using var command = Command(connection, Insert, effect);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<EffectEvent>> ReadEffectsAsync(string place)
    {
        var effects = new List<EffectEvent>();
        foreach (var path in new[] { Records(place), Apart(place) })
        {
            await using var connection = Connect(path);
            using var command = Command(connection, "SELECT key, payload, token FROM effects");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                effects.Add(new(reader.GetString(1), reader.GetInt64(2)) { Key = reader.GetString(0) });
            }
        }

        return effects;
    }

    private static string Records(string place) => Path.Combine(place, "records.db");

    private static string Apart(string place) => Path.Combine(place, "apart.db");

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, EffectEvent? effect = null)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        if (effect is not null)
        {
            command.Parameters.AddWithValue("$key", effect.Key);
            command.Parameters.AddWithValue("$payload", effect.Payload);
            command.Parameters.AddWithValue("$token", effect.Token);
        }

        return command;
    }
}
