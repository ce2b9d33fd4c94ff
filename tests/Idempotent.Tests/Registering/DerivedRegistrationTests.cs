using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering;

/// <summary>A registered class gives way to the one that is derived from it, or says why it can't.</summary>
public class DerivedRegistrationTests
{
    private readonly ServiceCollection _services = new();

    public DerivedRegistrationTests() => _services.AddIdempotency().UseInMemory();

    [Fact]
    public void Class_RegisteredAsItselfAndAsAService_BecomesTheDerivedOne()
    {
        _services.AddScoped<Payments>().AddTransient<IPayments, Payments>();
        _services.AddIdempotentServices(Registry());
        using var provider = _services.Build();
        using var scope = provider.CreateScope();

        var payments = Assert.IsType<DerivedPayments>(scope.ServiceProvider.GetRequiredService<Payments>());
        Assert.Same(provider.GetRequiredService<IdempotencyRuntime>(), payments.Runtime);
        Assert.Same(payments, scope.ServiceProvider.GetRequiredService<Payments>());
        Assert.IsType<DerivedPayments>(scope.ServiceProvider.GetRequiredService<IPayments>());
        Assert.NotSame(scope.ServiceProvider.GetRequiredService<IPayments>(), scope.ServiceProvider.GetRequiredService<IPayments>());
    }

    [Fact]
    public void ServiceKey_ReachesTheDerivedClass()
    {
        _services.AddKeyedSingleton<KeyedPayments>("eu");
        _services.AddIdempotentServices(Registry());
        using var provider = _services.Build();

        Assert.Equal("eu", Assert.IsType<DerivedKeyedPayments>(provider.GetRequiredKeyedService<KeyedPayments>("eu")).Key);
    }

    [Fact]
    public void ServiceKey_BehindAWrapper_ReachesTheDerivedClass()
    {
        _services.AddKeyedSingleton<IPayments, KeyedPayments>("eu");
        var registry = Registry();
        registry.AddAllOf(Shop.Registry(Shop.Operation("pay")));
        _services.AddIdempotentServices(registry);
        using var provider = _services.Build();

        Assert.Equal("any(DerivedKeyedPayments eu)", Assert.IsType<PaymentsWrapper>(provider.GetRequiredKeyedService<IPayments>("eu")).Tell());
    }

    [Fact]
    public void OpenGenericClass_IsDerivedForEachTypeArgument()
    {
        _services.AddSingleton(typeof(Repository<>)).AddSingleton(typeof(IRepository<>), typeof(Repository<>)).AddSingleton<IRepository<int>, Repository<int>>();
        _services.AddIdempotentServices(Registry());
        using var provider = _services.Build();

        Assert.IsType<DerivedRepository<string>>(provider.GetRequiredService<Repository<string>>());
        Assert.IsType<DerivedRepository<string>>(provider.GetRequiredService<IRepository<string>>());
        Assert.IsType<DerivedRepository<int>>(provider.GetRequiredService<IRepository<int>>());
    }

    [Fact]
    public void DerivedClass_RegisteredByHand_IsLeftAlone()
    {
        _services.AddSingleton<Payments, DerivedPayments>();
        _services.AddIdempotentServices(Registry());
        using var provider = _services.Build();

        Assert.Same(provider.GetRequiredService<IdempotencyRuntime>(), Assert.IsType<DerivedPayments>(provider.GetRequiredService<Payments>()).Runtime);
    }

    [Fact]
    public void Factory_ThatMakesTheDerivedClassAndSaysSo_IsLeftAlone()
    {
        _services.AddKeyedSingleton<Payments, DerivedPayments>("made", static (services, _) => new(services.GetRequiredService<IdempotencyRuntime>()));
        _services.AddIdempotentServices(Registry());
        using var provider = _services.Build();

        Assert.IsType<DerivedPayments>(provider.GetRequiredKeyedService<Payments>("made"));
    }

    [Fact]
    public void Factory_ThatForwards_IsLeftAlone()
    {
        _services.AddSingleton<Payments>().AddSingleton<IPayments>(static services => services.GetRequiredService<Payments>());
        _services.AddIdempotentServices(Registry());
        using var provider = _services.Build();

        Assert.Same(provider.GetRequiredService<Payments>(), provider.GetRequiredService<IPayments>());
    }

    [Fact]
    public void Factory_OfTheClass_SaysWhatToDo()
    {
        _services.AddScoped(static _ => new Payments());

        Assert.Equal(
            "Idempotent can't start:\n- Idempotent.Tests.Registering.Payments can't be protected: its factory makes Idempotent.Tests.Registering.Payments, and only "
            + "Idempotent.Tests.Registering.DerivedPayments runs its methods once per key. Register the class, as in AddScoped<Idempotent.Tests.Registering.Payments>(), or let the factory make the other one "
            + "and say so: AddScoped<TService, Idempotent.Tests.Registering.DerivedPayments>(services => …). A factory that only forwards says "
            + "AddScoped<TService>(services => services.GetRequiredService<Idempotent.Tests.Registering.Payments>()) with an interface as TService.",
            Assert.Throws<IdempotencyNotConfiguredException>(() => _services.AddIdempotentServices(Registry())).Message);
    }

