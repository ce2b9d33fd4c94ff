using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

public sealed class IdempotencyTestContextTests
{
    [Fact]
    public async Task Begin_MakesTheContextCurrentUntilItIsDisposed()
    {
        using (var test = IdempotencyTestContext.Begin("order-42", "payments.charge"))
        {
            await Task.Yield();
            Assert.Same(test.Context, IdempotencyContext.Current);
            Assert.Equal("idempotency::payments.charge:order-42", IdempotencyContext.Required.Key);
            Assert.Equal(1, test.Context.Attempt);
            await test.Context.EnsureOwnedAsync();
        }

        Assert.Null(IdempotencyContext.Current);
    }

    [Fact]
    public void Begin_ForALaterAttempt_HasTheSameDerivedValues()
    {
        Guid derived;
        using (var first = IdempotencyTestContext.Begin("order-42"))
        {
            derived = first.Context.DeriveGuid("refund");
        }

        using var third = IdempotencyTestContext.Begin("order-42", attempt: 3);
        Assert.Equal(3, third.Context.Attempt);
        Assert.Equal(derived, third.Context.DeriveGuid("refund"));
    }

    [Fact]
    public void Begin_Nested_PutsTheOuterOneBack()
    {
        using var outer = IdempotencyTestContext.Begin("order-42");
        using (var inner = IdempotencyTestContext.Begin("order-43"))
        {
            Assert.Same(inner.Context, IdempotencyContext.Current);
        }

        Assert.Same(outer.Context, IdempotencyContext.Current);
    }

    [Fact]
    public async Task LoseLease_CancelsAndIsTold()
    {
        using var test = IdempotencyTestContext.Begin("order-42");
        Assert.False(test.Context.LeaseLost.IsCancellationRequested);

        await test.LoseLeaseAsync();

        Assert.True(test.Context.LeaseLost.IsCancellationRequested);
        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(async () => await test.Context.EnsureOwnedAsync());
    }

    [Fact]
    public void Begin_WithoutAKey_IsRefused() => Assert.Throws<ArgumentException>(() => IdempotencyTestContext.Begin(""));
}
