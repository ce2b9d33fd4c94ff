using System.Runtime.CompilerServices;
using Idempotent.Keys;
using Idempotent.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Idempotent.Tests.Registering;

/// <summary>Which runtime a call takes that is handed none. Hosts of one process meet here, so that these tests run one after the other.</summary>
[CollectionDefinition(nameof(FindRuntimeTests), DisableParallelization = true)]
[Collection(nameof(FindRuntimeTests))]
public class FindRuntimeTests
{
    // Containers that other tests left undisposed are hosts until they are collected.
    public FindRuntimeTests() => Collect();

    [Fact]
    public void Find_WithoutAnything_SaysWhatToDo()
    {
        var exception = Assert.Throws<IdempotencyNotConfiguredException>(IdempotencyRuntime.Find);

        Assert.Contains("Start the host", exception.Message, StringComparison.Ordinal);
        Assert.Contains("primary-constructor parameter of type IdempotencyRuntime", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_OnceAHostHasStarted_IsTheHostsUntilItIsDisposed()
    {
        var host = NewHost();
        Assert.Throws<IdempotencyNotConfiguredException>(IdempotencyRuntime.Find);

        await host.StartAsync(TestContext.Current.CancellationToken);
        Assert.Same(host.Services.GetRequiredService<IdempotencyRuntime>(), IdempotencyRuntime.Find());

        host.Dispose();
        Assert.Throws<IdempotencyNotConfiguredException>(IdempotencyRuntime.Find);
    }

    [Fact]
    public void Find_WithAContainerAndNoHost_IsTheOneThatWasResolved()
    {
        using var provider = NewContainer();

        var runtime = provider.GetRequiredService<IdempotencyRuntime>();

        Assert.Same(runtime, IdempotencyRuntime.Find());
    }

    [Fact]
    public void Find_WithTwoHosts_NamesBothWaysOut()
    {
        using var one = NewContainer();
        using var other = NewContainer();
        _ = (one.GetRequiredService<IdempotencyRuntime>(), other.GetRequiredService<IdempotencyRuntime>());

        var exception = Assert.Throws<IdempotencyNotConfiguredException>(IdempotencyRuntime.Find);

        Assert.Contains("field, property or primary-constructor parameter", exception.Message, StringComparison.Ordinal);
        Assert.Contains("IdempotencyRuntime.Use(runtime)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_WhenOneOfTwoHostsIsDisposed_IsTheOther()
    {
        using var one = NewContainer();
        var other = NewContainer();
        _ = (one.GetRequiredService<IdempotencyRuntime>(), other.GetRequiredService<IdempotencyRuntime>());

        other.Dispose();

        Assert.Same(one.GetRequiredService<IdempotencyRuntime>(), IdempotencyRuntime.Find());
    }

    [Fact]
    public async Task Find_WithTwoHosts_IsThatOfTheRunningMethod()
    {
        using var one = NewContainer();
        using var other = NewContainer();

        foreach (var runtime in new[] { one.GetRequiredService<IdempotencyRuntime>(), other.GetRequiredService<IdempotencyRuntime>() })
        {
            Assert.Same(runtime, await FindInsideAsync(runtime));
        }
    }

    [Fact]
    public void Find_WithTwoHosts_IsTheOneThatIsTheDefault()
    {
        using var one = NewContainer();
        using var other = NewContainer(static b => b.UseAsDefault(false));
        _ = (one.GetRequiredService<IdempotencyRuntime>(), other.GetRequiredService<IdempotencyRuntime>());

        Assert.Same(one.GetRequiredService<IdempotencyRuntime>(), IdempotencyRuntime.Find());
    }

    [Fact]
    public void Create_IsFoundOnlyWhereItWasAskedFor()
    {
        using var unasked = IdempotencyRuntime.CreateInMemory();
        Assert.Throws<IdempotencyNotConfiguredException>(IdempotencyRuntime.Find);

        using (var asked = IdempotencyRuntime.Create(static b => b.UseInMemory().UseAsDefault()))
        {
            Assert.Same(asked, IdempotencyRuntime.Find());
        }

        Assert.Throws<IdempotencyNotConfiguredException>(IdempotencyRuntime.Find);
    }

    [Fact]
    public void Use_WinsOverTheHostUntilItIsDisposed()
    {
        using var provider = NewContainer();
        var ofHost = provider.GetRequiredService<IdempotencyRuntime>();
        using var chosen = IdempotencyRuntime.CreateInMemory();

        using (IdempotencyRuntime.Use(chosen))
        {
            Assert.Same(chosen, IdempotencyRuntime.Find());
            using (IdempotencyRuntime.Use(ofHost))
            {
                Assert.Same(ofHost, IdempotencyRuntime.Find());
            }

            Assert.Same(chosen, IdempotencyRuntime.Find());
        }

        Assert.Same(ofHost, IdempotencyRuntime.Find());
    }

    [Fact]
    public async Task Use_AroundAMethodOfAnotherRuntime_GivesWayToItAndInsideWinsOverIt()
    {
        using var chosen = IdempotencyRuntime.CreateInMemory();
        using var ofMethod = IdempotencyRuntime.CreateInMemory();
        using var use = IdempotencyRuntime.Use(chosen);

        var (inside, used) = await ofMethod.ExecuteAsync(new("nested"), KeyWriter.Of("k"), default, chosen, static (chosen, _) =>
        {
            var inside = IdempotencyRuntime.Find();
            using var again = IdempotencyRuntime.Use(chosen);
            return Task.FromResult((inside, IdempotencyRuntime.Find()));
        }, TestContext.Current.CancellationToken);

        Assert.Same(ofMethod, inside);
        Assert.Same(chosen, used);
    }

    [Fact]
    public async Task Use_InFlowsAtOnce_IsEachOnesOwn()
    {
        var begun = new Barrier(8);
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var test = IdempotencyTestRuntime.Begin();
                begun.SignalAndWait(TestContext.Current.CancellationToken);
                Assert.Same(test.Runtime, IdempotencyRuntime.Find());
                return test.Runtime;
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(8, found.Distinct().Count());
        Assert.Throws<IdempotencyNotConfiguredException>(IdempotencyRuntime.Find);
    }

    [Fact]
    public async Task TestContext_HasItsOwnRuntime_AndWhatIsUsedInsideItWins()
    {
        using var test = IdempotencyTestContext.Begin("order-42");
        var ofContext = IdempotencyRuntime.Find();
        Assert.Same(ofContext, await FindInsideAsync(ofContext));

        using var used = IdempotencyTestRuntime.Begin();
        Assert.Same(used.Runtime, IdempotencyRuntime.Find());

        test.Dispose();
        Assert.Same(used.Runtime, IdempotencyRuntime.Find());
    }

    [Fact]
    public void Host_ThatNobodyDisposed_IsNotKept()
    {
        var dropped = Drop();

        Collect();

        Assert.False(dropped.IsAlive);
        Assert.Throws<IdempotencyNotConfiguredException>(IdempotencyRuntime.Find);
    }

    private static readonly IdempotentOperation<int> s_kept = new("kept");

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    /// <summary>Runs a static operation in a container that is then forgotten.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Drop()
    {
        var runtime = NewContainer().GetRequiredService<IdempotencyRuntime>();
        var call = runtime.ExecuteAsync(s_kept, KeyWriter.Of("k"), default, 1, static (state, _) => Task.FromResult(state));
        Assert.True(call.IsCompletedSuccessfully);
        Assert.Same(runtime, IdempotencyRuntime.Find());
        return new(runtime);
    }

    private static Task<IdempotencyRuntime> FindInsideAsync(IdempotencyRuntime runtime)
    {
        IdempotencyRuntime? found = null;
        return Inside();

        async Task<IdempotencyRuntime> Inside()
        {
            await runtime.ExecuteAsync(new IdempotentOperation<NoResult>("inside"), KeyWriter.Of("k"), default, 0, (_, _) =>
            {
                found = IdempotencyRuntime.Find();
                return Task.CompletedTask;
            }, TestContext.Current.CancellationToken);
            return found!;
        }
    }

    private static ServiceProvider NewContainer(Action<IdempotencyBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddIdempotency().UseInMemory();
        configure?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    private static IHost NewHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddIdempotency().UseInMemory();
        return builder.Build();
    }
}
