using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering;

/// <summary>What the matrix does not reach: factories, forwarding, service keys, disposable interfaces.</summary>
public class ServiceWrappingTests
{
    private readonly ServiceCollection _services = new();

    public ServiceWrappingTests() => _services.AddIdempotency().UseInMemory();

    [Fact]
    public void Wrapper_GetsTheContainersRuntime()
    {
        _services.AddSingleton<IPayments, Payments>().AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        Assert.Same(provider.GetRequiredService<IdempotencyRuntime>(), Assert.IsType<PaymentsWrapper>(provider.GetRequiredService<IPayments>()).Runtime);
    }

    [Fact]
    public void RegisteredBetweenTwoCalls_IsWrappedByTheSecond()
    {
        _services.AddSingleton<IPayments, Payments>().AddIdempotentServices(Shop.Registry());
        _services.AddKeyedSingleton<IPayments, Payments>("eu").AddIdempotentServices(Shop.NamedRegistry());
        _services.AddSingleton<IPayments, OtherPayments>().AddIdempotentServices(new());
        var wrapping = IdempotencySetup.Of(_services).Wrapping;

        Assert.Equal(3, wrapping.Wrapped.Count);
        Assert.Empty(wrapping.FindUnwrapped());
    }

    [Fact]
    public void ClassWithAName_GetsItsOwnWrapper_AndSoDoClassesDerivedFromIt()
    {
        _services.AddKeyedSingleton<IPayments, Payments>("type").AddIdempotentServices(Shop.NamedRegistry());
        using var provider = _services.Build();
        Assert.Equal("payments(Payments)", provider.GetRequiredKeyedService<IPayments>("type").Tell());

        var derived = new ServiceCollection();
        derived.AddIdempotency().UseInMemory();
        derived.AddSingleton<IPayments, SpecialPayments>().AddIdempotentServices(Shop.NamedRegistry());
        using var other = derived.Build();
        Assert.Equal("payments(SpecialPayments)", other.GetRequiredService<IPayments>().Tell());
    }

    [Fact]
    public void Factory_ThatDoesNotSayItsClass_IsDecidedByWhatItReturns()
    {
        _services.AddSingleton<IPayments>(static _ => new Payments());
        _services.AddSingleton<IPayments>(static _ => new OtherPayments());
        _services.AddSingleton<IPayments>(static _ => new Unannotated());
        _services.AddIdempotentServices(Shop.NamedRegistry());
        using var provider = _services.Build();

        Assert.Equal(["payments(Payments)", "other(OtherPayments)", "unannotated"], provider.GetServices<IPayments>().Select(static p => p.Tell()));
    }

    [Fact]
    public void Factory_OfAClassWithoutWrapper_IsDisposedOnce()
    {
        var unannotated = new Unannotated();
        _services.AddSingleton<IPayments>(_ => unannotated).AddIdempotentServices(Shop.NamedRegistry());
        var provider = _services.Build();
        Assert.Same(unannotated, provider.GetRequiredService<IPayments>());

        provider.Dispose();

        Assert.Equal(1, unannotated.Disposals);
    }

