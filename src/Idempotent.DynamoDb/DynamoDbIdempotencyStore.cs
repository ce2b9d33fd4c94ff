using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Idempotent.DynamoDb.Connecting;
using Idempotent.DynamoDb.Statements;
using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Idempotent.DynamoDb;

/// <summary>
/// Records in DynamoDB, shared by many machines: one item a record, which DynamoDB itself forgets when it has expired. Thread-safe.
/// </summary>
/// <remarks>
/// The claim of an absent key, a replay, a conflict, a completion and a release are one conditional write and one trip each. All else reads the record, lets <see cref="RecordRules"/> decide, and
/// writes what they decided if the record is still what it was. DynamoDB has no clock that a write could be compared with: the callers' decide, with
/// <see cref="DynamoDbOptions.ClockAllowance"/> between them.
/// </remarks>
public sealed partial class DynamoDbIdempotencyStore : IIdempotencyStore, ICheckpointStore, IPairClaimStore, IAsyncDisposable
{
    /// <summary>An item has 400 KiB at most; this is left for all that is no outcome.</summary>
    private const int LargestContents = (400 - 16) * 1024;

    private readonly Table _table;
    private readonly TimeProvider _time;
    private readonly TimeSpan _allowance;
    private readonly ConditionalRecords<Found> _records;
    private readonly ConditionalRecords<Found> _owners;
    private readonly ClaimRecord _claim;
    private readonly CompleteRecord _complete;
    private readonly ReleaseRecord _release;
    private readonly ReadRecord _read;
    private readonly ReplaceRecord _replace;
    private readonly FilteredRecords _filtered;

