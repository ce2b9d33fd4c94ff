using Idempotent.Storing;

namespace Idempotent.Tests.Registering;

/// <summary>A store that only says what it is.</summary>
public class StubStore : IIdempotencyStore
{
    public StoreGuarantee Guarantee { get; init; } = new("Stub", StoreReach.Machine, "it is on disk", "nothing", StoreClock.Callers);

    public long Count { get; init; }

    public ValueTask<long> CountAsync(RecordFilter filter, CancellationToken cancellationToken) => new(Count);

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<WriteStatus> CompleteAsync(CompleteRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<WriteStatus> ReleaseAsync(ReleaseRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<WriteStatus> RenewAsync(RenewRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<WriteStatus> HoldAsync(HoldRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<IdempotencyRecord?> GetAsync(RecordKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<RecordPage> ListAsync(RecordFilter filter, RecordKey? after, int pageSize, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<bool> DeleteAsync(RecordKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<PurgeResult> PurgeAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ResolveStatus> ResolveAsync(ResolveRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}

public sealed class DisposableStore(List<string> journal, string name = "store", Exception? failure = null) : StubStore, IDisposable
{
    public void Dispose()
    {
        journal.Add($"{name} disposed");
        if (failure is not null)
        {
            throw failure;
        }
    }
}

public sealed class AsyncDisposableStore(List<string> journal, string name = "store") : StubStore, IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        journal.Add($"{name} disposed asynchronously");
    }
}

public sealed class BothDisposableStore(List<string> journal, string name = "store") : StubStore, IDisposable, IAsyncDisposable
{
    public void Dispose() => journal.Add($"{name} disposed");

    public ValueTask DisposeAsync()
    {
        journal.Add($"{name} disposed asynchronously");
        return ValueTask.CompletedTask;
    }
}
