#pragma warning disable CA1822 // For a moment.
using System.Data.Common;

namespace Idempotent;

/// <summary>What a running idempotent method can know of its own run. Thread-safe.</summary>
public sealed partial class IdempotencyContext
{
    private static readonly AsyncLocal<IdempotencyContext?> s_current = new();

    internal IdempotencyContext(string operation, string key)
    {
        Operation = operation;
        Key = key;
    }

    /// <summary>The context of the method that runs here, the innermost one where they nest; null outside.</summary>
    public static IdempotencyContext? Current => s_current.Value;

    /// <summary>The context of the method that runs here.</summary>
    /// <exception cref="IdempotencyNotConfiguredException">No idempotent method runs here.</exception>
    public static IdempotencyContext Required => Current ?? throw new IdempotencyNotConfiguredException(
        "No idempotent method runs here. Call the method through its wrapper (AddIdempotentServices or AsIdempotent), and in a unit test begin an IdempotencyTestContext.");

    /// <summary>The operation's name.</summary>
    public string Operation { get; }

    /// <summary>The record's key, with sensitive parts hashed.</summary>
    public string Key { get; }

    /// <summary>The attempt, from 1.</summary>
    public int Attempt { get; internal init; }

    /// <summary>Greater than every earlier one of the key: systems further down can refuse a lower one.</summary>
    public long FencingToken { get; internal init; }

    /// <summary>When the first attempt started, by the store's clock.</summary>
    public DateTimeOffset StartedAt { get; internal init; }

    /// <summary>Whether a claim protects this run. False only when the store was down under <see cref="WhenStoreUnavailable.RunUnprotected"/>.</summary>
    public bool IsProtected { get; internal init; } = true;

    /// <summary>Cancelled when the lease is lost: another attempt may run. The method's own token is cancelled then too.</summary>
    public CancellationToken LeaseLost => default;

    /// <summary>The store's connection under <see cref="IdempotentAttribute.Transactional"/>; else null.</summary>
    public DbConnection? Connection => null;

    /// <summary>The transaction that claim, outcome and the method's own writes commit in, under <see cref="IdempotentAttribute.Transactional"/>; else null. Don't commit it.</summary>
    public DbTransaction? Transaction => null;

    /// <summary>
    /// Asks the store, just before an effect, whether this attempt still owns the record, and extends the lease.
    /// </summary>
    /// <exception cref="IdempotencyLeaseLostException">Another attempt owns it.</exception>
    /// <exception cref="IdempotencyStoreUnavailableException">The store is down: it is not known.</exception>
    public ValueTask EnsureOwnedAsync() => throw new IdempotencyNotConfiguredException("Not built yet.");

    /// <summary>A UUID (version 8) for a call further down: the same on every attempt, another for every key and name.</summary>
    public Guid DeriveGuid(string name) => throw new IdempotencyNotConfiguredException("Not built yet.");

    /// <summary>An idempotency key (64 lower-case hex digits) for a call further down: the same on every attempt, another for every key and name.</summary>
    public string DeriveKey(string name) => throw new IdempotencyNotConfiguredException("Not built yet.");
}
