using System.Globalization;

namespace Idempotent.PostgreSql.Statements;

/// <summary>
/// The store's tables, as the steps that lead to them from nothing. Atomic: all missing steps and the new version number commit together, under an advisory lock, so of several processes
/// that start at once one makes the tables and the others find them.
/// </summary>
internal sealed class Schema(Tables tables)
{
    /// <summary>Step i leads from version i to i + 1. A released step never changes: add one.</summary>
    private readonly string[] _steps =
    [
        $"""
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = '{tables.Schema}') THEN
                CREATE SCHEMA "{tables.Schema}";
            END IF;
        END $$;

        CREATE TABLE {tables.Meta} (
            id smallint NOT NULL PRIMARY KEY CHECK (id = 1),
            schema_version integer NOT NULL,
            fencing_floor bigint NOT NULL
        );
        INSERT INTO {tables.Meta} VALUES (1, 1, 0);

        -- Times are microseconds since 1970, by the server's clock. Keys are compared byte by byte, whatever the database's collation is.
        CREATE TABLE {tables.Records} (
            key text COLLATE "C" NOT NULL PRIMARY KEY,
            revision bigint NOT NULL,
            state smallint NOT NULL,
            operation text NOT NULL,
            owner bytea NOT NULL,
            attempt integer NOT NULL,
            fencing_token bigint NOT NULL,
            fingerprint bytea NOT NULL,
            schema_hash bigint NOT NULL,
            hold_when_abandoned boolean NOT NULL,
            reconciling boolean NOT NULL,
            started_at bigint NOT NULL,
            lease_until bigint NOT NULL,
            expires_at bigint NOT NULL,
            due_at bigint NOT NULL GENERATED ALWAYS AS (CASE WHEN state = 1 AND hold_when_abandoned THEN lease_until ELSE expires_at END) STORED,
            retention bigint NOT NULL,
            hold_reason smallint NOT NULL,
            outcome_kind smallint,
            outcome_format text,
            checkpoint bytea NOT NULL,
            outcome bytea,
            watched boolean NOT NULL DEFAULT false
        );
        CREATE INDEX "{tables.Prefix}records_due" ON {tables.Records} (due_at);
        -- Held records are listed and counted while somebody waits; the others never enter this index.
        CREATE INDEX "{tables.Prefix}records_held" ON {tables.Records} (key) WHERE state = 5;

        {ClaimRecord.Function(tables)}

        {ClaimRecord.ManyFunction(tables)}

        {CompleteRecord.ManyFunction(tables)}

        {WatchRecord.Triggers(tables)}
        """,
    ];

    public int Version => _steps.Length;

    /// <summary>Waits until nobody else makes or migrates tables in this schema, and keeps others waiting until the end of the transaction.</summary>
    public string Lock => $"SELECT pg_advisory_xact_lock(hashtextextended('Idempotent.PostgreSql {tables.Schema}', 0))";

    /// <summary>Whether there are tables of ours at all. Read from the catalog: <c>to_regclass</c> may remember from before the lock that there were none.</summary>
    public string ReadExistence => $"SELECT EXISTS (SELECT FROM pg_catalog.pg_tables WHERE schemaname = '{tables.Schema}' AND tablename = '{tables.Prefix}meta')";

    public string ReadVersion => $"SELECT schema_version FROM {tables.Meta}";

    /// <summary>What leads from a version to the current one.</summary>
    public string StepsFrom(int version) =>
        string.Join('\n', _steps[version..]) + string.Create(CultureInfo.InvariantCulture, $"\n\nUPDATE {tables.Meta} SET schema_version = {Version};\n");
}
