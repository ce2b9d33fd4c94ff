using System.Data.Common;

namespace Idempotent;

/// <summary>
/// The ambient transaction of the caller's that transactional operations join: claim, the method's writes and the outcome then commit, or not, with the caller's own writes.
/// Flows with the execution context.
/// </summary>
public static class IdempotencyTransaction
{
    private static readonly AsyncLocal<BroughtTransaction?> s_current = new();

    /// <summary>
    /// Lets the <see cref="IdempotentAttribute.Transactional"/> operations of one store join a transaction, one after the other and each under a savepoint, until the result is disposed of. They are answered from
    /// the transaction alone, never from memory. Commit and rollback stay the caller's: what ran is undone with a rollback, and runs again.
    /// </summary>
    /// <param name="transaction">An open transaction on the store's database. For SQLite one that has not read yet, or that began immediate.</param>
    /// <param name="store">The name of the store; <see cref="IdempotencyBuilder.Unnamed"/> for the one without a name.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IDisposable Use(DbTransaction transaction, string store = IdempotencyBuilder.Unnamed)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(store);
        return s_current.Value = new(transaction, store, IdempotencyContext.Current, s_current.Value);
    }

    /// <summary>The transaction that a call is to join; null when there is none.</summary>
    internal static BroughtTransaction? For(IdempotentOperation operation)
    {
        var brought = operation.Transactional ? s_current.Value : null;
        while (brought is not null && (brought.IsOver || brought.Store != (operation.Store ?? IdempotencyBuilder.Unnamed)))
        {
            brought = brought.Outer;
        }

        return brought;
    }

    /// <summary>A caller's transaction, until it is not for use any more.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="store">The name of the store whose operations join it.</param>
    /// <param name="under">The context in whose body it was brought; null outside.</param>
    /// <param name="outer">The one that was ambient before.</param>
    internal sealed class BroughtTransaction(DbTransaction transaction, string store, IdempotencyContext? under, BroughtTransaction? outer) : IDisposable
    {
        private volatile bool _isOver;

        public DbTransaction Transaction { get; } = transaction;

        public string Store { get; } = store;

        public IdempotencyContext? Under { get; } = under;

        public BroughtTransaction? Outer { get; } = outer;

        /// <summary>Held by the one operation that runs in it.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public bool IsOver => _isOver;

        public void Dispose()
        {
            _isOver = true;
            if (ReferenceEquals(s_current.Value, this))
            {
                s_current.Value = Outer;
            }
        }
    }
}
