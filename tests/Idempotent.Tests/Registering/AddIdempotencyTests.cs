using Idempotent.Keys;
using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Tests.Registering;

public class AddIdempotencyTests
{
    private readonly ServiceCollection _services = new();

    [Fact]
    public void Runtime_IsOne_WithOneStore()
    {
        var made = 0;
        _services.AddIdempotency().UseStore(IdempotencyBuilder.Unnamed, _ =>
        {
            made++;
            return new StubStore();
        });
        using var provider = Build();
        using var scope = provider.CreateScope();

        Assert.Same(provider.GetRequiredService<IdempotencyRuntime>(), scope.ServiceProvider.GetRequiredService<IdempotencyRuntime>());
        Assert.NotNull(provider.GetRequiredService<IIdempotencyManager>());
        Assert.Equal(1, made);
    }

    [Fact]
    public void AddIdempotency_CalledAgain_GoesOnWithTheSameSetUp()
    {
        var seen = new List<int>();
        _services.AddIdempotency(o => o.MaxAttempts = 3).UseInMemory();
        var count = _services.Count;

        _services.AddIdempotency(o => seen.Add(o.MaxAttempts));

        Assert.Equal([3], seen);
        Assert.Equal(count, _services.Count);
        using var provider = Build();
        Assert.NotNull(provider.GetRequiredService<IdempotencyRuntime>());
    }

    [Fact]
    public async Task Managers_AreThoseOfTheirStores()
    {
        _services.AddIdempotency()
            .UseStore(IdempotencyBuilder.Unnamed, static _ => new StubStore { Count = 1 })
            .UseStore("audit", static _ => new StubStore { Count = 2 })
            .UseStore("other", static _ => new StubStore { Count = 3 });
        using var provider = Build();

        Assert.Equal(1, await CountAsync(provider.GetRequiredService<IIdempotencyManager>()));
        Assert.Equal(2, await CountAsync(provider.GetRequiredKeyedService<IIdempotencyManager>("audit")));
        Assert.Equal(3, await CountAsync(provider.GetRequiredKeyedService<IIdempotencyManager>("other")));
        Assert.Null(provider.GetKeyedService<IIdempotencyManager>("unknown"));
    }

    [Fact]
    public async Task Manager_ThatDeletes_LetsTheProcessForget()
    {
        var operation = new IdempotentOperation<string>("pay");
        _services.AddIdempotency().UseInMemory();
        using var provider = Build();
        Assert.Equal("first", await RunAsync("first"));

        Assert.True(await provider.GetRequiredService<IIdempotencyManager>().DeleteAsync(new("idempotency::pay:1"), default));

        Assert.Equal("second", await RunAsync("second"));

        Task<string> RunAsync(string result) =>
            provider.GetRequiredService<IdempotencyRuntime>().ExecuteAsync(operation, KeyWriter.Of("1"), default, result, static (result, _) => Task.FromResult(result));
    }

