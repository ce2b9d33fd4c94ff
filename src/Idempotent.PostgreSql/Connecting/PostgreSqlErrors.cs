using Npgsql;

namespace Idempotent.PostgreSql.Connecting;

/// <summary>Says what a failure of PostgreSQL means for who runs the store.</summary>
internal static class PostgreSqlErrors
{
    public static bool IsUnavailable(Exception exception) => exception is NpgsqlException or ObjectDisposedException or TimeoutException;

    /// <summary>Whether there was no answer. An answer that refuses is one.</summary>
    public static bool IsOutage(Exception exception) => exception is TimeoutException or NpgsqlException and not PostgresException;

    /// <summary>All was rolled back because of what others did at the same time: the same again succeeds. Whoever threw it may have wrapped it.</summary>
    public static bool IsToBeTriedAgain(Exception? exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } || (exception?.InnerException is { } cause && IsToBeTriedAgain(cause));

    public static IdempotencyStoreUnavailableException Unavailable(Exception cause) => new($"The PostgreSQL store failed: {Advice(cause)} ({cause.Message})", cause);

    private static string Advice(Exception cause) => cause switch
    {
        PostgresException refused => Advice(refused.SqlState),
        ObjectDisposedException => "its data source is disposed.",
        _ => "there is no connection, or no answer in time; whether it did what was asked is settled by asking again.",
    };

    private static string Advice(string state) => state switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName =>
            $"its tables are missing. Set {nameof(PostgreSqlOptions)}.{nameof(PostgreSqlOptions.EnsureSchema)}, or run {nameof(PostgreSqlIdempotencyStore)}.{nameof(PostgreSqlIdempotencyStore.SchemaSql)}.",
        PostgresErrorCodes.InsufficientPrivilege => "this user may not. See the privileges in the package's README.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "this is a standby, or the database is read-only: a failover is under way, or the connection string needs Target Session Attributes=primary.",
        PostgresErrorCodes.InFailedSqlTransaction => "a statement of the body's failed in its transaction, and the body went on; let such a failure end the body, or put it under a savepoint.",
        PostgresErrorCodes.DiskFull => "its disk is full.",
        PostgresErrorCodes.TooManyConnections => "it has no connection left. Raise max_connections, or lower the pool's Maximum Pool Size.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => "it stops, starts or recovers.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "it refuses this user.",
        PostgresErrorCodes.InvalidCatalogName => "there is no such database. The store makes its tables, not the database.",
        _ => $"it refused the statement with SQLSTATE {state}.",
    };
}
