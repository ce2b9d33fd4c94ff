using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.DynamoDb;

/// <summary>What is in the table, and what becomes of it when time to live removes items.</summary>
public sealed class DynamoDbItemTests : IAsyncDisposable
{
    private static readonly ClaimTerms s_holds = Terms with { HoldWhenAbandoned = true };

    private readonly DynamoDbTable _table = new();

    private long Second => _table.Time.GetUtcNow().ToUnixTimeSeconds();

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    [Fact]
    public async Task TimeToLive_UnderRunAgain_IsLeaseAndRetention_AndMovesWithTheLease()
    {
        await using var store = await _table.OpenAsync();
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        Assert.Equal(Second + 30 + 86_400 + 1, await TimeToLiveAsync());

        _table.Time.Advance(TimeSpan.FromSeconds(20));
        await store.RenewAsync(new(claim.Key, claim.Owner, TimeSpan.FromSeconds(60)), Cancellation);

        Assert.Equal(Second + 60 + 86_400 + 1, await TimeToLiveAsync());
    }

    [Fact]
    public async Task TimeToLive_OfAnOutcomeAndOfARelease_IsTheirRetention()
    {
        await using var store = await _table.OpenAsync();
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await store.ReleaseAsync(new(claim.Key, claim.Owner, TimeSpan.FromHours(1)), Cancellation);
        Assert.Equal(Second + 3600 + 1, await TimeToLiveAsync());

        claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await store.CompleteAsync(Complete(claim) with { Retention = TimeSpan.FromHours(2) }, Cancellation);

        Assert.Equal(Second + 7200 + 1, await TimeToLiveAsync());
    }

    [Fact]
    public async Task TimeToLive_UnderHold_IsNone_InProgressAbandonedOrHeld()
    {
        await using var store = await _table.OpenAsync();
        var claim = Claim(terms: s_holds);
        await store.ClaimAsync(claim, Cancellation);
        Assert.Null(await TimeToLiveAsync());
        await store.RenewAsync(new(claim.Key, claim.Owner, Terms.Lease), Cancellation);
        Assert.Null(await TimeToLiveAsync());
        await store.SaveProgressAsync(claim.Key, claim.Owner, new byte[] { 1 }, Cancellation);
        Assert.Null(await TimeToLiveAsync());

        _table.Time.Advance(Terms.Lease);
        Assert.Equal(ClaimStatus.Held, (await store.ClaimAsync(Claim(terms: s_holds), Cancellation)).Status);

        Assert.Null(await TimeToLiveAsync());
    }

    [Fact]
    public async Task TimeToLive_OfARecordThatIsHeldLater_IsTakenAway()
    {
        await using var store = await _table.OpenAsync();
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);

        await store.HoldAsync(new(claim.Key, claim.Owner, HoldReason.Failed), Cancellation);

