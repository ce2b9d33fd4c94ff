using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering;

/// <summary>One operation is one implementation under one key.</summary>
public class SeveralRegistrationsTests
{
    private const string Advice =
        " Give each class a name of its own with [Idempotent(Name = …)], and register it once; a factory tells its class by AddScoped<TService, TImplementation>(…).";

    private readonly ServiceCollection _services = new();

    public SeveralRegistrationsTests() => _services.AddIdempotency().UseInMemory();

    [Fact]
    public void TwoImplementations_WithoutNames_AreListed()
    {
        _services.AddScoped<IPayments, Payments>().AddScoped<IPayments, OtherPayments>();

        Assert.Equal(
            ["'pay' would be the operation of several registrations: Idempotent.Tests.Registering.IPayments as Idempotent.Tests.Registering.Payments; "
                + "Idempotent.Tests.Registering.IPayments as Idempotent.Tests.Registering.OtherPayments." + Advice],
            Fail(Shop.Registry(Shop.Operation("pay"))));
    }

    [Fact]
    public void TwoKeys_AreListed()
    {
        _services.AddKeyedScoped<IPayments, Payments>("eu").AddKeyedScoped<IPayments, Payments>("us");

        Assert.Contains("IPayments (key 'eu') as Idempotent.Tests.Registering.Payments; Idempotent.Tests.Registering.IPayments (key 'us') as",
            Assert.Single(Fail(Shop.Registry(Shop.Operation("pay")))), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFactories_ThatDontSayTheirClass_AreListed()
    {
        _services.AddScoped<IPayments>(static _ => new Payments()).AddScoped<IPayments>(static _ => new Payments());

        Assert.Contains("IPayments from a factory; Idempotent.Tests.Registering.IPayments from a factory.",
            Assert.Single(Fail(Shop.Registry(Shop.Operation("pay")))), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFactories_ThatSayNoMoreThanTheService_AreListed()
    {
        _services.AddScoped<Payments>(static _ => new SpecialPayments()).AddScoped(static _ => new Payments());
        var registry = new IdempotentServiceRegistry();
        registry.Add<Payments>(null, static (inner, _) => inner, Shop.Operation("pay"));

        Assert.Contains("Payments from a factory; Idempotent.Tests.Registering.Payments from a factory.", Assert.Single(Fail(registry)), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoImplementations_WithNames_AreRight()
    {
        _services.AddScoped<IPayments, Payments>().AddScoped<IPayments>(static _ => new OtherPayments());

        Succeed(Shop.NamedRegistry());
    }

    [Fact]
    public void OneImplementation_RegisteredTwice_IsRight()
    {
        _services.AddScoped<IPayments, Payments>().AddScoped<IPayments, Payments>(static _ => new Payments()).AddSingleton<IPayments>(new Payments());
        _services.AddScoped<IPayments, Payments>();

        Assert.Equal(4, Succeed(Shop.Registry(Shop.Operation("pay"))));
    }

    [Fact]
    public void OneWithAName_AndOneWithout_AreRight()
    {
        var registry = Shop.NamedRegistry();
        registry.Add<IPayments>(null, static (inner, runtime) => new PaymentsWrapper(inner, runtime), Shop.Operation("pay"));
        _services.AddScoped<IPayments, Payments>().AddScoped<IPayments, NamelessPayments>();

        Succeed(registry);
    }

    [Fact]
    public void TwoClasses_WithTheSameName_AreListed()
    {
        var registry = new IdempotentServiceRegistry();
        registry.Add<IPayments>(typeof(Payments), static (inner, runtime) => new PaymentsWrapper(inner, runtime), Shop.Operation("pay"));
        registry.Add<IPayments>(typeof(OtherPayments), static (inner, runtime) => new PaymentsWrapper(inner, runtime), Shop.Operation("pay"));
        _services.AddScoped<IPayments, Payments>().AddScoped<IPayments, OtherPayments>();

        Assert.StartsWith("'pay' would be the operation of several registrations", Assert.Single(Fail(registry)), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoMethods_WithTheSameName_AreTold()
    {
        _services.AddScoped<IPayments, Payments>();

        Assert.Equal(
            ["'pay' is the name of 2 methods of one service: give each a name of its own with [Idempotent(Name = …)]."],
            Fail(Shop.Registry(Shop.Operation("pay"), Shop.Operation("pay"), Shop.Operation("refund"))));
    }

    [Fact]
    public void AnyKey_IsTold()
    {
        _services.AddKeyedScoped<IPayments, Payments>(KeyedService.AnyKey);

        Assert.Equal(
            ["Idempotent.Tests.Registering.IPayments (any key) as Idempotent.Tests.Registering.Payments would give one operation to the services of all keys. "
                + "Register it for each key, each with a class that has [Idempotent(Name = …)]."],
            Fail(Shop.Registry(Shop.Operation("pay"))));
    }

    [Fact]
    public void AnyKey_OfAnOpenGeneric_IsTold()
    {
        _services.AddKeyedScoped(typeof(IRepository<>), KeyedService.AnyKey, typeof(Repository<>));

        Assert.Contains("(any key) as Idempotent.Tests.Registering.Repository<T> would give one operation", Assert.Single(Fail(Shop.Registry())), StringComparison.Ordinal);
    }

    [Fact]
    public void OpenGeneric_RegisteredTwice_IsListed()
    {
        _services.AddScoped(typeof(IRepository<>), typeof(Repository<>)).AddScoped(typeof(IRepository<>), typeof(Repository<>));

        Assert.StartsWith("'repository.save' would be the operation of several registrations", Assert.Single(Fail(Shop.Registry())), StringComparison.Ordinal);
    }

    private IEnumerable<string> Fail(IdempotentServiceRegistry registry)
    {
        _services.AddIdempotentServices(registry);
        using var provider = _services.Build();
        return Assert.Throws<IdempotencyNotConfiguredException>(provider.GetRequiredService<IdempotencyRuntime>).Message.Split("\n- ").Skip(1);
    }

    private int Succeed(IdempotentServiceRegistry registry)
    {
        _services.AddIdempotentServices(registry);
        using var provider = _services.Build();
        using var scope = provider.CreateScope();
        return scope.ServiceProvider.GetServices<IPayments>().Select(Assert.IsType<PaymentsWrapper>).Count();
    }

    private sealed class NamelessPayments : IPayments
    {
        public string Tell() => "nameless";
    }
}
