namespace Idempotent.Sqlite;

/// <summary>
/// The store's tables, as the steps that lead to them from an empty file. Atomic: all missing steps and the new version number commit together, under the write lock, so of several
/// processes that open a file first one makes the tables and the others find them. The version is kept in a table of ours: <c>user_version</c> belongs to the application, which may share the file.
/// </summary>
internal static class Schema
{
    public const string MetaTable = "idempotency_meta";

    /// <summary>Whether there are tables of ours at all.</summary>
    public const string Exists = $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{MetaTable}'";

    public const string ReadVersion = $"SELECT schema_version FROM {MetaTable}";

    /// <summary>Step i leads from version i to i + 1. A released step never changes: add one.</summary>
    private static readonly string[] s_steps =
    [
        // STRICT, so that no other writer of the file can put a text where a number belongs. Rows are too wide to gain from WITHOUT ROWID. Times are microseconds since 1970.
        $"""
        CREATE TABLE {MetaTable} (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            schema_version INTEGER NOT NULL,
            fencing_floor INTEGER NOT NULL
        ) STRICT;
        INSERT INTO {MetaTable} VALUES (1, 1, 0);
        CREATE TABLE {RecordColumns.Table} (
            key TEXT NOT NULL PRIMARY KEY COLLATE BINARY,
            state INTEGER NOT NULL,
            operation TEXT NOT NULL,
            owner BLOB NOT NULL,
            attempt INTEGER NOT NULL,
            fencing_token INTEGER NOT NULL,
            fingerprint BLOB NOT NULL,
            schema_hash INTEGER NOT NULL,
            hold_when_abandoned INTEGER NOT NULL,
            reconciling INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            lease_until INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            retention INTEGER NOT NULL,
            hold_reason INTEGER NOT NULL,
            outcome_kind INTEGER,
            outcome_format TEXT,
            checkpoint BLOB NOT NULL,
            outcome BLOB
        ) STRICT;
        CREATE INDEX idempotency_records_due ON {RecordColumns.Table} (due_at);
        """,
        // Held records are listed and counted while somebody waits; the others never enter this index, so the hot path does not pay for it.
        $"CREATE INDEX idempotency_records_held ON {RecordColumns.Table} (key) WHERE state = 5;",
    ];

    public static long Version => s_steps.Length;

    /// <summary>What leads from a version to the current one.</summary>
    public static string StepsFrom(long version) =>
        string.Join('\n', s_steps[(int)version..]) + $"\nUPDATE {MetaTable} SET schema_version = {Version};";
}
