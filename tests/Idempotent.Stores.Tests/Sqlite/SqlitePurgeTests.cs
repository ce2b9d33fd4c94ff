using Idempotent.Storing;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqlitePurgeTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task Purge_RemovesExpiredAndHoldsAbandonedAndLeavesTheRest()
    {
        var store = _file.Open();
        var held = Terms with { HoldWhenAbandoned = true };
        var done = Claim("done");
        await store.ClaimBatchAsync([done, Claim("abandoned"), Claim("abandoned-held", terms: held), Claim("kept-held", terms: held)], Cancellation);
        await store.CompleteAsync(Complete(done), Cancellation);
        _file.Time.Advance(Terms.Retention - Terms.Lease);
        var live = Claim("live");
        await store.ClaimAsync(live, Cancellation);
        Assert.Equal(new(0, 2, false), await store.PurgeAsync(100, Cancellation));
        _file.Time.Advance(Terms.Lease - TimeSpan.FromTicks(10));
        Assert.Equal(new(0, 0, false), await store.PurgeAsync(100, Cancellation));
        _file.Time.Advance(TimeSpan.FromTicks(10));

        Assert.Equal(new(1, 0, false), await store.PurgeAsync(100, Cancellation));

        var left = (await store.ListAsync(RecordFilter.All, null, 10, Cancellation)).Records;
        Assert.Equal(
            [("abandoned", RecordState.Abandoned), ("abandoned-held", RecordState.Held), ("kept-held", RecordState.Held), ("live", RecordState.Abandoned)],
            left.Select(r => (r.Key.Value.Split(':')[^1], r.State)));
        Assert.Equal(HoldReason.Abandoned, left[1].HoldReason);
    }

    [Fact]
    public async Task Purge_StopsAtItsLimitAndSaysSo()
    {
        var store = _file.Open();
        await store.ClaimBatchAsync([.. Enumerable.Range(0, 450).Select(i => Claim($"k{i}"))], Cancellation);
        _file.Time.Advance(Terms.Lease + Terms.Retention);

        Assert.Equal(new(401, 0, true), await store.PurgeAsync(401, Cancellation));
        Assert.Equal(new(49, 0, false), await store.PurgeAsync(49, Cancellation));
        Assert.Equal(0L, _file.Query("SELECT count(*) FROM idempotency_records"));
    }

    [Fact]
    public async Task Purge_RunsInTheBackground()
    {
        var store = _file.Open(o => o.PurgeInterval = TimeSpan.FromMinutes(1));
        await store.ClaimAsync(Claim(terms: Terms with { HoldWhenAbandoned = true }), Cancellation);
        await using var watch = await store.WatchAsync(Key(), Cancellation);

        _file.Time.Advance(TimeSpan.FromMinutes(1));
        await watch.WaitAsync(TimeSpan.FromHours(1), Cancellation);

        Assert.Equal((long)RecordState.Held, _file.Query("SELECT state FROM idempotency_records"));
    }

    [Fact]
    public async Task List_ByStateAndOperation_InPages()
    {
        var store = _file.Open();
        var other = Terms with { Operation = "orders.ship" };
        var claims = Enumerable.Range(0, 7).Select(i => Claim($"k{i}", terms: i % 2 == 0 ? Terms : other)).ToArray();
        await store.ClaimBatchAsync(claims, Cancellation);
        await store.HoldAsync(new(claims[2].Key, claims[2].Owner, HoldReason.Failed), Cancellation);
        await store.ReleaseAsync(new(claims[3].Key, claims[3].Owner, Terms.Retention), Cancellation);

        var first = await store.ListAsync(new() { Operation = "payments.charge" }, null, 3, Cancellation);
        var second = await store.ListAsync(new() { Operation = "payments.charge" }, first.Next, 3, Cancellation);

        Assert.Equal([Key("k0"), Key("k2"), Key("k4")], first.Records.Select(r => r.Key));
        Assert.Equal(Key("k4"), first.Next);
        Assert.Equal([Key("k6")], second.Records.Select(r => r.Key));
        Assert.Null(second.Next);
        Assert.Equal(1, await store.CountAsync(new() { State = RecordState.Held }, Cancellation));
        Assert.Equal(1, await store.CountAsync(new() { State = RecordState.Released, Operation = "orders.ship" }, Cancellation));
        Assert.Equal(5, await store.CountAsync(new() { State = RecordState.InProgress }, Cancellation));
        _file.Time.Advance(Terms.Lease);
        Assert.Equal(0, await store.CountAsync(new() { State = RecordState.InProgress }, Cancellation));
        Assert.Equal(5, await store.CountAsync(new() { State = RecordState.Abandoned }, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.ListAsync(RecordFilter.All, null, 0, Cancellation));
    }

    [Fact]
    public async Task Held_AreFoundByTheirIndex()
    {
        var store = _file.Open();
        await store.CountAsync(RecordFilter.All, Cancellation);

        using var connection = _file.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN SELECT key FROM idempotency_records WHERE expires_at > 1 AND state = {(int)RecordState.Held} AND key > 'a' ORDER BY key LIMIT 2";
        using var plan = command.ExecuteReader();
        plan.Read();

        Assert.Contains("idempotency_records_held", plan.GetString(3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_TakesTheRecordFromItsOwner()
    {
        var store = _file.Open();
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await store.HoldAsync(new(claim.Key, claim.Owner, HoldReason.Failed), Cancellation);

        Assert.Equal(
            [ResolveStatus.AttemptMismatch, ResolveStatus.NotFound, ResolveStatus.Applied],
            await store.ResolveBatchAsync([new(claim.Key, 2, Resolution.RunAgain), new(Key("none"), 1, Resolution.RunAgain), new(claim.Key, 1, Resolution.RunAgain)], Cancellation));

        Assert.Equal(WriteStatus.NotOwner, await store.CompleteAsync(Complete(claim), Cancellation));
        Assert.Equal(2, (await store.ClaimAsync(Claim(), Cancellation)).Attempt);
    }
}
