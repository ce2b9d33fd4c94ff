using Idempotent.Storing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>The in-memory store at its limit: what it forgets, and what it never forgets.</summary>
public sealed class CapacityTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_retention = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryIdempotencyStore _store;

    public CapacityTests() => _store = new(_time, new() { Capacity = 3 });

    [Fact]
    public async Task Claim_WhenFullOfExpiredRecords_EvictsOneOfThem()
    {
        await CompletedAsync("a");
        await CompletedAsync("b");
        await CompletedAsync("c");
        _time.Advance(s_retention);

        Assert.Equal(ClaimStatus.Claimed, (await ClaimAsync("d")).Status);
    }

    [Fact]
    public async Task Claim_WhenFull_EvictsExpiredBeforeReleased()
    {
        await CompletedAsync("expired");
        _time.Advance(s_retention / 2);
        await ReleasedAsync("released");
        await CompletedAsync("kept");
        _time.Advance(s_retention / 2);

        await ClaimAsync("new");

        Assert.Equal(RecordState.Released, await StateAsync("released"));
        Assert.Equal(RecordState.Completed, await StateAsync("kept"));
    }

    [Fact]
    public async Task Claim_WhenFull_EvictsTheLongestReleased()
    {
        await ReleasedAsync("second");
        await ReleasedAsync("first");
        await ReleasedAsync("third");
        await ReleasedAsync("second");

        await ClaimAsync("new");

        Assert.Null(await StateAsync("first"));
        Assert.Equal(RecordState.Released, await StateAsync("second"));
        Assert.Equal(RecordState.Released, await StateAsync("third"));
    }

    [Fact]
    public async Task Claim_WhenFullOfWhatMustBeKept_IsRefused()
    {
        await ClaimAsync("running");
        await CompletedAsync("completed");
        var held = Request("held");
        await _store.ClaimAsync(held, default);
        await _store.HoldAsync(new(held.Key, held.Owner, HoldReason.Failed), default);

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await ClaimAsync("new"));

        Assert.Equal(RecordState.InProgress, await StateAsync("running"));
        Assert.Equal(RecordState.Completed, await StateAsync("completed"));
        Assert.Equal(RecordState.Held, await StateAsync("held"));
        Assert.Equal(ClaimStatus.Completed, (await ClaimAsync("completed")).Status);
    }

    [Fact]
    public async Task Claim_WhenFullOfAbandonedRecords_IsRefusedUntilTheyExpire()
    {
        foreach (var key in new[] { "a", "b", "c" })
        {
            await ClaimAsync(key);
        }

        _time.Advance(s_lease + s_retention - TimeSpan.FromTicks(10));
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await ClaimAsync("new"));
        _time.Advance(TimeSpan.FromTicks(10));

        Assert.Equal(ClaimStatus.Claimed, (await ClaimAsync("new")).Status);
    }

    [Fact]
    public async Task Claim_WhenFullOfAbandonedRecordsUnderHold_HoldsThem()
    {
        foreach (var key in new[] { "a", "b", "c" })
        {
            await _store.ClaimAsync(Request(key, hold: true), default);
        }

        _time.Advance(s_retention * 100);

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await ClaimAsync("new"));
        Assert.Equal(3, await _store.CountAsync(new() { State = RecordState.Held }, default));
    }

    [Fact]
    public async Task Records_AreNeverMoreThanTheCapacity()
    {
        for (var i = 1; i <= 300; i++)
        {
            await ReleasedAsync($"{i}");
            Assert.Equal(Math.Min(i, 3), await _store.CountAsync(RecordFilter.All, default));
        }
    }

    [Fact]
    public async Task Claim_OfAnEvictedKey_HasAGreaterFencingToken()
    {
        long last = 0;
        for (var i = 0; i < 5; i++)
        {
            var request = Request("evicted");
            last = (await _store.ClaimAsync(request, default)).FencingToken;
            await _store.ReleaseAsync(new(request.Key, request.Owner, s_retention), default);
        }

        await ClaimAsync("a");
        await ClaimAsync("b");
        var other = Request("c");
        await _store.ClaimAsync(other, default);
        Assert.Null(await StateAsync("evicted"));
        await _store.ReleaseAsync(new(other.Key, other.Owner, s_retention), default);

        Assert.True((await ClaimAsync("evicted")).FencingToken > last);
    }

    [Fact]
    public async Task ClaimPair_WithRoomForOneOnly_ClaimsNeither()
    {
        await ClaimAsync("a");
        await ClaimAsync("b");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await _store.ClaimPairAsync(Request("old"), Request("new"), default));

        Assert.Null(await StateAsync("old"));
        Assert.Equal(ClaimStatus.Claimed, (await ClaimAsync("old")).Status);
    }

    [Fact]
    public async Task Claim_ThatIsRefusedAsWrong_TakesNoRoom()
    {
        var wrong = Request("wrong") with { Owner = OwnerToken.None };
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await _store.ClaimAsync(wrong, default));
        }

        await ClaimAsync("a");
        await ClaimAsync("b");
        await ClaimAsync("c");
        Assert.Equal(3, await _store.CountAsync(RecordFilter.All, default));
    }

    [Fact]
    public void Capacity_ThatIsNotPositive_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryIdempotencyStore(_time, new() { Capacity = 0 }));

    private static ClaimRequest Request(string key, bool hold = false) => new(
        new($"test::charge:{key}"), OwnerToken.Create(), default, new() { Operation = "charge", Lease = s_lease, Retention = s_retention, HoldWhenAbandoned = hold });

    private ValueTask<ClaimResult> ClaimAsync(string key) => _store.ClaimAsync(Request(key), default);

    private async Task CompletedAsync(string key)
    {
        var request = Request(key);
        await _store.ClaimAsync(request, default);
        await _store.CompleteAsync(new(request.Key, request.Owner, new(OutcomeKind.Value, "json", default), s_retention), default);
    }

    private async Task ReleasedAsync(string key)
    {
        var request = Request(key);
        await _store.ClaimAsync(request, default);
        await _store.ReleaseAsync(new(request.Key, request.Owner, s_retention), default);
    }

    private async Task<RecordState?> StateAsync(string key) => (await _store.GetAsync(new($"test::charge:{key}"), default))?.State;
}
