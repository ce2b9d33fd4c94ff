using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>Claims, and completions, of many callers at once share trips; what befalls one of them befalls no other.</summary>
public sealed class PostgreSqlSharingTests : IAsyncLifetime
{
    private const int Callers = 40;

    private readonly PostgreSqlTables _tables = new();
    private FaultProxy _proxy = null!;
    private PostgreSqlIdempotencyStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = FaultProxy.Start((await PostgreSqlServer.Shared).Port);
        _store = await _tables.OpenAsync(proxy: _proxy);
        await _store.CountAsync(RecordFilter.All, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _tables.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Claims_ThatComeWhileTripsAreUnderWay_GoTogether()
    {
        var claims = Claims();

        var answers = await GatheredAsync(() => claims.Select(ClaimAsync).ToArray());

        Assert.All(answers, static a => Assert.Equal((ClaimStatus.Claimed, 1), (a.Status, a.Attempt)));
        Assert.Equal(3L, await _tables.QueryAsync("SELECT count(DISTINCT xmin::text) FROM {0}records"));
        foreach (var (claim, answer) in claims.Zip(answers))
        {
            var record = (await _store.GetAsync(claim.Key, Cancellation))!;
            Assert.Equal((claim.Owner, answer.FencingToken), (record.Owner, record.FencingToken));
        }
    }

    [Fact]
    public async Task Claims_ThatGoTogether_AreAnsweredEachItsOwn()
    {
        var (completed, running, released) = (Claim("completed"), Claim("running"), Claim("released"));
        await _store.ClaimBatchAsync([completed, running, released], Cancellation);
        await _store.CompleteAsync(Complete(completed), Cancellation);
        await _store.ReleaseAsync(new(released.Key, released.Owner, Terms.Retention), Cancellation);

        var answers = await GatheredAsync(() => new[]
        {
            Claim("a"), Claim("b"), Claim("completed"), Claim("completed", fingerprint: 2), Claim("running"), Claim("released"), Claim("twice"), Claim("twice"),
        }.Select(ClaimAsync).ToArray());

        Assert.Equal(
            [ClaimStatus.Claimed, ClaimStatus.Claimed, ClaimStatus.Completed, ClaimStatus.KeyReused, ClaimStatus.InProgress, ClaimStatus.Claimed, ClaimStatus.Claimed, ClaimStatus.InProgress],
            answers.Select(static a => a.Status));
        Assert.Equal(2, answers[5].Attempt);
    }

    [Fact]
    public async Task Completions_ThatGoTogether_AreAnsweredEachItsOwn()
    {
        var claims = Claims();
        await _store.ClaimBatchAsync(claims, Cancellation);
        var (lost, released) = (Claim("lost"), Claim("released"));
        await _store.ClaimBatchAsync([lost, released], Cancellation);
        await _store.ReleaseAsync(new(released.Key, released.Owner, Terms.Retention), Cancellation);

        var answers = await GatheredAsync(() => claims.Append(lost with { Owner = OwnerToken.Create() }).Append(released).Append(claims[^1]).Select(CompleteAsync).ToArray());

        Assert.Equal([.. Enumerable.Repeat(WriteStatus.Applied, Callers), WriteStatus.NotOwner, WriteStatus.Refused, WriteStatus.Applied], answers);
        Assert.InRange((long)(await _tables.QueryAsync("SELECT count(DISTINCT xmin::text) FROM {0}records WHERE state = 4"))!, 3, 4);
    }

    [Fact]
    public async Task Cancellation_OfOneThatWaits_LeavesTheOthers_AndTakesNoStep()
    {
        var claims = Claims();
        using var cancellation = new CancellationTokenSource();
        Task<ClaimResult>[] others = [];
        Task<ClaimResult> cancelled = null!;

        await GatheredAsync(() =>
        {
            others = [.. claims[1..].Select(ClaimAsync)];
            cancelled = _store.ClaimAsync(claims[0], cancellation.Token).AsTask();
            cancellation.Cancel();
            return others;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.All(others, static o => Assert.Equal(ClaimStatus.Claimed, o.Result.Status));
        Assert.Null(await _store.GetAsync(claims[0].Key, Cancellation));
    }

    [Fact]
    public async Task Group_ThatTheServerRefuses_IsRefusedToWhomItIsRefusedAlone()
    {
        await _tables.QueryAsync(
            $$"""
            CREATE FUNCTION {0}refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON {0}records FOR EACH ROW WHEN (NEW.key = '{{Key("order-20")}}') EXECUTE FUNCTION {0}refuse();
            """);
        Task<ClaimResult>[] claims = [];

        await GatheredAsync(() => claims = [.. Claims().Select(ClaimAsync)]).ContinueWith(static _ => { }, TaskScheduler.Default);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => claims[20]);
        Assert.Contains("not this one", failure.Message, StringComparison.Ordinal);
        Assert.All(claims.Where(static (_, i) => i != 20), static c => Assert.Equal(ClaimStatus.Claimed, c.Result.Status));
        await _tables.QueryAsync("DROP FUNCTION {0}refuse() CASCADE");
    }

    [Fact]
    public async Task Group_WithAKeyThatATransactionHas_GoesOnWithoutIt()
    {
        var taken = Claim("order-20");
        await using var transaction = await (await _tables.OpenAsync()).BeginAsync(Terms.Lease, Cancellation);
        Task<ClaimResult>[] claims = [];
        await transaction.ClaimAsync(taken, Cancellation);
        await GatheredAsync<ClaimResult>(() =>
        {
            claims = [.. Claims().Select(ClaimAsync)];
            return [.. claims.Where(static (_, i) => i != 20)];
        });

        Assert.False(claims[20].IsCompleted);
        await transaction.CompleteAsync(Complete(taken), Cancellation);
        await transaction.CommitAsync(Cancellation);

        Assert.Equal(ClaimStatus.Completed, (await claims[20]).Status);
    }

    [Fact]
    public async Task Group_WhoseReplyIsLost_IsSettledByEachForItself()
    {
        var claims = Claims();
        Fault? fault = null;
        Task<ClaimResult>[] lost = [];
        await GatheredAsync(() =>
        {
            lost = [.. claims.Select(ClaimAsync)];
            fault = _proxy.DropReplyTo("order-20");
            return lost;
        }).ContinueWith(static _ => { }, TaskScheduler.Default);
        await fault!.Happened;

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => lost[30]);
        var answers = await Task.WhenAll(claims.Select(c => EventuallyAsync(() => _store.ClaimAsync(c, Cancellation))));

        Assert.All(answers, static a => Assert.Equal((ClaimStatus.Claimed, 1), (a.Status, a.Attempt)));
    }

    private static ClaimRequest[] Claims() => [.. Enumerable.Range(0, Callers).Select(static i => Claim($"order-{i}"))];

    private Task<ClaimResult> ClaimAsync(ClaimRequest request) => _store.ClaimAsync(request, Cancellation).AsTask();

    private Task<WriteStatus> CompleteAsync(ClaimRequest request) => _store.CompleteAsync(Complete(request), Cancellation).AsTask();

    /// <summary>Takes steps while two of their kind are at the server and wait there, so that they wait for these here. Then lets all go on.</summary>
    private async Task<TAnswer[]> GatheredAsync<TAnswer>(Func<Task<TAnswer>[]> begin)
    {
        var (completing, gates) = (typeof(TAnswer) == typeof(WriteStatus), new[] { Claim("gate-0"), Claim("gate-1") });
        if (completing)
        {
            await _store.ClaimBatchAsync(gates, Cancellation);
        }

        await using var connection = await PostgreSqlTables.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var locking = connection.CreateCommand();
        locking.CommandText = completing
            ? $"SELECT key FROM {_tables.Prefix}records WHERE key LIKE '%gate-%' FOR UPDATE"
            : string.Join(';', gates.Select(g => $"SELECT {_tables.Prefix}claim('{g.Key}', 'other', decode('00112233445566778899aabbccddeeff', 'hex'), '', 0, false, 1000000, 1000000, false, false)"));
        await locking.ExecuteNonQueryAsync(Cancellation);
        var gated = gates.Select(g => completing ? CompleteAsync(g) : (Task)ClaimAsync(g)).ToArray();
        while ((long)(await _tables.QueryAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = '{0}' AND wait_event_type = 'Lock'"))! < 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }

        var begun = begin();
        await transaction.RollbackAsync(Cancellation);
        await Task.WhenAll(gated);
        return await Task.WhenAll(begun);
    }
}
