using Idempotent.PostgreSql.Connecting;
using Idempotent.PostgreSql.Statements;
using Idempotent.PostgreSql.Watching;
using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Idempotent.PostgreSql;

/// <summary>
/// Records in PostgreSQL, shared by many machines: one row a record, durable as any other row. Thread-safe.
/// </summary>
/// <remarks>
/// The claim of an absent key, a replay, a conflict, a completion, a release and a renewal are one statement and one trip each; claims and completions of many callers at once share both. All else
/// reads the record with the server's time, lets <see cref="RecordRules"/> decide, and writes what it decided if the record is still what it was. No lock is held between two trips, but in a
/// transaction that also has the application's writes.
/// </remarks>
public sealed partial class PostgreSqlIdempotencyStore : IIdempotencyStore, ICheckpointStore, IPairClaimStore, ITransactionalStore, IWatchingStore, IAsyncDisposable
{
    private readonly Database _database;
    private readonly ConditionalRecords<Found> _records;
    private readonly ClaimRecord _claim;
    private readonly CompleteRecord _complete;
    private readonly ReleaseRecord _release;
    private readonly RenewRecord _renew;
    private readonly ReadRecord _read;
    private readonly ReplaceRecord _replace;
    private readonly DeleteRecord _delete;
    private readonly PurgeRecords _purge;
    private readonly FilteredRecords _filtered;
    private readonly SharedTrips<ClaimRequest, Found> _claims;
    private readonly SharedTrips<CompleteRequest, int> _completions;
    private readonly WatchRecord _watch;
    private readonly RecordWatches _watches;
    private readonly StorePurger _purger;