    [Fact]
    public void Manager_WhenOnlyNamedStoresAreChosen_SaysSo()
    {
        _services.AddIdempotency().UseInMemory("audit");
        using var provider = Build();

        var exception = Assert.Throws<IdempotencyNotConfiguredException>(() => provider.GetRequiredService<IIdempotencyManager>());

        Assert.Contains("No store without a name is chosen", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(provider.GetRequiredKeyedService<IIdempotencyManager>("audit"));
    }

    [Fact]
    public async Task Choices_MadeAgain_TheLastCounts()
    {
        _services.AddIdempotency()
            .UseStore("audit", static _ => throw new InvalidOperationException("Not this one."))
            .UseStore("audit", static _ => new StubStore { Count = 7 });
        using var provider = Build();

        Assert.Equal(7, await CountAsync(provider.GetRequiredKeyedService<IIdempotencyManager>("audit")));
    }

    [Fact]
    public void Stores_AreMadeWithTheContainersClockAndLogs()
    {
        var time = new FakeTimeProvider();
        using var loggers = new LoggerFactory();
        IdempotencyStoreContext? seen = null;
        _services.AddSingleton<TimeProvider>(time).AddSingleton<ILoggerFactory>(loggers).AddIdempotency().UseStore("audit", context =>
        {
            seen = context;
            return new StubStore();
        });
        using var provider = Build();
        _ = provider.GetRequiredService<IdempotencyRuntime>();

        Assert.NotNull(seen);
        Assert.Equal("audit", seen.Name);
        Assert.Same(time, seen.TimeProvider);
        Assert.Same(loggers, seen.LoggerFactory);
        Assert.Same(time, seen.Services?.GetRequiredService<TimeProvider>());
    }

    [Fact]
    public void Stores_AreMadeWithTheChosenClockAndLogs_BeforeTheContainers()
    {
        var time = new FakeTimeProvider();
        using var loggers = new LoggerFactory();
        using var others = new LoggerFactory();
        IdempotencyStoreContext? seen = null;
        _services.AddSingleton(TimeProvider.System).AddSingleton<ILoggerFactory>(others).AddIdempotency()
            .UseTimeProvider(time)
            .UseLoggerFactory(loggers)
            .UseStore("audit", context =>
            {
                seen = context;
                return new StubStore();
            });
        using var provider = Build();
        _ = provider.GetRequiredService<IdempotencyRuntime>();

        Assert.Same(time, seen?.TimeProvider);
        Assert.Same(loggers, seen?.LoggerFactory);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stores_AreDisposedOnceWithTheContainer(bool asynchronously)
    {
        var journal = new List<string>();
        _services.AddIdempotency()
            .UseStore(IdempotencyBuilder.Unnamed, _ => new DisposableStore(journal, "sync"))
            .UseStore("async", _ => new AsyncDisposableStore(journal, "async"))
            .UseStore("both", _ => new BothDisposableStore(journal, "both"));
        var provider = Build();
        _ = provider.GetRequiredService<IdempotencyRuntime>();
        _ = provider.GetRequiredService<IIdempotencyManager>();
        _ = provider.GetRequiredKeyedService<IIdempotencyManager>("async");

        if (asynchronously)
        {
            await provider.DisposeAsync();
        }
        else
        {
            provider.Dispose();
        }

        Assert.Equal(["sync disposed", "async disposed asynchronously", asynchronously ? "both disposed asynchronously" : "both disposed"], journal);
    }

    [Fact]
    public void Guarantees_AreLogged_OncePerStore()
    {
        using var logs = new FakeLoggerProvider();
        using var loggers = new LoggerFactory([logs]);
        _services.AddSingleton<ILoggerFactory>(loggers).AddIdempotency()
            .UseStore(IdempotencyBuilder.Unnamed, static _ => new StubStore())
            .UseStore("audit", static _ => new StubStore { Guarantee = new("Other", StoreReach.Network, "two have it", "a second", StoreClock.Store) });
        using var provider = Build();
        _ = provider.GetRequiredService<IdempotencyRuntime>();
        _ = provider.GetRequiredService<IIdempotencyManager>();

        var lines = logs.Collector.GetSnapshot();
        Assert.All(lines, static line => Assert.Equal(("Idempotent", LogLevel.Information), (line.Category, line.Level)));
        Assert.Equal(
            [
                "The store without a name is Stub, shared by one Machine. An outcome is durable when it is on disk; a failover loses nothing; time is told by the clock of: Callers.",
                "The store 'audit' is Other, shared by one Network. An outcome is durable when two have it; a failover loses a second; time is told by the clock of: Store.",
            ],
            lines.Select(static line => line.Message));
    }

    private static async Task<long> CountAsync(IIdempotencyManager manager) => await manager.CountAsync(RecordFilter.All, TestContext.Current.CancellationToken);

    private ServiceProvider Build() => _services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
