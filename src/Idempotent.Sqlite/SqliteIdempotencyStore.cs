using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Idempotent.Sqlite;

/// <summary>
/// Records in a SQLite file, shared by the processes of one machine: durable, with records that commit together with the application's own writes where it wants that. Thread-safe.
/// </summary>
/// <remarks>
/// Every step is one transaction that reads the record, lets <see cref="RecordRules"/> decide and writes the result, with nothing in between. A claim that changes nothing, such as a
/// replay, takes no lock.
/// </remarks>
public sealed partial class SqliteIdempotencyStore : IIdempotencyStore, IWatchingStore, ICheckpointStore, IPairClaimStore, ITransactionalStore, IAsyncDisposable
{
    private readonly TimeSpan _busyTimeout;
    private readonly DatabaseFile _file;
    private readonly ReaderPool _readers;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Writer _writer;
    private readonly RecordWatches _watches;
    private readonly StorePurger _purger;

    /// <summary>Makes a store. The file is opened, and made if there is none, at the first use.</summary>
    /// <param name="dataSource">Path of the file, or a connection string of Microsoft.Data.Sqlite. A relative path is meant from the current folder of this moment.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="timeProvider">The clock that decides about leases and retention: the same for all processes that share the file. Null for the machine's.</param>
    /// <param name="loggerFactory">For what happens in the background; null for no log.</param>
    /// <exception cref="ArgumentException">The database is in memory, read-only or in shared-cache mode, or a setting is out of its range.</exception>
    public SqliteIdempotencyStore(string dataSource, SqliteOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        options ??= new();
        options.Validate();
        var time = timeProvider ?? TimeProvider.System;
        _busyTimeout = options.BusyTimeout;
        _file = new(dataSource, options.Synchronous, _busyTimeout, time);
        _readers = new(_file);
        _watches = new(_file, _readers, options.WatchInterval, time);
        _writer = new(_file, _turn, _busyTimeout, WakeChanged);
        _purger = new(this, options.PurgeInterval, time, (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<SqliteIdempotencyStore>());
        Guarantee = new(
            "SQLite",
            StoreReach.Machine,
            options.Synchronous == SqliteSynchronous.Full
                ? "the commit is on the disk (synchronous = FULL)"
                : "the operating system has the commit (synchronous = NORMAL): a power cut may lose the last ones",
            "nothing: there is no replica",
            StoreClock.Store);
    }

    /// <inheritdoc/>
    public StoreGuarantee Guarantee { get; }

    /// <inheritdoc/>
    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return _writer.TryRunAlone(Claim, request, out var answer)
            ? answer
            : TryAnswer(request) ?? await _writer.RunAsync(Claim, request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) =>
        WriteAsync<CompleteRequest, WriteStatus>(request.Key, request, RecordRules.Complete, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) =>
        WriteAsync<ReleaseRequest, WriteStatus>(request.Key, request, RecordRules.Release, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) =>
        WriteAsync<RenewRequest, WriteStatus>(request.Key, request, RecordRules.Renew, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) =>
        WriteAsync<HoldRequest, WriteStatus>(request.Key, request, RecordRules.Hold, cancellationToken);

    /// <summary>Ends the background work, fails what waits for the file, and closes it. Transactions that are open stay so until they end. Idempotent.</summary>
    public async ValueTask DisposeAsync()
    {
        await _purger.DisposeAsync().ConfigureAwait(false);
        _watches.Dispose();
        await _writer.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
        _file.Dispose();
    }

    /// <summary>The answer to a claim that changes nothing, such as a replay: from a read, without the write lock. Null when the claim must write.</summary>
    private ClaimResult? TryAnswer(ClaimRequest request) => _readers.Run(
        static ClaimResult? (session, request) =>
        {
            var record = session.Read(request.Key);
            return RecordRules.Claim(ref record, request, session.Now, fencingFloor: 0, out var answer) ? null : answer;
        },
        request);

    private static ClaimResult Claim(Session session, ClaimRequest request) => session.Claim(request);

    private async ValueTask<TAnswer> WriteAsync<TRequest, TAnswer>(
        RecordKey key, TRequest request, RecordRule<TRequest, TAnswer> rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _writer.RunAsync(
            static (session, step) => session.Apply(step.key, step.request, step.rule), (key, request, rule), cancellationToken).ConfigureAwait(false);
    }

    private void WakeChanged(Session committed)
    {
        foreach (var key in committed.Changed)
        {
            _watches.Wake(key);
        }

        committed.ForgetChanges();
    }
}
