using Idempotent.Storing;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteBusyTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task Renew_WhileATransactionalBodyRuns_WaitsAndSucceeds()
    {
        var store = _file.Open();
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        var body = await store.BeginAsync(Terms.Lease, Cancellation);
        await body.ClaimAsync(Claim("body"), Cancellation);

        var renewal = store.RenewAsync(new(claim.Key, claim.Owner, Terms.Lease), Cancellation).AsTask();
        _file.Time.Advance(Terms.Lease / 2);
        Assert.False(renewal.IsCompleted);
        await body.DisposeAsync();

        Assert.Equal(WriteStatus.Applied, await renewal);
        Assert.Equal(_file.Time.GetUtcNow() + Terms.Lease, (await store.GetAsync(claim.Key, Cancellation))!.LeaseUntil);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_WhileTheFileIsTakenForTooLong_SaysSo(bool byOwnProcess)
    {
        var store = _file.Open(o => o.BusyTimeout = TimeSpan.FromMilliseconds(50));
        await store.CountAsync(RecordFilter.All, Cancellation);
        await using var body = await store.BeginAsync(Terms.Lease, Cancellation);
        await using var other = byOwnProcess ? null : _file.Occupy();
        if (byOwnProcess)
        {
            await body.ClaimAsync(Claim("body"), Cancellation);
        }

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("locked by another writer", failure.Message, StringComparison.Ordinal);
        Assert.Contains("BusyTimeout", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_AfterTheFileWasTakenForTooLong_Succeeds()
    {
        var store = _file.Open(o => o.BusyTimeout = TimeSpan.FromMilliseconds(50));
        await store.CountAsync(RecordFilter.All, Cancellation);
        await using (_file.Occupy())
        {
            await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));
        }

        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task Write_ThatWaitedForAFileThatIsGone_SaysSo()
    {
        var store = _file.Open();
        var body = await store.BeginAsync(Terms.Lease, Cancellation);
        await body.ClaimAsync(Claim("body"), Cancellation);
        var waiting = store.ClaimAsync(Claim(), Cancellation).AsTask();

        _file.TakeAway();
        await body.DisposeAsync();

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => waiting);
        Assert.DoesNotContain("locked by another writer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_WhileWaitingForTheFile_LeavesNoClaim()
    {
        var store = _file.Open();
        await store.CountAsync(RecordFilter.All, Cancellation);
        using var cancellation = new CancellationTokenSource();
        var other = _file.Occupy();
        var cancelled = store.ClaimAsync(Claim("cancelled"), cancellation.Token).AsTask();
        var kept = store.ClaimAsync(Claim("kept"), Cancellation).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await other.DisposeAsync();

        Assert.Equal(ClaimStatus.Claimed, (await kept).Status);
        Assert.Null(await store.GetAsync(Key("cancelled"), Cancellation));
    }

    [Fact]
    public async Task Cancelled_BeforeTheCall_DoesNothing()
    {
        var store = _file.Open();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ClaimAsync(Claim(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.CompleteAsync(Complete(Claim()), cancelled));

        Assert.Equal(0, await store.CountAsync(RecordFilter.All, Cancellation));
    }

    [Fact]
    public async Task Dispose_WhileWritesWait_EndsThem()
    {
        var store = _file.Open();
        await store.CountAsync(RecordFilter.All, Cancellation);
        await using var other = _file.Occupy();
        var waiting = store.ClaimAsync(Claim(), Cancellation).AsTask();

        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ClaimAsync(Claim(), Cancellation));
    }
}
