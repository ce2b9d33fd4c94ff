namespace Idempotent.Tests.Keys;

public sealed class ScopeTests
{
    [Fact]
    public void Scope_WithoutAProvider_IsEmpty() => Assert.Equal("", IdempotencyScope.Resolve(null));

    [Fact]
    public void Scope_IsTheProviders() => Assert.Equal("acme", IdempotencyScope.Resolve(new Provider("acme")));

    [Fact]
    public void Scope_ThatIsAmbient_Wins()
    {
        using (IdempotencyScope.Use("ambient"))
        {
            Assert.Equal("ambient", IdempotencyScope.Resolve(new Provider("acme")));
            Assert.Equal("ambient", IdempotencyScope.Resolve(null));
        }

        Assert.Equal("acme", IdempotencyScope.Resolve(new Provider("acme")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Scope_OfAProviderThatHasNone_IsAnError(string? none) =>
        Assert.Throws<IdempotencyKeyException>(() => IdempotencyScope.Resolve(new Provider(none)));

    [Fact]
    public void Use_Nested_BringsTheOuterOneBack_Once()
    {
        using var outer = IdempotencyScope.Use("outer");
        var inner = IdempotencyScope.Use("inner");
        inner.Dispose();
        using var next = IdempotencyScope.Use("next");
        inner.Dispose();

        Assert.Equal("next", IdempotencyScope.Current);
    }

    [Fact]
    public async Task Use_FlowsIntoTasks_AndNotOutOfThem()
    {
        using var outer = IdempotencyScope.Use("outer");
        var seen = await Task.Run(static () =>
        {
            var before = IdempotencyScope.Current;
            _ = IdempotencyScope.Use("inner");
            return before;
        }, TestContext.Current.CancellationToken);

        Assert.Equal("outer", seen);
        Assert.Equal("outer", IdempotencyScope.Current);
    }

    [Fact]
    public void Use_OfNothing_IsRefused() => Assert.Throws<ArgumentException>(static () => IdempotencyScope.Use(""));

    private sealed class Provider(string? scope) : IIdempotencyScopeProvider
    {
        public string? GetScope() => scope;
    }
}
