using Idempotent.Storing;

namespace Idempotent;

/// <summary>The transaction that a body runs in. Operations nested in the body on the same store join it one at a time, each under a savepoint.</summary>
/// <param name="Store">The store's transaction.</param>
/// <param name="Depth">0 for the operation that opened it, and for a caller's own code.</param>
internal sealed record RunningTransaction(IStoreTransaction Store, int Depth)
{
    /// <summary>Held by the one nested operation that runs: a transaction is one caller's at a time, and savepoints nest.</summary>
    public SemaphoreSlim Turn { get; init; } = new(1, 1);

    /// <summary>The savepoint of the operation nested at the next depth; those of siblings have the same name and come one after the other.</summary>
    public string NestedSavepoint { get; } = $"idempotent_{Depth + 1}";

    public RunningTransaction Nested() => new(Store, Depth + 1);
}
