using System.Data;
using Idempotent.PostgreSql.Statements;
using Idempotent.Remote;
using Npgsql;

namespace Idempotent.PostgreSql.Connecting;

/// <summary>The database: makes the store's tables ready at the first use, runs statements, says what failures mean. Thread-safe.</summary>
internal sealed class Database(NpgsqlDataSource dataSource, bool ownsDataSource, Schema schema, bool ensureSchema, StoreBreaker breaker) : IAsyncDisposable
{
    /// <summary>Each turn is one in which somebody else got further.</summary>
    private const int Turns = 10;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _isReady;

    /// <summary>The database's name.</summary>
    public string Name
    {
        get
        {
            using var connection = dataSource.CreateConnection();
            return connection.Database;
        }
    }

    /// <summary>Runs one statement, a transaction of its own, and reads the one row of its answer. What an owner writes about its own run is sent although the circuit breaker is open.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The database failed; the statement may have been applied.</exception>
    public async ValueTask<TAnswer> RunAsync<TAnswer>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, TAnswer> read, CancellationToken cancellationToken, bool isOwners = false) =>
        (await RunAsync([statement], read, cancellationToken, isOwners).ConfigureAwait(false))[0];

    /// <summary>Runs statements in their order, in one trip and one transaction, and reads the one row of each answer.</summary>
    /// <inheritdoc cref="RunAsync{TAnswer}(NpgsqlBatchCommand, Func{NpgsqlDataReader, TAnswer}, CancellationToken, bool)"/>
    public ValueTask<TAnswer[]> RunAsync<TAnswer>(
        IReadOnlyList<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, TAnswer> read, CancellationToken cancellationToken, bool isOwners = false) =>
        UseAsync(connection => RunAsync(connection, statements, read, cancellationToken), cancellationToken, isOwners);

    /// <summary>A trip of a transaction that is open. A failure is for who began it.</summary>
    /// <inheritdoc cref="RunAsync{TAnswer}(NpgsqlBatchCommand, Func{NpgsqlDataReader, TAnswer}, CancellationToken, bool)"/>
    public static ValueTask<TAnswer> RunInTransactionAsync<TAnswer>(Func<ValueTask<TAnswer>> trip) => TakeAsync(trip, turns: 1);

    /// <summary>Runs steps in one transaction, which commits if they say so and else is rolled back.</summary>
    /// <inheritdoc cref="RunAsync{TAnswer}(NpgsqlBatchCommand, Func{NpgsqlDataReader, TAnswer}, CancellationToken, bool)"/>
    public ValueTask<TAnswer> TransactAsync<TAnswer>(Func<NpgsqlConnection, ValueTask<(bool Commits, TAnswer Answer)>> steps, CancellationToken cancellationToken) =>
        UseAsync(
            async connection =>
            {
                var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var (commits, answer) = await steps(connection).ConfigureAwait(false);
                    if (commits)
                    {
                        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    }

                    return answer;
                }
            },
            cancellationToken);

    /// <summary>Runs a statement that answers with any number of rows.</summary>
    /// <inheritdoc cref="RunAsync{TAnswer}(NpgsqlBatchCommand, Func{NpgsqlDataReader, TAnswer}, CancellationToken, bool)"/>
    public ValueTask<List<TRow>> ListAsync<TRow>(NpgsqlBatchCommand statement, Func<NpgsqlDataReader, TRow> read, CancellationToken cancellationToken, bool isOwners = false) =>
        UseAsync(
            async connection =>
            {
                var rows = new List<TRow>();
                using var batch = new NpgsqlBatch(connection) { BatchCommands = { statement } };
                var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        rows.Add(read(reader));
                    }
                }

                return rows;
            },
            cancellationToken,
            isOwners);

    /// <summary>Runs statements on a connection, whose transaction it is if it has one.</summary>
    public static async ValueTask<TAnswer[]> RunAsync<TAnswer>(
        NpgsqlConnection connection, IReadOnlyList<NpgsqlBatchCommand> statements, Func<NpgsqlDataReader, TAnswer> read, CancellationToken cancellationToken)
    {
        var answers = new TAnswer[statements.Count];
        using var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            for (var i = 0; i < answers.Length; i++)
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                answers[i] = read(reader);
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return answers;
    }

    /// <summary>Opens a connection, which the caller closes.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The database failed.</exception>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        TakeAsync(() => breaker.RunAsync(static (database, token) => database.OpenReadyAsync(token), this, isOwners: false, cancellationToken), Turns);

    /// <summary>Makes the store's tables, where that was not done yet.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The database failed.</exception>
    public async ValueTask MakeReadyAsync(CancellationToken cancellationToken)
    {
        if (!_isReady)
        {
            await UseAsync(static _ => ValueTask.FromResult(true), cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (ownsDataSource)
        {
            await dataSource.DisposeAsync().ConfigureAwait(false);
        }
    }

    private ValueTask<T> UseAsync<T>(Func<NpgsqlConnection, ValueTask<T>> use, CancellationToken cancellationToken, bool isOwners = false) =>
        TakeAsync(() => breaker.RunAsync(static (trip, token) => trip.database.UseOnceAsync(trip.use, token), (database: this, use), isOwners, cancellationToken), Turns);

    private async ValueTask<T> UseOnceAsync<T>(Func<NpgsqlConnection, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        var connection = await OpenReadyAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await use(connection).ConfigureAwait(false);
        }
    }

    /// <summary>Every trip is taken here.</summary>
    /// <param name="trip">The trip.</param>
    /// <param name="turns">How often it is taken while others come between. All that it did was rolled back then.</param>
    private static async ValueTask<T> TakeAsync<T>(Func<ValueTask<T>> trip, int turns)
    {
        for (var turn = 1; ; turn++)
        {
            try
            {
                return await trip().ConfigureAwait(false);
            }
            catch (PostgresException e) when (PostgreSqlErrors.IsToBeTriedAgain(e) && turn < turns)
            {
                // Once more.
            }
            catch (Exception e) when (PostgreSqlErrors.IsUnavailable(e))
            {
                throw PostgreSqlErrors.Unavailable(e);
            }
        }
    }

    private async ValueTask<NpgsqlConnection> OpenReadyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isReady)
            {
                await MakeReadyAsync(connection, cancellationToken).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask MakeReadyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_isReady)
            {
                return;
            }

            var version = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (version < schema.Version)
            {
                await MigrateAsync(connection, version, cancellationToken).ConfigureAwait(false);
            }

            _isReady = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask MigrateAsync(NpgsqlConnection connection, int version, CancellationToken cancellationToken)
    {
        if (!ensureSchema)
        {
            throw new IdempotencyStoreUnavailableException(
                $"The PostgreSQL store's tables are of version {version} (0: there are none) and must be of version {schema.Version}. Run {nameof(PostgreSqlIdempotencyStore)}.{nameof(PostgreSqlIdempotencyStore.SchemaSql)}, or set {nameof(PostgreSqlOptions)}.{nameof(PostgreSqlOptions.EnsureSchema)}.");
        }

        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await ScalarAsync(connection, schema.Lock, cancellationToken).ConfigureAwait(false);
            // Somebody may have done it while we waited.
            version = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
            if (version < schema.Version)
            {
                await ScalarAsync(connection, schema.StepsFrom(version), cancellationToken).ConfigureAwait(false);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, schema.ReadExistence, cancellationToken).ConfigureAwait(false) is not true)
        {
            return 0;
        }

        var version = (int)(await ScalarAsync(connection, schema.ReadVersion, cancellationToken).ConfigureAwait(false))!;
        return version <= schema.Version
            ? version
            : throw new IdempotencyStoreUnavailableException(
                $"The PostgreSQL store's tables are of version {version}, made by a newer version of Idempotent.PostgreSql; this one knows up to {schema.Version}. Update this application.");
    }

    private static async ValueTask<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
