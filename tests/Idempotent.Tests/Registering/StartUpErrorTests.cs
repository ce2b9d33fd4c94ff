using Idempotent.Registering;
using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Idempotent.Tests.Registering;

/// <summary>What stops a host from starting, and what it says to do.</summary>
public class StartUpErrorTests
{
    private readonly HostApplicationBuilder _host = Host.CreateEmptyApplicationBuilder(new());

    private IServiceCollection Services => _host.Services;

    [Fact]
    public async Task Start_WhenAllIsRight_MakesTheStores()
    {
        var made = 0;
        Services.AddSingleton<IPayments, Payments>();
        Services.AddIdempotency().UseStore(IdempotencyBuilder.Unnamed, _ =>
        {
            made++;
            return new StubStore();
        });
        Services.AddIdempotentServices(Shop.Registry(Shop.Operation("pay")));
        using var host = _host.Build();
        Assert.Equal(0, made);

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, made);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Start_FailsBeforeOtherServicesStart()
    {
        var started = new StartedService();
        Services.AddSingleton<IHostedService>(started);
        Services.AddIdempotency();

        await FailAsync();

        Assert.False(started.IsStarted);
    }

    [Fact]
    public async Task NoStore_SaysWhatToCall()
    {
        Services.AddIdempotency();

        Assert.Equal(
            ["No store is chosen: call services.AddIdempotency().UseSqlite(\"idempotency.db\") or another store's Use…, or UseInMemory() to keep records in this process only."],
            await FailAsync());
    }

