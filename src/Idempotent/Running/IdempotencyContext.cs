using System.Data.Common;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>What a running idempotent method can know of its own run. Thread-safe.</summary>
public sealed partial class IdempotencyContext
{
    private readonly Lease? _lease;

    internal IdempotencyContext(OperationPlan plan, RecordKey key, Fingerprint fingerprint, in ClaimResult claim)
    {
        _plan = plan;
        _recordKey = key;
        _startedUnder = claim.StartedUnder ?? key;
        _fingerprint = fingerprint;
        _parent = Current;
        Attempt = claim.Attempt;
        FencingToken = claim.FencingToken;
        StartedAt = claim.StartedAt;
    }

    /// <summary>The context of the method that runs here, the innermost one where they nest; null outside.</summary>
    public static IdempotencyContext? Current => s_current.Value;

    /// <summary>The context of the method that runs here.</summary>
    /// <exception cref="IdempotencyNotConfiguredException">No idempotent method runs here.</exception>
    public static IdempotencyContext Required => Current ?? throw new IdempotencyNotConfiguredException(
        "No idempotent method runs here. Call the method through its wrapper (AddIdempotentServices or AsIdempotent), and in a unit test begin an IdempotencyTestContext.");

    /// <summary>The operation's name.</summary>
    public string Operation => _plan.Operation.Name;

    /// <summary>The record's key, with sensitive parts hashed.</summary>
    public string Key => _recordKey.Value;

    /// <summary>The attempt, from 1.</summary>
    public int Attempt { get; }

    /// <summary>Greater than every earlier one of the key: systems further down can refuse a lower one.</summary>
    public long FencingToken { get; }

    /// <summary>When the first attempt started, by the store's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Whether a claim protects this run. False only when the store was down under <see cref="WhenStoreUnavailable.RunUnprotected"/>.</summary>
    public bool IsProtected { get; internal init; } = true;

    /// <summary>
    /// Cancelled when the lease is lost: another attempt may run. The method's own token is cancelled then too. Never under
    /// <see cref="IdempotentAttribute.Transactional"/>, where the transaction is the lease.
    /// </summary>
    public CancellationToken LeaseLost => _lease?.LostToken ?? default;

    /// <summary>The store's connection under <see cref="IdempotentAttribute.Transactional"/>; else null.</summary>
    public DbConnection? Connection => Running?.Store.Connection;

    /// <summary>
    /// The transaction that claim, outcome and the method's own writes commit in, under <see cref="IdempotentAttribute.Transactional"/>; else null. Neither commit
    /// it nor roll it back: that is <see cref="IdempotencyTransactionEndedException"/>.
    /// </summary>
    public DbTransaction? Transaction => Running?.Store.Transaction;

    internal IdempotencyRuntime Runtime => _plan.Runtime;

    internal Lease? Lease
    {
        init => _lease = value;
    }

    internal RunningTransaction? Running { get; init; }

    /// <summary>
    /// Asks the store, just before an effect, whether this attempt still owns the record, and extends the lease. Under
    /// <see cref="IdempotentAttribute.Transactional"/>, whether the transaction is still open. Where <see cref="IsProtected"/> is false there is nothing to ask.
    /// </summary>
    /// <exception cref="IdempotencyLeaseLostException">Another attempt owns it, or may; or the method has ended.</exception>
    /// <exception cref="IdempotencyStoreUnavailableException">The store is down: it is not known.</exception>
    public async ValueTask EnsureOwnedAsync()
    {
        if (_isOver)
        {
            throw new IdempotencyLeaseLostException(Operation, Key, Attempt);
        }

        if (_lease is { } lease)
        {
            var sent = Moment.Now(_plan.Runtime.Time);
            var answer = await _plan.Store.Store.RenewAsync(new RenewRequest(_recordKey, lease.Owner, _plan.Lease)).ConfigureAwait(false);
            if (answer != WriteStatus.Applied)
            {
                _plan.Store.Keeper.Lose(lease);
                throw new IdempotencyLeaseLostException(Operation, Key, Attempt);
            }

            _plan.Store.Keeper.Confirm(lease, sent);
        }
        else if (Running is { Store.IsOpen: false })
        {
            throw new IdempotencyTransactionEndedException(Operation, Key, null);
        }
    }
}
