using Idempotent.Remote;
using Idempotent.Storing;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests.Remote;

/// <summary>The breaker alone, on a clock that stands still; the remote stores' own tests hold that it stands before their servers.</summary>
public sealed class StoreBreakerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeLogger _log = new();
    private readonly CircuitBreakerOptions _options = new();
    private int _trips;

    [Fact]
    public async Task Trips_ThatGoUnanswered_OpenIt_AndFurtherOnesAreNotMade()
    {
        var breaker = await OpenedAsync();

        var refused = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => AskAsync(breaker));

        Assert.Equal(_options.MinimumCalls, _trips);
        Assert.Equal(_options.BreakDuration, refused.RetryAfter);
        Assert.Contains("5 s", refused.Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(2), (await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => AskAsync(breaker))).RetryAfter);
    }

    [Fact]
    public async Task AfterTheBreak_OneTripTries_AndItsAnswerCloses()
    {
        var breaker = await OpenedAsync();
        _time.Advance(_options.BreakDuration);
        var answer = new TaskCompletionSource<int>();

        var trial = AskAsync(breaker, answer.Task);
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => AskAsync(breaker));
        answer.SetResult(42);

        Assert.Equal(42, await trial);
        Assert.Equal(1, await AskAsync(breaker, Task.FromResult(1)));
        Assert.Equal([150, 151, 152], _log.Collector.GetSnapshot().Select(static l => l.Id.Id));
    }

    [Fact]
    public async Task AfterTheBreak_ATripThatGoesUnanswered_OpensItAgain()
    {
        var breaker = await OpenedAsync();
        _time.Advance(_options.BreakDuration);
        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(breaker, Unanswered()));

        Assert.Equal(_options.BreakDuration, (await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => AskAsync(breaker))).RetryAfter);
    }

    [Fact]
    public async Task OwnersWrites_AreMadeWhileItIsOpen_AndDoNotCloseIt()
    {
        var breaker = await OpenedAsync();

        Assert.Equal(7, await AskAsync(breaker, Task.FromResult(7), isOwners: true));
        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(breaker, Unanswered(), isOwners: true));

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => AskAsync(breaker));
    }

    [Fact]
    public async Task CancellationsAndAnswersThatRefuse_AreNoOutage()
    {
        var breaker = Breaker();
        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<TaskCanceledException>(() => AskAsync(breaker, Task.FromCanceled<int>(new(canceled: true))));
            await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(breaker, Task.FromException<int>(new InvalidOperationException("OOM"))));
        }

        Assert.Equal(1, await AskAsync(breaker, Task.FromResult(1)));
        Assert.Empty(_log.Collector.GetSnapshot());
    }

    [Fact]
    public async Task FewerFailuresThanTheRatio_LeaveItClosed()
    {
        var breaker = Breaker();
        for (var i = 0; i < 20; i++)
        {
            await AskAsync(breaker, Task.FromResult(1));
            await AskAsync(breaker, Task.FromResult(1));
            await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(breaker, Unanswered()));
        }

        Assert.Equal(60, _trips);
    }

    [Fact]
    public async Task TurnedOff_ItNeverOpens()
    {
        _options.IsEnabled = false;
        var breaker = await OpenedAsync();

        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(breaker, Unanswered()));
    }

    [Fact]
    public void Options_OutOfRange_AreRefusedWhereTheyAreSet()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.FailureRatio = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.FailureRatio = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.FailureRatio = 1.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.MinimumCalls = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.SamplingDuration = TimeSpan.FromMilliseconds(499));
        Assert.Throws<ArgumentOutOfRangeException>(() => _options.BreakDuration = TimeSpan.FromDays(1.1));
        Assert.Equal(nameof(CircuitBreakerOptions.BreakDuration), Assert.Throws<ArgumentOutOfRangeException>(() => _options.BreakDuration = TimeSpan.Zero).ParamName);
    }

    private StoreBreaker Breaker() => new("Redis", _options, static e => e is TimeoutException, _time, _log);

    private async Task<StoreBreaker> OpenedAsync()
    {
        var breaker = Breaker();
        for (var i = 0; i < _options.MinimumCalls; i++)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(breaker, Unanswered()));
        }

        return breaker;
    }

    private static Task<int> Unanswered() => Task.FromException<int>(new TimeoutException());

    private Task<int> AskAsync(StoreBreaker breaker, Task<int>? answer = null, bool isOwners = false) => breaker.RunAsync(
        (answer, _) =>
        {
            _trips++;
            return new ValueTask<int>(answer);
        },
        answer ?? Task.FromResult(0),
        isOwners,
        TestContext.Current.CancellationToken).AsTask();
}