        Assert.Null(await TimeToLiveAsync());
    }

    [Fact]
    public async Task TimeToLive_IsAfterWhatEveryClockSays()
    {
        await using var store = await _table.OpenAsync(o => o.ClockAllowance = TimeSpan.FromSeconds(10));
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);

        await store.CompleteAsync(Complete(claim), Cancellation);

        Assert.Equal(Second + 86_400 + (2 * 10) + 1, await TimeToLiveAsync());
    }

    [Fact]
    public async Task FencingToken_GrowsAfterTimeToLiveRemovedTheItem()
    {
        await using var store = await _table.OpenAsync();
        var (first, token) = (Claim(), 0L);
        // Tokens run ahead of a clock that stands still.
        for (var i = 0; i < 5; i++)
        {
            token = (await store.ClaimAsync(first, Cancellation)).FencingToken;
            await store.ReleaseAsync(new(first.Key, first.Owner, TimeSpan.FromMicroseconds(1)), Cancellation);
            first = Claim();
        }

        _table.Time.Advance(TimeSpan.FromSeconds((await TimeToLiveAsync())!.Value - Second));
        await _table.RemoveAsync(Key().Value);

        Assert.True((await store.ClaimAsync(Claim(), Cancellation)).FencingToken > token);
    }

    [Fact]
    public async Task DeletedRecord_LeavesItsFencingToken_UntilNoClockCanGiveItOutAgain()
    {
        await using var store = await _table.OpenAsync(o => o.ClockAllowance = TimeSpan.FromSeconds(10));
        var token = (await store.ClaimAsync(Claim(), Cancellation)).FencingToken;
        Assert.True(await store.DeleteAsync(Key(), Cancellation));
        Assert.Equal(["fencing_token", "key", "owner", "revision", "state", "ttl"], (await _table.ItemAsync(Key().Value))!.Keys.Order());
        await using var behind = await _table.OpenAsync(time: new FakeTimeProvider(_table.Time.GetUtcNow() - TimeSpan.FromSeconds(10)));
        var next = Claim();
        Assert.True((await behind.ClaimAsync(next, Cancellation)).FencingToken > token);

        Assert.True(await store.DeleteAsync(Key(), Cancellation));
        _table.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(new PurgeResult(0, 0, More: false), await store.PurgeAsync(1, Cancellation));

        Assert.Null(await _table.ItemAsync(Key().Value));
    }

    [Fact]
    public async Task PurgedRecord_IsGone()
    {
        await using var store = await _table.OpenAsync();
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await store.CompleteAsync(Complete(claim), Cancellation);
        _table.Time.Advance(Terms.Retention);

        Assert.Equal(new PurgeResult(1, 0, More: false), await store.PurgeAsync(10, Cancellation));

        Assert.Null(await _table.ItemAsync(Key().Value));
    }

    [Fact]
    public async Task ItemOfSomethingElse_IsUnavailable_AndSaysSo()
    {
        await using var store = await _table.OpenAsync();
        await store.CountAsync(RecordFilter.All, Cancellation);
        await (await DynamoDbTable.Shared).PutItemAsync(_table.Name, new() { ["key"] = new() { S = Key().Value }, ["name"] = new() { S = "x" } }, Cancellation);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("TableName", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LargerThanAnItem_IsRefused_AndTheLargestIsKept()
    {
        await using var store = await _table.OpenAsync();
        var (claim, largest) = (Claim(), store.Guarantee.LargestOutcome);
        await store.ClaimAsync(claim, Cancellation);

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.CompleteAsync(Complete(claim) with { Outcome = Sized(largest + 1) }, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.SaveProgressAsync(claim.Key, claim.Owner, new byte[largest + 1], Cancellation));
        Assert.Equal(WriteStatus.Applied, await store.SaveProgressAsync(claim.Key, claim.Owner, new byte[largest], Cancellation));

        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim) with { Outcome = Sized(largest) }, Cancellation));
        Assert.InRange(largest, 380 * 1024, 400 * 1024);

        static StoredOutcome Sized(int bytes) => new(OutcomeKind.Value, "json", new byte[bytes]);
    }

    [Fact]
    public async Task MissingTable_IsUnavailable_AndSaysWhatMakesIt()
    {
        await using var store = await _table.OpenAsync(o => o.EnsureTable = false);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("EnsureTable", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_ThatSeveralMakeAtOnce_IsMadeOnce_AndItsEndpointsLackIsLogged()
    {
        using var logs = new FakeLoggerProvider();
        using var factory = new LoggerFactory([logs]);
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _table.OpenAsync(logs: factory)));

        var answers = await Task.WhenAll(stores.Select(static s => s.ClaimAsync(Claim(), Cancellation).AsTask()));

        Assert.Single(answers, static a => a.Status == ClaimStatus.Claimed);
        Assert.All(logs.Collector.GetSnapshot(), log => Assert.Equal((300, LogLevel.Warning, true), (log.Id.Id, log.Level, log.Message.Contains(_table.Name, StringComparison.Ordinal))));
        Assert.Equal(4, logs.Collector.Count);
    }

    private async Task<long?> TimeToLiveAsync() => (await _table.ItemAsync(Key().Value))!.TryGetValue("ttl", out AttributeValue? value) ? long.Parse(value.N, CultureInfo.InvariantCulture) : null;
}
