using Idempotent.Storing;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteStepTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task Claim_WhenCompleted_IsReplayedAfterReopening()
    {
        var claim = Claim();
        var store = _file.Open();
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(claim, Cancellation)).Status);
        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim), Cancellation));
        await store.DisposeAsync();

        var replay = await _file.Open().ClaimAsync(Claim(), Cancellation);

        Assert.Equal(ClaimStatus.Completed, replay.Status);
        Assert.Equal("json", replay.Outcome!.Format);
        Assert.Equal("42"u8.ToArray(), replay.Outcome.Payload.ToArray());
        Assert.Equal(TimeSpan.FromHours(24), replay.Remaining);
    }

    [Fact]
    public async Task Claim_WhenCompleted_IsAnsweredWhileAnotherWriterHasTheFile()
    {
        var claim = Claim();
        var store = _file.Open();
        await store.ClaimAsync(claim, Cancellation);
        await store.CompleteAsync(Complete(claim), Cancellation);
        using var other = _file.Occupy();

        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(ClaimStatus.KeyReused, (await store.ClaimAsync(Claim(fingerprint: 2), Cancellation)).Status);
    }

    [Fact]
    public async Task Claim_WhenCompleted_IsAnsweredWhileATransactionalBodyRuns()
    {
        var claim = Claim();
        var store = _file.Open();
        await store.ClaimAsync(claim, Cancellation);
        await store.CompleteAsync(Complete(claim), Cancellation);
        await using var body = await store.BeginAsync(Terms.Lease, Cancellation);
        await body.ClaimAsync(Claim("body"), Cancellation);

        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimBatchAsync([Claim()], Cancellation))[0].Status);
    }

    [Fact]
    public async Task Claim_WhenLeaseIsOver_IsTakenOverFromAnotherStore()
    {
        var first = Claim();
        var (one, two) = (_file.Open(), _file.Open());
        var before = await one.ClaimAsync(first, Cancellation);
        Assert.Equal(ClaimStatus.InProgress, (await two.ClaimAsync(Claim(), Cancellation)).Status);
        _file.Time.Advance(Terms.Lease);

        var after = await two.ClaimAsync(Claim(), Cancellation);

        Assert.Equal((ClaimStatus.Claimed, 2), (after.Status, after.Attempt));
        Assert.True(after.FencingToken > before.FencingToken);
        Assert.Equal(WriteStatus.NotOwner, await one.CompleteAsync(Complete(first), Cancellation));
        Assert.Equal(WriteStatus.NotOwner, await one.RenewAsync(new(first.Key, first.Owner, Terms.Lease), Cancellation));
        Assert.Equal(WriteStatus.NotOwner, await one.ReleaseAsync(new(first.Key, first.Owner, Terms.Retention), Cancellation));
        Assert.Equal(WriteStatus.NotOwner, await one.HoldAsync(new(first.Key, first.Owner, HoldReason.Failed), Cancellation));
        Assert.Equal(WriteStatus.NotOwner, await one.SaveProgressAsync(first.Key, first.Owner, new byte[] { 1 }, Cancellation));
    }

    [Fact]
    public async Task Record_IsKeptWhole()
    {
        var store = _file.Open();
        var terms = Terms with { HoldWhenAbandoned = true, SchemaHash = long.MinValue, Operation = "orders.ship<A,B>", Retention = TimeSpan.FromTicks(123_456_789_010) };
        var claim = Claim(terms: terms);
        var answer = await store.ClaimAsync(claim, Cancellation);
        await store.SaveProgressAsync(claim.Key, claim.Owner, "step 1"u8.ToArray(), Cancellation);
        _file.Time.Advance(TimeSpan.FromSeconds(1));
        await store.RenewAsync(new(claim.Key, claim.Owner, TimeSpan.FromMinutes(2)), Cancellation);
        var record = (await _file.Open().GetAsync(claim.Key, Cancellation))!;

        Assert.Equal(
            (claim.Key, "orders.ship<A,B>", RecordState.InProgress, claim.Owner, 1, answer.FencingToken, claim.Fingerprint, long.MinValue, true),
            (record.Key, record.Operation, record.State, record.Owner, record.Attempt, record.FencingToken, record.Fingerprint, record.SchemaHash, record.HoldWhenAbandoned));
        Assert.Equal(_file.Time.GetUtcNow().AddMinutes(2), record.LeaseUntil);
        Assert.Equal(terms.Retention, record.Retention);
        Assert.Equal("step 1"u8.ToArray(), record.Checkpoint.ToArray());
        Assert.Null(record.ExpiresAt);
        Assert.Null(record.Outcome);

        await store.HoldAsync(new(claim.Key, claim.Owner, HoldReason.NotReconciled), Cancellation);
        Assert.Equal(HoldReason.NotReconciled, (await store.GetAsync(claim.Key, Cancellation))!.HoldReason);
    }

    [Theory]
    [InlineData(OutcomeKind.Value, 0)]
    [InlineData(OutcomeKind.Failure, 1)]
    [InlineData(OutcomeKind.NotStored, 0)]
    [InlineData(OutcomeKind.Value, 5_000_000)]
    public async Task Outcome_ComesBackAsItWas(OutcomeKind kind, int size)
    {
        var payload = new byte[size];
        new Random(size).NextBytes(payload);
        var store = _file.Open();
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await store.CompleteAsync(new(claim.Key, claim.Owner, new(kind, "f", payload), Terms.Retention), Cancellation);

        var outcome = (await store.ClaimAsync(Claim(), Cancellation)).Outcome!;

        Assert.Equal(kind, outcome.Kind);
        Assert.Equal(payload, outcome.Payload.ToArray());
    }

    [Fact]
    public async Task FencingToken_GrowsOverDeletionAndPurge_WhenTheClockStandsStill()
    {
        var store = _file.Open();
        var last = 0L;
        for (var i = 0; i < 3; i++)
        {
            var claim = Claim();
            var token = (await store.ClaimAsync(claim, Cancellation)).FencingToken;
            Assert.True(token > last, $"{token} after {last}");
            last = token;
            Assert.True(await store.DeleteAsync(claim.Key, Cancellation));
        }

        Assert.False(await store.DeleteAsync(Key(), Cancellation));
    }

    [Fact]
    public async Task Pair_IsClaimedWholeOrNotAtAll()
    {
        var store = _file.Open();
        await store.ClaimAsync(Claim("new"), Cancellation);

        var refused = await store.ClaimPairAsync(Claim("old"), Claim("new"), Cancellation);

        Assert.Equal(ClaimStatus.InProgress, refused.Current!.Value.Status);
        Assert.Null(await store.GetAsync(Key("old"), Cancellation));

        var given = await store.ClaimPairAsync(Claim("old"), Claim("newer"), Cancellation);
        Assert.Equal((ClaimStatus.Claimed, ClaimStatus.Claimed), (given.Predecessor.Status, given.Current!.Value.Status));

        var predecessorBusy = await store.ClaimPairAsync(Claim("old"), Claim("newest"), Cancellation);
        Assert.Equal(ClaimStatus.InProgress, predecessorBusy.Predecessor.Status);
        Assert.Null(predecessorBusy.Current);
        Assert.Null(await store.GetAsync(Key("newest"), Cancellation));
    }

    [Fact]
    public async Task Batch_AnswersPerItem()
    {
        var store = _file.Open();
        var done = Claim("done");
        await store.ClaimAsync(done, Cancellation);
        await store.CompleteAsync(Complete(done), Cancellation);

        var batch = new[] { Claim("z"), Claim("done"), Claim("a"), Claim("z"), Claim("a", fingerprint: 9) };
        var claims = await store.ClaimBatchAsync(batch, Cancellation);

        Assert.Equal([ClaimStatus.Claimed, ClaimStatus.Completed, ClaimStatus.Claimed, ClaimStatus.SameAsItem, ClaimStatus.KeyReused], claims.Select(c => c.Status));
        Assert.Equal(0, claims[3].SameAs);
        var writes = await store.CompleteBatchAsync([Complete(batch[2]), Complete(batch[3]), Complete(batch[0])], Cancellation);
        Assert.Equal([WriteStatus.Applied, WriteStatus.NotOwner, WriteStatus.Applied], writes);
        Assert.Empty(await store.ClaimBatchAsync([], Cancellation));
        Assert.Empty(await store.RenewBatchAsync([], Cancellation));
    }
}
