using System.Data.Common;
using Idempotent.PostgreSql;
using Idempotent.Sqlite;
using Idempotent.Storing;
using Idempotent.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Idempotent.Stores.Tests.Crashing;

/// <summary>Where the records of a crash matrix are, and the table of effects that commit with them. Each scene has its own.</summary>
/// <param name="Open">Opens the store.</param>
/// <param name="Connect">Opens a connection to the table.</param>
internal sealed record CrashGround(Func<CrashScene, IIdempotencyStore> Open, Func<CrashScene, DbConnection> Connect)
{
    /// <summary>The argument that says that the records are in PostgreSQL; the connection string follows it.</summary>
    public const string PostgreSqlArgument = "--crash-over-postgresql";

    public static CrashGround Sqlite { get; } = new(
        static scene => new SqliteIdempotencyStore(Database(scene), new() { Synchronous = SqliteSynchronous.Normal, PurgeInterval = Timeout.InfiniteTimeSpan }),
        static scene => new SqliteConnection($"Data Source={Database(scene)};Pooling=false"));

    /// <summary>The ground that the program was started for.</summary>
    public static CrashGround Of(string[] args) => args is [PostgreSqlArgument, var connectionString, ..] ? PostgreSql(connectionString) : Sqlite;

    /// <summary>A schema a scene, in one database.</summary>
    private static CrashGround PostgreSql(string connectionString) => new(
        scene => new PostgreSqlIdempotencyStore(To(scene, connectionString), new() { Schema = Schema(scene), PurgeInterval = Timeout.InfiniteTimeSpan }),
        scene => new NpgsqlConnection($"{To(scene, connectionString)};Pooling=false"));

    /// <summary>Patient: all scenes make their schemas at once.</summary>
    private static string To(CrashScene scene, string connectionString) => $"{connectionString};Search Path={Schema(scene)};Maximum Pool Size=2;Timeout=120;Command Timeout=120";

    private static string Schema(CrashScene scene) => $"scene_{Path.GetFileName(scene.Folder).Replace('-', '_')}";

    private static string Database(CrashScene scene) => Path.Combine(scene.Folder, "records.db");
}
