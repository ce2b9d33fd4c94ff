using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering;

public class RefusalTests
{
    private readonly ServiceCollection _services = new();
    private readonly IdempotentServiceRegistry _registry = new();

    public RefusalTests() => _services.AddIdempotency().UseInMemory();

    [Fact]
    public void RefusedService_IsToldWithItsRule_WhereItIsRegistered()
    {
        _registry.Refuse(typeof(IPayments), "IDEM101", "It has a ref parameter.");
        _services.AddSingleton<IPayments, Payments>();

        Assert.Equal(["Idempotent.Tests.Registering.IPayments can't be protected: IDEM101: It has a ref parameter."], Fail());
    }

    [Fact]
    public void RefusedService_ThatIsNotRegistered_IsNoProblem()
    {
        _registry.Refuse(typeof(IPayments), "IDEM101", "It has a ref parameter.");

        _services.AddIdempotentServices(_registry);

        using var provider = _services.Build();
        Assert.NotNull(provider.GetRequiredService<IdempotencyRuntime>());
    }

    [Fact]
    public void RefusedServices_AreAllTold()
    {
        _registry.Refuse(typeof(IPayments), "IDEM101", "One.");
        _registry.Refuse(typeof(IPayments), "IDEM102", "Two.");
        _registry.Refuse(typeof(IPayments), "IDEM102", "Two.");
        _registry.Refuse(typeof(IRepository<>), "IDEM101", "Three.");
        _services.AddSingleton<IPayments, Payments>().AddSingleton(typeof(IRepository<>), typeof(Repository<>)).AddSingleton<IRepository<int>, IntRepository>();

        Assert.Equal(
            [
                "Idempotent.Tests.Registering.IPayments can't be protected: IDEM101: One.",
                "Idempotent.Tests.Registering.IPayments can't be protected: IDEM102: Two.",
                "Idempotent.Tests.Registering.IRepository<T> can't be protected: IDEM101: Three.",
                "Idempotent.Tests.Registering.IRepository<System.Int32> can't be protected: IDEM101: Three.",
            ],
            Fail());
    }

    [Fact]
    public void RefusedClass_IsTold_AlsoWhereADerivedOneIsRegistered()
    {
        _registry.Refuse(typeof(Payments), "IDEM102", "Its result is a stream.");
        _services.AddSingleton<IPayments, SpecialPayments>();

        Assert.Equal(["Idempotent.Tests.Registering.IPayments can't be protected: IDEM102: Its result is a stream."], Fail());
    }

    [Fact]
    public void RefusedClass_FromAFactoryThatDoesNotSaySo_IsToldWhenItIsMade()
    {
        _registry.Refuse(typeof(Payments), "IDEM102", "Its result is a stream.");
        _services.AddSingleton<IPayments>(static _ => new Payments());
        _services.AddIdempotentServices(_registry);
        using var provider = _services.Build();

        var exception = Assert.Throws<IdempotencyNotConfiguredException>(provider.GetRequiredService<IPayments>);

        Assert.Contains("IDEM102: Its result is a stream.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherClass_FromAFactoryOfAServiceWithARefusedClass_IsLeftAlone()
    {
        _registry.Refuse(typeof(Payments), "IDEM102", "Its result is a stream.");
        _services.AddSingleton<IPayments>(static _ => new OtherPayments());
        _services.AddIdempotentServices(_registry);
        using var provider = _services.Build();

        Assert.IsType<OtherPayments>(provider.GetRequiredService<IPayments>());
    }

    [Fact]
    public void FactoryOfAServiceWithARefusedClass_RegisteredAfterwards_IsLeftAlone()
    {
        _registry.Refuse(typeof(Payments), "IDEM102", "Its result is a stream.");
        _services.AddIdempotentServices(_registry);
        _services.AddSingleton<IPayments>(static _ => new OtherPayments());
        using var provider = _services.Build();

        Assert.NotNull(provider.GetRequiredService<IdempotencyRuntime>());
    }

    [Fact]
    public void RefusedService_RegisteredAfterwards_IsToldAtStartUp()
    {
        _registry.Refuse(typeof(IPayments), "IDEM101", "It has a ref parameter.");
        _services.AddIdempotentServices(_registry);
        _services.AddSingleton<IPayments, Payments>();
        using var provider = _services.Build();

        Assert.Contains("IDEM101", Assert.Throws<IdempotencyNotConfiguredException>(provider.GetRequiredService<IdempotencyRuntime>).Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Fail() =>
        Assert.Throws<IdempotencyNotConfiguredException>(() => _services.AddIdempotentServices(_registry)).Message.Split("\n- ").Skip(1);
}
