namespace Idempotent.Storing;

/// <summary>Counts what stores do by themselves, in <c>idempotent.records.*</c>. Thread-safe.</summary>
public static class StoreMetrics
{
    /// <summary>To be told by a store of each of its purges, whoever asked for it.</summary>
    /// <param name="store">The store's guarantee, whose name is the tag.</param>
    /// <param name="result">What the purge did.</param>
    public static void Purged(StoreGuarantee store, PurgeResult result)
    {
        ArgumentNullException.ThrowIfNull(store);
        Instruments.Purged(store.Name, result);
    }
}