    /// <summary>Makes a store with a client of its own (<see cref="DynamoDbOptions.ClientConfig"/>). It connects at the first use.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="timeProvider">The clock that decides about leases and retention, with <see cref="DynamoDbOptions.ClockAllowance"/>, and paces the circuit breaker. Null for the machine's.</param>
    /// <param name="loggerFactory">For the circuit breaker and what the endpoint lacks; null for no log.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    /// <exception cref="AmazonClientException">Neither the settings nor the environment name a Region or an endpoint.</exception>
    public DynamoDbIdempotencyStore(DynamoDbOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(new AmazonDynamoDBClient(options?.ClientConfig ?? DefaultConfig()), ownsClient: true, options ?? new(), timeProvider, loggerFactory)
    {
    }

    /// <summary>Makes a store over a client of the application's, which stays the application's.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="timeProvider">The clock that decides about leases and retention, with <see cref="DynamoDbOptions.ClockAllowance"/>, and paces the circuit breaker. Null for the machine's.</param>
    /// <param name="loggerFactory">For the circuit breaker and what the endpoint lacks; null for no log.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public DynamoDbIdempotencyStore(IAmazonDynamoDB client, DynamoDbOptions? options = null, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
        : this(client, ownsClient: false, options ?? new(), timeProvider, loggerFactory)
    {
    }

    private DynamoDbIdempotencyStore(IAmazonDynamoDB client, bool ownsClient, DynamoDbOptions options, TimeProvider? timeProvider, ILoggerFactory? loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(client);
        options.Validate();
        _time = timeProvider ?? TimeProvider.System;
        _allowance = options.ClockAllowance;
        var log = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<DynamoDbIdempotencyStore>();
        _table = new(client, ownsClient, options, new("DynamoDB", options.CircuitBreaker, DynamoDbErrors.IsOutage, _time, log), log);
        _records = new((key, token) => ReadAsync(key, isOwners: false, token), (key, found, record, token) => ReplaceAsync(key, found, record, isOwners: false, token));
        _owners = new((key, token) => ReadAsync(key, isOwners: true, token), (key, found, record, token) => ReplaceAsync(key, found, record, isOwners: true, token));
        var (table, allowance) = (options.TableName, StoreTime.After(0, _allowance));
        (_claim, _complete, _release) = (new(table, allowance), new(table, allowance), new(table, allowance));
        (_read, _replace, _filtered) = (new(table), new(table, allowance), new(table));
        Guarantee = new(
            "DynamoDB",
            StoreReach.Network,
            "the write is acknowledged: it is then on disks in more than one availability zone",
            "nothing within a Region; between the Regions of a global table with eventual consistency the last writer wins, and a claim may be given in each",
            StoreClock.Callers)
        {
            LargestOutcome = LargestContents,
        };
    }

    /// <inheritdoc/>
    public StoreGuarantee Guarantee { get; }

    /// <summary>Microseconds, by this process's clock.</summary>
    private long Now => StoreTime.Now(_time);

    /// <inheritdoc/>
    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        RecordRules.Validate(request);
        var allowing = Allowing(request);
        while (true)
        {
            RecordData record = default;
            RecordRules.Claim(ref record, allowing, Now, fencingFloor: 0, out var answer);
            if (await WrittenOrFoundAsync(request.Key, (db, token) => db.PutItemAsync(_claim.For(request.Key, record), token), isOwners: false, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                return Told(answer);
            }

            record = found.Record;
            if (!RecordRules.Claim(ref record, allowing, found.Now, fencingFloor: 0, out answer) || await ReplaceAsync(request.Key, found, record, isOwners: false, cancellationToken).ConfigureAwait(false))
            {
                return Told(answer);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The outcome is larger than <see cref="StoreGuarantee.LargestOutcome"/>.</exception>
    public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken)
    {
        var allowing = request with { Retention = Allowing(request.Retention) };
        return WriteAsync(request, RecordRules.Complete, request.Owner, request.Key, request.Outcome.Payload, allowing, now => _complete.For(allowing, now), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken)
    {
        var allowing = request with { Retention = Allowing(request.Retention) };
        return WriteAsync(request, RecordRules.Release, request.Owner, request.Key, default, allowing, now => _release.For(allowing, now), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) => RecordRules.Validate(request, RecordRules.Renew, request.Owner)
        ? await _owners.ChangeAsync<RenewRequest, WriteStatus>(request.Key, request with { Lease = Allowing(request.Lease) }, RecordRules.Renew, cancellationToken).ConfigureAwait(false)
        : WriteStatus.NotOwner;

    /// <inheritdoc/>
    public ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) => _owners.HoldAsync(request, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The progress is larger than <see cref="StoreGuarantee.LargestOutcome"/>.</exception>
    public ValueTask<WriteStatus> SaveProgressAsync(RecordKey key, OwnerToken owner, ReadOnlyMemory<byte> progress, CancellationToken cancellationToken)
    {
        RequireRoom(progress);
        return _owners.SaveProgressAsync(key, owner, progress, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>One transaction. Where the endpoint has none, as things that stand for DynamoDB in tests, two writes: see the package's README.</remarks>
    public async ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken)
    {
        RecordRules.Validate(predecessor);
        RecordRules.Validate(current);
        var answer = await _records.ClaimPairAsync(Allowing(predecessor), Allowing(current), ReplaceBothAsync, cancellationToken).ConfigureAwait(false);
        return new(Told(answer.Predecessor), answer.Current is { } second ? Told(second) : null);
    }

    /// <summary>Ends the client, where it is the store's own. Idempotent.</summary>
    public ValueTask DisposeAsync() => _table.DisposeAsync();

    private static AmazonDynamoDBConfig DefaultConfig() => new() { RetryMode = RequestRetryMode.Standard, MaxErrorRetry = 2, Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>A write of an owner in one trip, which tells what is there where it does not apply.</summary>
    private async ValueTask<WriteStatus> WriteAsync<TRequest>(
        TRequest request,
        RecordRule<TRequest, WriteStatus> rule,
        OwnerToken owner,
        RecordKey key,
        ReadOnlyMemory<byte> contents,
        TRequest allowing,
        Func<long, UpdateItemRequest> statement,
        CancellationToken cancellationToken)
    {
        if (!RecordRules.Validate(request, rule, owner))
        {
            return WriteStatus.NotOwner;
        }

        ArgumentNullException.ThrowIfNull(key);
        RequireRoom(contents);
        while (true)
        {
            if (await WrittenOrFoundAsync(key, (db, token) => db.UpdateItemAsync(statement(Now), token), isOwners: true, cancellationToken).ConfigureAwait(false) is not { } found)
            {
                return WriteStatus.Applied;
            }

            var record = found.Record;
            if (!rule(ref record, allowing, found.Now, out var answer) || await ReplaceAsync(key, found, record, isOwners: true, cancellationToken).ConfigureAwait(false))
            {
                return answer;
            }
        }
    }

    /// <summary>Null when the write was applied; else what is there, which the refusal carries, or which is read where it does not.</summary>
    private async ValueTask<Found?> WrittenOrFoundAsync<TResponse>(
        RecordKey key, Func<IAmazonDynamoDB, CancellationToken, Task<TResponse>> write, bool isOwners, CancellationToken cancellationToken)
    {
        try
        {
            await _table.RunAsync(write, isOwners, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ConditionalCheckFailedException refused)
        {
            return refused.Item is { Count: > 0 } item ? Found.From(item, Now) : await ReadAsync(key, isOwners, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<Found> ReadAsync(RecordKey key, bool isOwners, CancellationToken cancellationToken)
    {
        var response = await _table.RunAsync((db, token) => db.GetItemAsync(_read.For(key), token), isOwners, cancellationToken).ConfigureAwait(false);
        return Found.From(response.Item, Now);
    }

    /// <summary>False when the record is not what was found any more.</summary>
    private async ValueTask<bool> ReplaceAsync(RecordKey key, Found found, RecordData record, bool isOwners, CancellationToken cancellationToken)
    {
        try
        {
            if (_replace.IsRemoval(found, record))
            {
                await _table.RunAsync((db, token) => db.DeleteItemAsync(_replace.Delete(key, found), token), isOwners, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _table.RunAsync((db, token) => db.PutItemAsync(_replace.Put(key, found, record), token), isOwners, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <summary>The claim as it is written: the lease is over for others only when it is over by every clock.</summary>
    private ClaimRequest Allowing(in ClaimRequest request) => request with { Terms = request.Terms with { Lease = Allowing(request.Terms.Lease) } };

    private TimeSpan Allowing(TimeSpan duration) => duration > TimeSpan.MaxValue - _allowance ? TimeSpan.MaxValue : duration + _allowance;

    /// <summary>The answer as the caller is told it: an owner's lease, and an outcome's retention, end before others may think so.</summary>
    private ClaimResult Told(in ClaimResult answer) => answer.IsGiven || answer.Status == ClaimStatus.Completed
        ? answer with { Remaining = answer.Remaining > _allowance ? answer.Remaining - _allowance : TimeSpan.Zero }
        : answer;

    private static void RequireRoom(ReadOnlyMemory<byte> contents)
    {
        if (contents.Length > LargestContents)
        {
            throw new ArgumentException($"An item of DynamoDB has 400 KiB: an outcome or progress has at most {LargestContents} bytes, and this one has {contents.Length}.", nameof(contents));
        }
    }
}
