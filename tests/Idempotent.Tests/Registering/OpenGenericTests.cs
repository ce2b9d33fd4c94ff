using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering;

public class OpenGenericTests
{
    private readonly ServiceCollection _services = new();

    public OpenGenericTests() => _services.AddIdempotency().UseInMemory();

    [Fact]
    public void OpenRegistration_IsWrappedForEachTypeArgument()
    {
        _services.AddSingleton(typeof(IRepository<>), typeof(Repository<>)).AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        var repository = Assert.IsType<RepositoryWrapper<int>>(provider.GetRequiredService<IRepository<int>>());
        Assert.Equal("generic(Repository`1<Int32>)", repository.Tell());
        Assert.Same(provider.GetRequiredService<IdempotencyRuntime>(), repository.Runtime);
        Assert.Equal("generic(Repository`1<String>)", provider.GetRequiredService<IRepository<string>>().Tell());
    }

    [Fact]
    public void ClosedRegistration_OfAnOpenService_IsWrapped()
    {
        _services.AddSingleton<IRepository<int>, IntRepository>();
        _services.AddKeyedSingleton<IRepository<string>>("key", static (_, _) => new Repository<string>());
        _services.AddSingleton<IRepository<Guid>>(new Repository<Guid>());
        _services.AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        var repository = Assert.IsType<RepositoryWrapper<int>>(provider.GetRequiredService<IRepository<int>>());
        Assert.Equal("generic(IntRepository)", repository.Tell());
        Assert.Same(provider.GetRequiredService<IdempotencyRuntime>(), repository.Runtime);
        Assert.Equal("generic(Repository`1<String>)", provider.GetRequiredKeyedService<IRepository<string>>("key").Tell());
        Assert.Equal("generic(Repository`1<Guid>)", provider.GetRequiredService<IRepository<Guid>>().Tell());
    }

    [Fact]
    public void ClosedRegistration_BesideAnOpenOne_Wins()
    {
        _services.AddSingleton<IRepository<int>, IntRepository>();
        _services.AddSingleton(typeof(IRepository<>), typeof(Repository<>));
        _services.AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        Assert.Equal("generic(IntRepository)", provider.GetRequiredService<IRepository<int>>().Tell());
        Assert.Equal("generic(Repository`1<Int64>)", provider.GetRequiredService<IRepository<long>>().Tell());
    }

    [Fact]
    public void WrapperOfAClass_IsForThatClass_AndClassesDerivedFromItsClosedForms()
    {
        var registry = new IdempotentServiceRegistry();
        registry.AddOpen(typeof(IRepository<>), typeof(Repository<>), typeof(RepositoryWrapper<>), "repository.save");
        _services.AddSingleton(typeof(IRepository<>), typeof(Repository<>));
        _services.AddSingleton<IRepository<long>, LongRepository>();
        _services.AddSingleton<IRepository<int>, IntRepository>();
        _services.AddIdempotentServices(registry);
        using var provider = _services.Build();

        Assert.Equal("generic(Repository`1<String>)", provider.GetRequiredService<IRepository<string>>().Tell());
        Assert.Equal("generic(LongRepository<Int64>)", provider.GetRequiredService<IRepository<long>>().Tell());
        Assert.Equal("IntRepository", provider.GetRequiredService<IRepository<int>>().Tell());
    }

    [Fact]
    public void OpenClass_ThatAsksForItsServiceKey_IsToldAtStartUp()
    {
        _services.AddKeyedSingleton(typeof(IRepository<>), "key", typeof(KeyedRepository<>)).AddIdempotentServices(Shop.Registry());
        using var provider = _services.Build();

        var exception = Assert.Throws<IdempotencyNotConfiguredException>(provider.GetRequiredService<IdempotencyRuntime>);

        Assert.Contains("KeyedRepository<T> asks for its service key, which a wrapped open generic service does not get. Register the closed services.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(IRepository<int>), typeof(RepositoryWrapper<>), "service")]
    [InlineData(typeof(IPayments), typeof(RepositoryWrapper<>), "service")]
    [InlineData(typeof(IRepository<>), typeof(RepositoryWrapper<int>), "wrapper")]
    [InlineData(typeof(IRepository<>), typeof(WithoutKey<>), "wrapper")]
    [InlineData(typeof(IRepository<>), typeof(WithAnotherKey<>), "wrapper")]
    [InlineData(typeof(IRepository<>), typeof(WithoutRuntime<>), "wrapper")]
    [InlineData(typeof(IRepository<>), typeof(WithTwo<,>), "wrapper")]
    [InlineData(typeof(IRepository<>), typeof(Repository<>), "wrapper")]
    public void AddOpen_RefusesWhatTheContainerCouldNotUse(Type service, Type wrapper, string parameter) =>
        Assert.Throws<ArgumentException>(parameter, () => new IdempotentServiceRegistry().AddOpen(service, null, wrapper, "name"));

    private sealed class LongRepository : Repository<long>
    {
    }

    private sealed class KeyedRepository<T>([ServiceKey] string key) : IRepository<T>
    {
        public string Tell() => key;
    }

    private sealed class WithoutKey<T>(IRepository<T> inner, IdempotencyRuntime runtime) : IRepository<T>
    {
        public string Tell() => inner.Tell() + runtime;
    }

    private sealed class WithAnotherKey<T>([FromKeyedServices(typeof(WithoutKey<>))] IRepository<T> inner, IdempotencyRuntime runtime) : IRepository<T>
    {
        public string Tell() => inner.Tell() + runtime;
    }

    private sealed class WithoutRuntime<T>([FromKeyedServices(typeof(WithoutRuntime<>))] IRepository<T> inner, string name) : IRepository<T>
    {
        public string Tell() => inner.Tell() + name;
    }

    private sealed class WithTwo<T, TOther>([FromKeyedServices(typeof(WithTwo<,>))] IRepository<T> inner, IdempotencyRuntime runtime) : IRepository<T>
    {
        public string Tell() => inner.Tell() + runtime + typeof(TOther);
    }
}