    [Fact]
    public void Factory_ThatReturnsNull_StaysWithoutService()
    {
        _services.AddSingleton<IPayments>(static _ => null!).AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        Assert.Null(provider.GetService<IPayments>());
        Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IPayments>);
    }

    [Fact]
    public void Factory_ThatForwardsToAWrappedService_IsNotWrappedAgain()
    {
        _services.AddKeyedSingleton<IPayments, Payments>("eu");
        _services.AddSingleton(static provider => provider.GetRequiredKeyedService<IPayments>("eu"));
        _services.AddKeyedSingleton(typeof(IRepository<>), "eu", typeof(Repository<>));
        _services.AddSingleton(static provider => provider.GetRequiredKeyedService<IRepository<string>>("eu"));
        _services.AddIdempotentServices(Shop.NamedRegistry());
        _services.AddIdempotentServices(Shop.Registry(Shop.Operation("pay")));
        using var provider = _services.Build();

        Assert.Equal("payments(Payments)", provider.GetRequiredService<IPayments>().Tell());
        Assert.Same(provider.GetRequiredKeyedService<IPayments>("eu"), provider.GetRequiredService<IPayments>());
        Assert.Same(provider.GetRequiredKeyedService<IRepository<string>>("eu"), provider.GetRequiredService<IRepository<string>>());
    }

    [Theory]
    [InlineData("eu")]
    [InlineData(null)]
    public void Class_ThatAsksForItsServiceKey_GetsItsOwn(string? key)
    {
        _services.AddSingleton<Currency>();
        _services.AddKeyedSingleton("eu", new Currency("EUR"));
        _services.AddKeyedSingleton("us", new Currency("USD"));
        _services.AddKeyedScoped<IPayments, KeyedPayments>(key).AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();
        using var scope = provider.CreateScope();

        var expected = key is null ? "any(key , none, USD, default)" : "any(key eu, EUR, USD, default)";
        Assert.Equal(expected, scope.ServiceProvider.GetRequiredKeyedService<IPayments>(key).Tell());
    }

    [Fact]
    public void Class_ThatAsksForItsServiceKey_IsMadeByTheLongestConstructorThatCanBeFilled()
    {
        _services.AddKeyedSingleton<IPayments, SeveralConstructors>("eu").AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        Assert.Equal("any(key eu)", provider.GetRequiredKeyedService<IPayments>("eu").Tell());
    }

    [Fact]
    public void Class_ThatAsksForItsServiceKey_FailsWithItsOwnException()
    {
        _services.AddKeyedSingleton<IPayments, FailingPayments>("eu").AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        Assert.Equal("eu is closed", Assert.Throws<NotSupportedException>(() => provider.GetRequiredKeyedService<IPayments>("eu")).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ServiceThatIsDisposableItself_IsDisposedOnce(bool isWrapped)
    {
        _services.AddScoped<IClosing, ClosingService>();
        var registry = new IdempotentServiceRegistry();
        registry.Add<IClosing>(null, static (inner, runtime) => new ClosingWrapper(inner, runtime));
        _services.AddIdempotentServices(isWrapped ? registry : new());
        using var provider = _services.Build();
        var scope = provider.CreateScope();
        var service = scope.ServiceProvider.GetRequiredService<IClosing>();
        Assert.Equal(isWrapped, service is ClosingWrapper);

        scope.Dispose();

        Assert.Equal(1, service.Disposals);
    }

    [Fact]
    public void WhereTheSetUpIsWrong_NothingIsMade()
    {
        var made = 0;
        var services = new ServiceCollection();
        services.AddTransient<IPayments>(_ =>
        {
            made++;
            return new Payments();
        });
        services.AddIdempotentServices(Shop.Registry());
        using var provider = services.Build();

        Assert.Throws<IdempotencyNotConfiguredException>(provider.GetRequiredService<IPayments>);
        Assert.Equal(0, made);
    }

    [Fact]
    public void ScopedService_FromTheRoot_IsRefusedByItsName()
    {
        _services.AddScoped<IPayments, Payments>().AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        Assert.Contains(typeof(IPayments).FullName!, Assert.Throws<InvalidOperationException>(provider.GetRequiredService<IPayments>).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SingletonThatNeedsAScopedService_IsFoundOnBuild()
    {
        _services.AddScoped<Currency>().AddSingleton<IPayments, Captive>().AddIdempotentServices(Shop.Registry());

        Assert.Contains(nameof(Currency), Assert.Throws<AggregateException>(_services.Build).Message, StringComparison.Ordinal);
    }

    private interface IClosing : IDisposable
    {
        int Disposals { get; }
    }

    private sealed class ClosingService : IClosing
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }

    /// <summary>As generated: what the container made, the container disposes.</summary>
    private sealed class ClosingWrapper(IClosing inner, IdempotencyRuntime runtime) : IClosing
    {
        public IdempotencyRuntime Runtime { get; } = runtime;

        public int Disposals => inner.Disposals;

        public void Dispose()
        {
        }
    }

    private sealed class Unannotated : IPayments, IDisposable
    {
        public int Disposals { get; private set; }

        public string Tell() => "unannotated";

        public void Dispose() => Disposals++;
    }

    private sealed class Currency(string name = "none")
    {
        public string Name => name;
    }

    private sealed class Captive(Currency currency) : IPayments
    {
        public string Tell() => currency.Name;
    }

    private sealed class KeyedPayments(
        [ServiceKey] string? key = null, [FromKeyedServices] Currency? own = null, [FromKeyedServices("us")] Currency? other = null, string rest = "default") : IPayments
    {
        public string Tell() => $"key {key}, {own?.Name}, {other?.Name}, {rest}";
    }

    private sealed class SeveralConstructors : IPayments
    {
        private readonly string _key;

        public SeveralConstructors() => _key = "nothing";

        public SeveralConstructors([ServiceKey] string key) => _key = key;

        public SeveralConstructors([ServiceKey] string key, Uri unknown) => _key = key + unknown;

        public string Tell() => $"key {_key}";
    }

    private sealed class FailingPayments : IPayments
    {
        public FailingPayments([ServiceKey] string key) => throw new NotSupportedException($"{key} is closed");

        public string Tell() => throw new NotSupportedException();
    }
}
