using System.Globalization;
using Idempotent.Sqlite;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteProcessTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly SqliteIdempotencyStore _store;

    public SqliteProcessTests() => _store = new(_file.Path);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _file.DisposeAsync();
    }

    [Fact]
    public async Task Keys_ThatTwoProcessesAndThisOneClaim_AreWonOnceEach()
    {
        await using var one = await SqliteWorker.StartAsync(_file.Path, SqliteWorker.ClaimAll);
        await using var two = await SqliteWorker.StartAsync(_file.Path, SqliteWorker.ClaimAll);

        await Task.WhenAll(one.GoAsync(), two.GoAsync());
        var won = await SqliteWorker.ClaimAllAsync(_store);
        won += int.Parse((await one.HearAsync())!, CultureInfo.InvariantCulture) + int.Parse((await two.HearAsync())!, CultureInfo.InvariantCulture);

        Assert.Equal(SqliteWorker.Keys, won);
        Assert.Equal(SqliteWorker.Keys, await _store.CountAsync(new() { State = RecordState.Completed }, Cancellation));
    }

    [Fact]
    public async Task ProcessKilledInATransactionalBody_LeavesNothingAndTheNextRuns()
    {
        _file.Query("CREATE TABLE ledger (amount INTEGER NOT NULL)");
        await using var worker = await SqliteWorker.StartAsync(_file.Path, SqliteWorker.DieInBody);
        await worker.GoAsync();
        Assert.Equal("Claimed", await worker.HearAsync());
        await using var duplicate = await _store.BeginAsync(Terms.Lease, Cancellation);
        Assert.Equal(ClaimStatus.Busy, (await duplicate.ClaimAsync(Claim(SqliteWorker.DieInBody), Cancellation)).Status);

        await worker.KillAsync();

        var next = await duplicate.ClaimAsync(Claim(SqliteWorker.DieInBody), Cancellation);
        Assert.Equal((ClaimStatus.Claimed, 1), (next.Status, next.Attempt));
        Assert.Equal(0L, _file.Query("SELECT count(*) FROM ledger"));
    }

    [Fact]
    public async Task Waiters_AreWokenByAnotherProcess()
    {
        await using var worker = await SqliteWorker.StartAsync(_file.Path, SqliteWorker.CompleteOne);
        var key = Key(SqliteWorker.CompleteOne);
        var watches = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ => await _store.WatchAsync(key, Cancellation)));
        Assert.Equal(RecordState.InProgress, (await _store.GetAsync(key, Cancellation))!.State);
        var waiting = watches.Select(w => w.WaitAsync(TimeSpan.FromHours(1), Cancellation).AsTask()).ToArray();

        await worker.GoAsync();
        await Task.WhenAll(waiting);

        Assert.Equal("Applied", await worker.HearAsync());
        Assert.Equal(ClaimStatus.Completed, (await _store.ClaimAsync(Claim(SqliteWorker.CompleteOne), Cancellation)).Status);
        await Task.WhenAll(watches.Select(async w => await w.DisposeAsync()));
    }
}
