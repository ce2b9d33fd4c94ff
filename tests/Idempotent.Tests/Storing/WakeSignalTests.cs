using Idempotent.Storing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Tests.Storing;

public sealed class WakeSignalTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly WakeSignal _signal;

    public WakeSignalTests() => _signal = new(_time);

    [Fact]
    public async Task Wait_EndsWithTheWake_AndTheNextOneWaitsAnew()
    {
        var first = WaitAsync();
        Assert.False(first.IsCompleted);

        _signal.Wake();

        await first;
        Assert.False(WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task Wake_BetweenTwoWaits_IsKeptForTheNext_Once()
    {
        _signal.Wake();
        _signal.Wake();

        await WaitAsync();

        Assert.False(WaitAsync().IsCompleted);
    }

    [Fact]
    public async Task Wait_WhenTheTimeIsOver_Returns_AndKeepsALaterWake()
    {
        var first = WaitAsync();

        _time.Advance(s_timeout);

        await first;
        _signal.Wake();
        await WaitAsync();
    }

    [Fact]
    public async Task Wait_ThatIsCancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var wait = WaitAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    private Task WaitAsync(CancellationToken cancellationToken = default) => _signal.WaitAsync(s_timeout, cancellationToken).AsTask();
}
