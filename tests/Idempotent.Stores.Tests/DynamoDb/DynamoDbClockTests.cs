using Idempotent.DynamoDb;
using Idempotent.Storing;
using Microsoft.Extensions.Time.Testing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.DynamoDb;

/// <summary>Two processes whose clocks differ by what is allowed.</summary>
public sealed class DynamoDbClockTests : IAsyncLifetime
{
    private static readonly TimeSpan s_allowance = TimeSpan.FromSeconds(5);

    private readonly DynamoDbTable _table = new();
    private readonly FakeTimeProvider _aheadTime = new();
    private DynamoDbIdempotencyStore _store = null!;
    private DynamoDbIdempotencyStore _ahead = null!;

    public async ValueTask InitializeAsync()
    {
        _aheadTime.SetUtcNow(_table.Time.GetUtcNow() + s_allowance);
        _store = await _table.OpenAsync(static o => o.ClockAllowance = s_allowance);
        _ahead = await _table.OpenAsync(static o => o.ClockAllowance = s_allowance, _aheadTime);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _ahead.DisposeAsync();
        await _table.DisposeAsync();
    }

    [Fact]
    public async Task Lease_IsNotOverForAClockAhead_BeforeItIsOverForItsOwner()
    {
        var owner = Claim();
        Assert.Equal(Terms.Lease, (await _store.ClaimAsync(owner, Cancellation)).Remaining);

        Pass(Terms.Lease - TimeSpan.FromMilliseconds(1));
        Assert.Equal(ClaimStatus.InProgress, (await _ahead.ClaimAsync(Claim(), Cancellation)).Status);
        Pass(TimeSpan.FromMilliseconds(1));

        Assert.Equal((ClaimStatus.Claimed, 2), await _ahead.ClaimAsync(Claim(), Cancellation) is var taken ? (taken.Status, taken.Attempt) : default);
    }

    [Fact]
    public async Task Lease_OfAClockAhead_IsOverForOthersAfterTwiceTheAllowance()
    {
        await _ahead.ClaimAsync(Claim(), Cancellation);

        Pass(Terms.Lease + (2 * s_allowance) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.FromMilliseconds(1), (await _store.ClaimAsync(Claim(), Cancellation)).Remaining);
        Pass(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ClaimStatus.Claimed, (await _store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task RenewedLease_IsNotOverForAClockAhead_BeforeItIsOverForItsOwner()
    {
        var owner = Claim();
        await _store.ClaimAsync(owner, Cancellation);
        Pass(Terms.Lease);
        Assert.Equal(WriteStatus.Applied, await _store.RenewAsync(new(owner.Key, owner.Owner, Terms.Lease), Cancellation));

        Pass(Terms.Lease - TimeSpan.FromMilliseconds(1));

        Assert.Equal(ClaimStatus.InProgress, (await _ahead.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task Outcome_IsKeptForItsRetention_ByAClockAhead()
    {
        var owner = Claim();
        await _store.ClaimAsync(owner, Cancellation);
        await _store.CompleteAsync(Complete(owner), Cancellation);
        Assert.Equal(Terms.Retention, (await _store.ClaimAsync(Claim(), Cancellation)).Remaining);

        Pass(Terms.Retention - TimeSpan.FromMilliseconds(1));
        Assert.Equal(ClaimStatus.Completed, (await _ahead.ClaimAsync(Claim(), Cancellation)).Status);
        Pass(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ClaimStatus.Claimed, (await _ahead.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task FencingTokens_GrowFromAClockAheadToOneBehind()
    {
        var first = Claim();
        var token = (await _ahead.ClaimAsync(first, Cancellation)).FencingToken;
        await _ahead.ReleaseAsync(new(first.Key, first.Owner, Terms.Retention), Cancellation);

        Assert.Equal(token + 1, (await _store.ClaimAsync(Claim(), Cancellation)).FencingToken);
    }

    [Fact]
    public async Task Pair_HasTheAllowanceToo()
    {
        var answer = await _store.ClaimPairAsync(Claim("old"), Claim("new"), Cancellation);
        Assert.Equal((Terms.Lease, Terms.Lease), (answer.Predecessor.Remaining, answer.Current!.Value.Remaining));

        Pass(Terms.Lease - TimeSpan.FromMilliseconds(1));

        Assert.Equal(ClaimStatus.InProgress, (await _ahead.ClaimAsync(Claim("new"), Cancellation)).Status);
    }

    [Fact]
    public async Task NoDuration_IsMadePositiveByTheAllowance()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.ClaimAsync(Claim(terms: Terms with { Lease = TimeSpan.Zero }), Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.ClaimPairAsync(Claim("old", terms: Terms with { Lease = TimeSpan.Zero }), Claim(), Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.RenewAsync(new(Key(), OwnerToken.Create(), TimeSpan.Zero), Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.CompleteAsync(Complete(Claim()) with { Retention = TimeSpan.Zero }, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _store.ReleaseAsync(new(Key(), OwnerToken.Create(), TimeSpan.Zero), Cancellation));
    }

    private void Pass(TimeSpan time)
    {
        _table.Time.Advance(time);
        _aheadTime.Advance(time);
    }
}
