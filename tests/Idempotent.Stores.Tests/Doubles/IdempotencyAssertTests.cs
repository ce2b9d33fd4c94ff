using Idempotent.Keys;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

public sealed class IdempotencyAssertTests : IDisposable
{
    private static readonly IdempotentOperation<int> s_charge = new("charge");

    private readonly IdempotencyRuntime _runtime = IdempotencyRuntime.CreateInMemory();
    private int _charges;

    public void Dispose() => _runtime.Dispose();

    [Fact]
    public async Task RunsOnce_OfAnIdempotentMethod_GivesItsResult()
    {
        var receipt = await IdempotencyAssert.RunsOnceAsync(() => OnceAsync("order-42"), () => _charges);
        Assert.Equal(1, receipt);
    }

    [Fact]
    public async Task RunsOnce_OfAMethodWithoutAResult_Passes()
    {
        await IdempotencyAssert.RunsOnceAsync((Func<Task>)(() => OnceAsync("order-42")), () => _charges);
        Assert.Equal(1, _charges);
    }

    [Fact]
    public async Task RunsOnce_OfAMethodThatRunsEachTime_SaysHowOften()
    {
        var failure = await Assert.ThrowsAsync<IdempotencyAssertException>(() => IdempotencyAssert.RunsOnceAsync(() => Task.FromResult(Interlocked.Increment(ref _charges) * 0), () => _charges, duplicates: 3));
        Assert.Contains("6 times", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsOnce_OfAMethodThatNeverRuns_Fails() =>
        await Assert.ThrowsAsync<IdempotencyAssertException>(() => IdempotencyAssert.RunsOnceAsync(() => Task.FromResult(0), () => _charges));

    [Fact]
    public async Task RunsOnce_OfResultsThatDiffer_Fails()
    {
        var calls = 0;
        var failure = await Assert.ThrowsAsync<IdempotencyAssertException>(() => IdempotencyAssert.RunsOnceAsync(
            () =>
            {
                _charges = 1;
                return Task.FromResult(Interlocked.Increment(ref calls));
            },
            () => _charges));
        Assert.Contains("equal result", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsOnce_OfACallThatFails_HasTheFailureInside()
    {
        var failure = await Assert.ThrowsAsync<IdempotencyAssertException>(() => IdempotencyAssert.RunsOnceAsync<int>(() => throw new TimeoutException("No answer."), () => 0));
        Assert.IsType<TimeoutException>(failure.InnerException);
    }

    private Task<int> OnceAsync(string order) => _runtime.ExecuteAsync(
        s_charge, KeyWriter.Of(order), default, this, static (self, _) => Task.FromResult(Interlocked.Increment(ref self._charges)));
}