    [Fact]
    public async Task AddIdempotentServices_WithoutAddIdempotency_SaysWhatToCall()
    {
        Services.AddSingleton<IPayments, Payments>();
        Services.AddIdempotentServices(Shop.Registry(Shop.Operation("pay")));

        Assert.StartsWith("No store is chosen: call services.AddIdempotency()", Assert.Single(await FailAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoScope_WhereOneIsNeeded_SaysWhyAndWhatToCall()
    {
        Services.AddIdempotency().UseInMemory().RequireScopeChoice("Endpoints serve several users.").RequireScopeChoice("Endpoints serve several users.");

        Assert.Equal(
            ["No scope is chosen: Endpoints serve several users. Call UseScope<TProvider>() or UseScope(() => …) with the tenant or user, or UseNoScope()."],
            await FailAsync());
    }

    [Fact]
    public async Task UnknownStore_SaysWhoAsksAndWhatToCall()
    {
        AddPayments(new IdempotentOperation<NoResult>("pay") { Store = "audit" });

        Assert.Equal(["'pay' has no store. No store is named 'audit': call UseSqlite(\"audit\", …) or another store's Use… with that name."], await FailAsync());
    }

    [Fact]
    public async Task UnnamedStoreMissing_SaysWhoAsksAndWhatToCall()
    {
        Services.AddSingleton<IPayments, Payments>();
        Services.AddIdempotency().UseInMemory("audit");
        Services.AddIdempotentServices(Shop.Registry(Shop.Operation("pay")));

        Assert.StartsWith("'pay' has no store. No store without a name is chosen: call services.AddIdempotency().UseSqlite(", Assert.Single(await FailAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SensitivePart_WithoutSecret_SaysWhatToSet()
    {
        AddPayments(new IdempotentOperation<NoResult>("pay") { HasSensitiveParts = true });

        Assert.Equal(
            ["'pay' has a sensitive key part and there is no secret: set SensitiveKeySecret to at least 32 random bytes, the same on every machine."], await FailAsync());
    }

    [Fact]
    public async Task Lease_LongerThanTheDefaultRetention_SaysWhatToChange()
    {
        AddPayments(new IdempotentOperation<NoResult>("pay") { Lease = TimeSpan.FromHours(25) });

        Assert.Equal(["'pay' has a lease (1.01:00:00) that is longer than its retention (1.00:00:00): shorten Lease or lengthen ExpiresAfter."], await FailAsync());
    }

    [Fact]
    public async Task Retention_ShorterThanTheDefaultLease_SaysWhatToChange()
    {
        AddPayments(new IdempotentOperation<NoResult>("pay") { ExpiresAfter = TimeSpan.FromSeconds(1) });

        Assert.Equal(["'pay' has a lease (00:00:30) that is longer than its retention (00:00:01): shorten Lease or lengthen ExpiresAfter."], await FailAsync());
    }

    [Fact]
    public async Task Transactional_OnAStoreWithoutTransactions_SaysWhatToChange()
    {
        AddPayments(new IdempotentOperation<NoResult>("pay") { Transactional = true });

        Assert.Equal(
            ["'pay' is transactional and In memory has no transactions: use a store that has, such as UseSqlite, or leave Transactional out."], await FailAsync());
    }

    [Fact]
    public async Task Transactional_WithRunUnprotected_SaysWhatToChange()
    {
        Services.AddSingleton<IPayments, Payments>();
        Services.AddIdempotency(static o => o.WhenStoreUnavailable = WhenStoreUnavailable.RunUnprotected).UseStore(IdempotencyBuilder.Unnamed, static _ => new TransactionalStub());
        Services.AddIdempotentServices(Shop.Registry(new IdempotentOperation<NoResult>("pay") { Transactional = true }));

        Assert.Equal(
            ["'pay' is transactional and can't run without its store: leave WhenStoreUnavailable at Fail, or leave Transactional out."], await FailAsync());
    }

    [Fact]
    public async Task OperationsWithoutAWrapper_AreCheckedLikeOthers()
    {
        Services.AddIdempotency().UseInMemory();
        Services.AddIdempotentServices(Unwrapped(
            new IdempotentOperation<NoResult>("pay") { Store = "audit" }, new IdempotentOperation<NoResult>("refund") { HasSensitiveParts = true }));

        Assert.Equal(
            [
                "'pay' has no store. No store is named 'audit': call UseSqlite(\"audit\", …) or another store's Use… with that name.",
                "'refund' has a sensitive key part and there is no secret: set SensitiveKeySecret to at least 32 random bytes, the same on every machine.",
            ],
            await FailAsync());
    }

    [Fact]
    public async Task OperationsWithoutAWrapper_ThatShareAName_AreTold()
    {
        Services.AddSingleton<IPayments, Payments>();
        Services.AddIdempotency().UseInMemory();
        var registry = Unwrapped(Shop.Operation("pay"), Shop.Operation("pay"), Shop.Operation("refund"));
        registry.Add<IPayments>(typeof(Payments), static (inner, runtime) => new PaymentsWrapper(inner, runtime), Shop.Operation("refund"));
        Services.AddIdempotentServices(registry);

        Assert.Equal(
            [
                "'pay' is the name of 2 methods: give each a name of its own with [Idempotent(Name = …)].",
                "'refund' is the name of 2 methods: give each a name of its own with [Idempotent(Name = …)].",
            ],
            await FailAsync());
    }

    [Fact]
    public async Task OperationsWithoutAWrapper_ToldTwice_CountOnce()
    {
        Services.AddIdempotency().UseInMemory();
        Services.AddIdempotentServices(Unwrapped(Shop.Operation("pay")));
        Services.AddIdempotentServices(Unwrapped(Shop.Operation("pay")));
        using var host = _host.Build();

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(host.Services.GetRequiredService<IdempotencyRuntime>());
    }

    [Fact]
    public async Task ServiceRegisteredTooLate_SaysToMoveTheCall()
    {
        AddPayments(Shop.Operation("pay"));
        Services.AddSingleton<IPayments, Payments>();

        Assert.Equal(
            ["Idempotent.Tests.Registering.IPayments is registered after AddIdempotentServices() and would run unprotected: call AddIdempotentServices() last."], await FailAsync());
    }

    [Fact]
    public async Task ServiceReplacedAfterwards_SaysToMoveTheCall()
    {
        AddPayments(Shop.Operation("pay"));
        Services[Services.IndexOf(Services.Last(static d => d.ServiceType == typeof(IPayments)))] = ServiceDescriptor.Singleton<IPayments>(static _ => new Payments());

        Assert.Contains("call AddIdempotentServices() last", Assert.Single(await FailAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyedServiceRegisteredTooLate_IsNamedWithItsKey()
    {
        AddPayments(Shop.Operation("pay"));
        Services.AddKeyedSingleton<IPayments, Payments>("eu");

        Assert.StartsWith("Idempotent.Tests.Registering.IPayments (key 'eu') is registered after", Assert.Single(await FailAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenGenericRegisteredTooLate_IsNamed()
    {
        AddPayments(Shop.Operation("pay"));
        Services.AddSingleton(typeof(IRepository<>), typeof(Repository<>));

        Assert.StartsWith("Idempotent.Tests.Registering.IRepository<T> is registered after", Assert.Single(await FailAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoreThatCantBeMade_IsToldWithItsCause()
    {
        Services.AddIdempotency().UseStore("audit", static _ => throw new IOException("The disk is gone."));

        Assert.Equal(["The store 'audit' could not be made: The disk is gone."], await FailAsync());
    }

    private void AddPayments(IdempotentOperation operation)
    {
        Services.AddSingleton<IPayments, Payments>();
        Services.AddIdempotency().UseInMemory();
        Services.AddIdempotentServices(Shop.Registry(operation));
    }

    private static IdempotentServiceRegistry Unwrapped(params IdempotentOperation[] operations)
    {
        var registry = new IdempotentServiceRegistry();
        registry.AddOperations(typeof(StartUpErrorTests), operations);
        return registry;
    }

    private async Task<IEnumerable<string>> FailAsync()
    {
        using var host = _host.Build();
        var exception = await Assert.ThrowsAsync<IdempotencyNotConfiguredException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        return exception.Message.Split("\n- ").Skip(1);
    }

    private sealed class TransactionalStub : StubStore, ITransactionalStore
    {
        public ValueTask<IStoreTransaction> BeginAsync(TimeSpan lease, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IStoreTransaction Join(System.Data.Common.DbTransaction transaction) => throw new NotSupportedException();
    }

    private sealed class StartedService : IHostedService
    {
        public bool IsStarted { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            IsStarted = true;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
