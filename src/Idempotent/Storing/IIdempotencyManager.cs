namespace Idempotent.Storing;

/// <summary>Looking at records and deciding about them. May be slow; the hot path pays nothing for it. Thread-safe.</summary>
public interface IIdempotencyManager
{
    /// <summary>The record of a key, or null when there is none or it is expired.</summary>
    ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>One page of records by ordinal key, after the given one. A page of 1 to 1000 records.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pageSize"/> is outside 1 to 1000.</exception>
    ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken);

    /// <summary>How many unexpired records there are.</summary>
    ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken);

    /// <summary>Removes a record whatever its state, so that the next duplicate runs again; its owner loses it. False when there was none.</summary>
    ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>Removes up to <paramref name="limit"/> expired records and turns abandoned ones to held where that was asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive.</exception>
    ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Decides about a held or abandoned record, in one atomic step that takes the record from its owner.</summary>
    ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken);
}
