using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Tests.Registering;

public class CreateRuntimeTests
{
    private readonly List<string> _journal = [];

    [Fact]
    public void Create_MakesStoresWithoutAContainer()
    {
        var time = new FakeTimeProvider();
        IdempotencyStoreContext? seen = null;
        using var runtime = IdempotencyRuntime.Create(b => b.UseTimeProvider(time).UseStore("audit", context =>
        {
            seen = context;
            return new StubStore();
        }));

        Assert.NotNull(seen);
        Assert.Equal("audit", seen.Name);
        Assert.Same(time, seen.TimeProvider);
        Assert.Same(NullLoggerFactory.Instance, seen.LoggerFactory);
        Assert.Null(seen.Services);
    }

    [Fact]
    public void CreateInMemory_HasAStore()
    {
        IdempotencyOptions? seen = null;
        using var runtime = IdempotencyRuntime.CreateInMemory(o => seen = o);

        Assert.NotNull(runtime);
        Assert.NotNull(seen);
    }

    [Fact]
    public void CreateInMemory_WhenOptionsAreWrong_Throws()
    {
        var exception = Assert.Throws<IdempotencyNotConfiguredException>(() => IdempotencyRuntime.CreateInMemory(static o => o.Lease = TimeSpan.Zero));

        Assert.Contains("Lease is 00:00:00: make it positive.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_WhenNoStoreIsChosen_SaysHow()
    {
        var exception = Assert.Throws<IdempotencyNotConfiguredException>(() => IdempotencyRuntime.Create(static _ => { }));

        Assert.Contains("UseSqlite", exception.Message, StringComparison.Ordinal);
        Assert.Contains("UseInMemory()", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispose_DisposesEachStoreOnce(bool asynchronously)
    {
        var runtime = IdempotencyRuntime.Create(b => b
            .UseStore("a", _ => new DisposableStore(_journal, "a"))
            .UseStore("b", _ => new AsyncDisposableStore(_journal, "b"))
            .UseStore("c", _ => new BothDisposableStore(_journal, "c")));

        for (var i = 0; i < 2; i++)
        {
            if (asynchronously)
            {
                await runtime.DisposeAsync();
            }
            else
            {
                runtime.Dispose();
            }
        }

        Assert.Equal(["a disposed", "b disposed asynchronously", "c disposed asynchronously"], _journal);
    }

    [Fact]
    public void Dispose_OfAStoreUnderTwoNames_HappensOnce()
    {
        using var store = new DisposableStore(_journal);
        var runtime = IdempotencyRuntime.Create(b => b.UseStore("a", _ => store).UseStore("b", _ => store));

        runtime.Dispose();

        Assert.Equal(["store disposed"], _journal);
    }

    [Fact]
    public void Dispose_WhenAStoreFails_DisposesTheOthersAndThrows()
    {
        var failure = new InvalidOperationException("disk");
        var runtime = IdempotencyRuntime.Create(b => b
            .UseStore("a", _ => new DisposableStore(_journal, "a", failure))
            .UseStore("b", _ => new DisposableStore(_journal, "b")));

        Assert.Same(failure, Assert.Throws<InvalidOperationException>(runtime.Dispose));
        Assert.Equal(["a disposed", "b disposed"], _journal);
    }

    [Fact]
    public async Task DisposeAsync_WhenTwoStoresFail_TellsBoth()
    {
        var (first, second) = (new InvalidOperationException("1"), new InvalidOperationException("2"));
        var runtime = IdempotencyRuntime.Create(b => b
            .UseStore("a", _ => new DisposableStore(_journal, "a", first))
            .UseStore("b", _ => new DisposableStore(_journal, "b", second)));

        var exception = await Assert.ThrowsAsync<AggregateException>(async () => await runtime.DisposeAsync());

        Assert.Equal([first, second], exception.InnerExceptions);
    }

    [Fact]
    public void Create_WhenAStoreCantBeMade_DisposesThoseThatWere()
    {
        var failure = new IOException("The disk is gone.");
        var exception = Assert.Throws<IdempotencyNotConfiguredException>(() => IdempotencyRuntime.Create(b => b
            .UseStore(IdempotencyBuilder.Unnamed, _ => new DisposableStore(_journal))
            .UseStore("audit", _ => throw failure)));

        Assert.Same(failure, exception.InnerException);
        Assert.Contains("The store 'audit' could not be made: The disk is gone.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["store disposed"], _journal);
    }

    [Fact]
    public void UseScope_OfAType_NeedsAContainer()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => IdempotencyRuntime.Create(static b => b.UseInMemory().UseScope<NeverMade>()));

        Assert.Contains("UseScope(() => …)", exception.Message, StringComparison.Ordinal);
    }

    private sealed class NeverMade : IIdempotencyScopeProvider
    {
        public string? GetScope() => throw new NotSupportedException();
    }
}
