using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>The advisory lock of a key, which a transaction keeps until its end or until it is rolled back to a savepoint before the lock. Two keys with one hash only wait for each other.</summary>
internal sealed class LockKey(Tables tables)
{
    private readonly string _try = $"SELECT {Try(tables, "$1")}";
    private readonly string _wait = $"SELECT pg_advisory_xact_lock({Hash(tables, "$1")})";

    /// <summary>Takes the lock, or is false: an expression.</summary>
    public static string Try(Tables tables, string key) => $"pg_try_advisory_xact_lock({Hash(tables, key)})";

    /// <summary>Whether nobody has the lock: an expression. Looking takes it for a moment.</summary>
    public static string IsFree(Tables tables, string key) => $"(pg_try_advisory_lock({Hash(tables, key)}) AND pg_advisory_unlock({Hash(tables, key)}))";

    /// <summary>Takes the lock if nobody has it. Answers whether it is taken.</summary>
    public NpgsqlBatchCommand TryFor(RecordKey key) => new(_try) { Parameters = { Parameter.Of(key.Value) } };

    /// <summary>Waits until nobody has the lock.</summary>
    public NpgsqlBatchCommand WaitFor(RecordKey key) => new(_wait) { Parameters = { Parameter.Of(key.Value) } };

    // Other tables of ours, and locks of the application's, are kept apart by the seed.
    private static string Hash(Tables tables, string key) => $"hashtextextended({key}, hashtextextended('Idempotent.PostgreSql {tables.Schema}.{tables.Prefix}', 0))";
}
