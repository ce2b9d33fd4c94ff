using Idempotent.Sqlite;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteRaceTests : IAsyncDisposable
{
    private const int Callers = 32;
    private const int Rounds = 20;

    private readonly SqliteFile _file = new();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Claim_ByManyAtOnce_IsWonByOne(int stores)
    {
        var opened = Enumerable.Range(0, stores).Select(_ => _file.Open()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var answers = await RaceAsync(opened, store => store.ClaimAsync(Claim($"r{round}"), Cancellation));

            Assert.Single(answers, a => a.Status == ClaimStatus.Claimed);
            Assert.Equal(Callers - 1, answers.Count(a => a.Status == ClaimStatus.InProgress));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Takeover_ByManyAtOnce_IsWonByOne(int stores)
    {
        var opened = Enumerable.Range(0, stores).Select(_ => _file.Open()).ToArray();
        await opened[0].ClaimAsync(Claim(), Cancellation);
        for (var round = 0; round < Rounds; round++)
        {
            _file.Time.Advance(Terms.Lease);

            var answers = await RaceAsync(opened, store => store.ClaimAsync(Claim(), Cancellation));

            Assert.Equal(round + 2, Assert.Single(answers, a => a.Status == ClaimStatus.Claimed).Attempt);
        }
    }

    [Fact]
    public async Task DifferentKeys_ByManyAtOnce_AreAllKept()
    {
        SqliteIdempotencyStore[] opened = [_file.Open(), _file.Open()];
        var number = 0;

        var answers = await RaceAsync(opened, async store =>
        {
            var claim = Claim($"k{Interlocked.Increment(ref number)}");
            await store.ClaimAsync(claim, Cancellation);
            return await store.CompleteAsync(Complete(claim), Cancellation);
        });

        Assert.All(answers, a => Assert.Equal(WriteStatus.Applied, a));
        Assert.Equal(Callers, await opened[0].CountAsync(new() { State = RecordState.Completed }, Cancellation));
    }

    [Fact]
    public async Task Steps_ThatShareATransaction_FailAlone()
    {
        var store = _file.Open();
        await store.ClaimAsync(Claim("first"), Cancellation);
        var other = _file.Occupy();
        var good = Enumerable.Range(0, 5).Select(i => store.ClaimAsync(Claim($"g{i}"), Cancellation).AsTask()).ToArray();
        // NULL where the schema forbids it: SQLite refuses the second claim, and the first must not stay.
        var bad = store.ClaimBatchAsync([Claim("half"), Claim("bad", terms: Terms with { Operation = null! })], Cancellation).AsTask();
        var last = store.ClaimAsync(Claim("last"), Cancellation).AsTask();

        await other.DisposeAsync();

        Assert.All(await Task.WhenAll(good), a => Assert.Equal(ClaimStatus.Claimed, a.Status));
        await Assert.ThrowsAnyAsync<Exception>(() => bad);
        Assert.Equal(ClaimStatus.Claimed, (await last).Status);
        Assert.Null(await store.GetAsync(Key("half"), Cancellation));
        Assert.Equal(7, await store.CountAsync(RecordFilter.All, Cancellation));
    }

    private static async Task<TAnswer[]> RaceAsync<TAnswer>(SqliteIdempotencyStore[] stores, Func<SqliteIdempotencyStore, ValueTask<TAnswer>> step)
    {
        using var barrier = new Barrier(Callers);
        var tasks = Enumerable.Range(0, Callers).Select(i => Task.Factory.StartNew(
            async () =>
            {
                barrier.SignalAndWait(Cancellation);
                return await step(stores[i % stores.Length]);
            },
            Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
        return await Task.WhenAll(tasks);
    }
}