    [Fact]
    public void Factory_ThatDeclaresTheClass_IsRefused()
    {
        _services.AddKeyedScoped<IPayments, Payments>("eu", static (_, _) => new());

        Assert.Contains("IPayments (key 'eu') can't be protected: its factory makes ", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Factory_ThatMakesTheClassUnderAnotherName_IsRefusedWhereItDoes()
    {
        _services.AddScoped<IPayments>(static _ => new Payments()).AddScoped<IRepository<int>>(static _ => new Repository<int>());
        _services.AddIdempotentServices(Registry());
        using var scope = _services.Build().CreateScope();

        Assert.Contains("its factory made Idempotent.Tests.Registering.Payments, and only ", Assert.Throws<IdempotencyNotConfiguredException>(scope.ServiceProvider.GetRequiredService<IPayments>).Message, StringComparison.Ordinal);
        Assert.Contains("its factory made Idempotent.Tests.Registering.Repository<System.Int32>", Assert.Throws<IdempotencyNotConfiguredException>(scope.ServiceProvider.GetRequiredService<IRepository<int>>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Instance_OfTheClass_SaysWhatToDo()
    {
        _services.AddSingleton(new Payments());

        Assert.Contains("an instance of Idempotent.Tests.Registering.Payments can't become Idempotent.Tests.Registering.DerivedPayments", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Class_ThatInheritsWithoutADerivedOne_IsRefused()
    {
        _services.AddSingleton<IPayments, SpecialPayments>();

        Assert.Contains("SpecialPayments inherits methods of Idempotent.Tests.Registering.Payments that run once per key, and no class is derived from it", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Class_RegisteredTooLate_StopsTheStart()
    {
        _services.AddIdempotentServices(Registry());
        _services.AddSingleton<Payments>();

        Assert.Contains("Idempotent.Tests.Registering.Payments is registered after AddIdempotentServices() and would run unprotected", NotStarted(), StringComparison.Ordinal);
    }

    [Fact]
    public void Class_UnderTwoKeys_StopsTheStart()
    {
        _services.AddKeyedSingleton<Payments>("eu").AddKeyedSingleton<IPayments, Payments>("us");
        _services.AddIdempotentServices(Registry());

        Assert.Contains("'payments.pay' would be the operation of several registrations", NotStarted(), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoClassesOfOneName_StopTheStart()
    {
        _services.AddSingleton<Payments>().AddSingleton<KeyedPayments>();
        _services.AddIdempotentServices(Registry("payments.pay", "payments.pay"));

        Assert.Contains("'payments.pay' would be the operation of several registrations", NotStarted(), StringComparison.Ordinal);
    }

    [Fact]
    public void ClassAndItsDerivedOne_AreOneImplementation()
    {
        _services.AddSingleton<Payments>().AddSingleton<IPayments, DerivedPayments>();
        _services.AddIdempotentServices(Registry());
        using var provider = _services.Build();

        Assert.NotNull(provider.GetRequiredService<IdempotencyRuntime>());
    }

    [Fact]
    public void OperationOfADerivedClass_IsCheckedAtStart()
    {
        _services.AddSingleton<Payments>();
        var registry = new IdempotentServiceRegistry();
        registry.AddDerived<Payments, DerivedPayments>(new IdempotentOperation<NoResult>("pay") { Store = "audit" });
        _services.AddIdempotentServices(registry);

        Assert.Contains("'pay' has no store.", NotStarted(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnyKey_StopsTheStart()
    {
        _services.AddKeyedSingleton<Payments>(KeyedService.AnyKey);
        _services.AddIdempotentServices(Registry());

        Assert.Contains("(any key) as Idempotent.Tests.Registering.Payments would give one operation to the services of all keys", NotStarted(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Repository<>), typeof(DerivedPayments))]
    [InlineData(typeof(Repository<>), typeof(Repository<>))]
    [InlineData(typeof(Payments), typeof(DerivedRepository<>))]
    public void AddOpenDerived_OfOtherClasses_Throws(Type type, Type derived) =>
        Assert.Throws<ArgumentException>(nameof(derived), () => new IdempotentServiceRegistry().AddOpenDerived(type, derived));

    private string Refused() => Assert.Throws<IdempotencyNotConfiguredException>(() => _services.AddIdempotentServices(Registry())).Message;

    private string NotStarted()
    {
        using var provider = _services.BuildServiceProvider();
        return Assert.Throws<IdempotencyNotConfiguredException>(provider.GetRequiredService<IdempotencyRuntime>).Message;
    }

    private static IdempotentServiceRegistry Registry(string payments = "payments.pay", string keyed = "keyed.pay")
    {
        var registry = new IdempotentServiceRegistry();
        registry.AddDerived<Payments, DerivedPayments>(Shop.Operation(payments));
        registry.AddDerived<KeyedPayments, DerivedKeyedPayments>(Shop.Operation(keyed));
        registry.AddOpenDerived(typeof(Repository<>), typeof(DerivedRepository<>), "repository.save");
        return registry;
    }
}

public sealed class DerivedPayments(IdempotencyRuntime runtime) : Payments
{
    public IdempotencyRuntime Runtime { get; } = runtime;
}

public class KeyedPayments([ServiceKey] string? key = null) : IPayments
{
    public string? Key { get; } = key;

    public string Tell() => $"{GetType().Name} {Key}";
}

public sealed class DerivedKeyedPayments(IdempotencyRuntime runtime, [ServiceKey] string? key = null) : KeyedPayments(key)
{
    public IdempotencyRuntime Runtime { get; } = runtime;
}

public sealed class DerivedRepository<T>(IdempotencyRuntime runtime) : Repository<T>
{
    public IdempotencyRuntime Runtime { get; } = runtime;
}