    /// <summary>Makes a store with connections of its own. It connects at the first use.</summary>
    /// <param name="connectionString">A connection string of Npgsql: <c>Host=db;Username=app;Password=…;Database=shop</c>.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="timeProvider">The clock that paces the purge, those who wait and the circuit breaker, and nothing else: the server's decides about leases and retention. Null for the machine's.</param>
    /// <param name="loggerFactory">For the circuit breaker and what happens in the background; null for no log.</param>
    /// <exception cref="ArgumentException">The connection string or a setting is wrong.</exception>
    public PostgreSqlIdempotencyStore(string connectionString, PostgreSqlOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(Connecting(Parse(connectionString), options ?? new(), loggerFactory), ownsDataSource: true, options ?? new(), timeProvider, loggerFactory)
    {
    }

    /// <summary>Makes a store over a data source of the application's, which stays the application's.</summary>
    /// <param name="dataSource">The data source.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="timeProvider">The clock that paces the purge, those who wait and the circuit breaker, and nothing else: the server's decides about leases and retention. Null for the machine's.</param>
    /// <param name="loggerFactory">For the circuit breaker and what happens in the background; null for no log.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public PostgreSqlIdempotencyStore(NpgsqlDataSource dataSource, PostgreSqlOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(dataSource, ownsDataSource: false, options ?? new(), timeProvider, loggerFactory)
    {
    }

    private PostgreSqlIdempotencyStore(NpgsqlDataSource dataSource, bool ownsDataSource, PostgreSqlOptions options, TimeProvider? timeProvider, ILoggerFactory? loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        options.Validate();
        var tables = new Tables(options.Schema, options.TablePrefix);
        var time = timeProvider ?? TimeProvider.System;
        var logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<PostgreSqlIdempotencyStore>();
        _database = new(dataSource, ownsDataSource, new(tables), options.EnsureSchema, new("PostgreSQL", options.CircuitBreaker, PostgreSqlErrors.IsOutage, time, logger));
        _records = new(ReadAsync, (_, found, record, token) => ReplaceAsync(found, record, token));
        (_claim, _complete, _release, _renew, _read) = (new(tables), new(tables), new(tables), new(tables), new(tables));
        (_replace, _delete, _purge, _filtered) = (new(tables), new(tables), new(tables), new(tables));
        _claims = new((request, token) => _database.RunAsync(_claim.For(request), RecordColumns.Read, token), requests => FindAsync(requests, CancellationToken.None));
        _completions = new((request, token) => _database.RunAsync(_complete.For(request), s_status, token, isOwners: true), requests => CompleteAsync(requests, CancellationToken.None));
        _inTransaction = new(_claim, _replace, _complete, new(tables));
        (_isolation, _transactionRetries) = (options.TransactionIsolation, options.TransactionRetries);
        _watch = new(tables);
        _watches = new(_database, options.Listen ? tables.Channel : null, options.WatchInterval, time, logger);
        _purger = new(this, options.PurgeInterval, time, logger);
    }

    /// <inheritdoc/>
    public StoreGuarantee Guarantee { get; } = new(
        "PostgreSQL",
        StoreReach.Network,
        "the commit is on the server's disk (synchronous_commit = on, fsync = on)",
        "what an asynchronous standby had not received; nothing where synchronous_standby_names names the standby that takes over",
        StoreClock.Store);

    /// <summary>What makes the store's tables in an empty database, for those who let no application do it (<see cref="PostgreSqlOptions.EnsureSchema"/>). Run it in one transaction.</summary>
    /// <param name="options">The settings that name the tables; null for the defaults.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static string SchemaSql(PostgreSqlOptions? options = null)
    {
        options ??= new();
        options.Validate();
        return new Schema(new(options.Schema, options.TablePrefix)).StepsFrom(0);
    }

    /// <inheritdoc/>
    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        RecordRules.Validate(request);
        while (true)
        {
            var found = await _claims.RunAsync(request, cancellationToken).ConfigureAwait(false);
            if (await TryDecideAsync(request, found, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken)
    {
        if (!RecordRules.Validate(request, RecordRules.Complete, request.Owner))
        {
            return WriteStatus.NotOwner;
        }

        var answer = await _completions.RunAsync(request, cancellationToken).ConfigureAwait(false);
        return answer == OwnedWrite.AskAgain ? await WriteAsync(request, RecordRules.Complete, request.Owner, _complete.For, cancellationToken).ConfigureAwait(false) : (WriteStatus)answer;
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) =>
        WriteAsync(request, RecordRules.Release, request.Owner, _release.For, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) =>
        WriteAsync(request, RecordRules.Renew, request.Owner, _renew.For, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) => _records.HoldAsync(request, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken) =>
        _records.SaveProgressAsync(key, owner, progress, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IRecordWatch> WatchAsync(RecordKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var watch = await _watches.AddAsync(key, cancellationToken).ConfigureAwait(false);
        try
        {
            if (_watches.CanListen)
            {
                await _database.RunAsync(_watch.For(key), static row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false);
            }

            return watch;
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the background work, and the connections where they are the store's own. Idempotent.</summary>
    public async ValueTask DisposeAsync()
    {
        await _purger.DisposeAsync().ConfigureAwait(false);
        await _watches.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    internal static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return new(connectionString);
    }

    private static NpgsqlDataSource Connecting(NpgsqlConnectionStringBuilder connection, PostgreSqlOptions options, ILoggerFactory? loggerFactory)
    {
        if (options.PrepareStatements && connection.MaxAutoPrepare == 0)
        {
            // More than the store has.
            (connection.MaxAutoPrepare, connection.AutoPrepareMinUsages) = (30, 2);
        }

        return new NpgsqlDataSourceBuilder(connection.ConnectionString).UseLoggerFactory(loggerFactory).Build();
    }

    /// <summary>The answer to a claim that found this row, which may be its own; null when the row is not what was found any more.</summary>
    private async ValueTask<ClaimResult?> TryDecideAsync(ClaimRequest request, Found found, CancellationToken cancellationToken)
    {
        if (found.Key is null)
        {
            // A transaction has the key: this caller waits for it, without the others.
            found = await _database.RunAsync(_claim.Waiting(request), RecordColumns.Read, cancellationToken).ConfigureAwait(false);
        }

        var record = found.Record;
        return !RecordRules.Claim(ref record, request, found.Now, fencingFloor: 0, out var answer) || await ReplaceAsync(found, record, cancellationToken).ConfigureAwait(false) ? answer : null;
    }

    private async ValueTask<WriteStatus> WriteAsync<TRequest>(
        TRequest request, RecordRule<TRequest, WriteStatus> rule, OwnerToken owner, Func<TRequest, NpgsqlBatchCommand> statement, CancellationToken cancellationToken)
    {
        var answer = RecordRules.Validate(request, rule, owner) ? OwnedWrite.AskAgain : (int)WriteStatus.NotOwner;
        while (answer == OwnedWrite.AskAgain)
        {
            answer = await _database.RunAsync(statement(request), s_status, cancellationToken, isOwners: true).ConfigureAwait(false);
        }

        return (WriteStatus)answer;
    }

    private ValueTask<Found> ReadAsync(RecordKey key, CancellationToken cancellationToken) => _database.RunAsync(_read.For(key), RecordColumns.Read, cancellationToken);

    /// <summary>False when the record is not what was found any more.</summary>
    private ValueTask<bool> ReplaceAsync(Found found, RecordData record, CancellationToken cancellationToken) =>
        _database.RunAsync(_replace.For(found, record), static row => row.GetBoolean(0), cancellationToken);
}
