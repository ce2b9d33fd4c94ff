using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering;

public interface IPayments
{
    string Tell();
}

public class Payments : IPayments
{
    public virtual string Tell() => GetType().Name;
}

public sealed class OtherPayments : IPayments
{
    public string Tell() => nameof(OtherPayments);
}

public sealed class SpecialPayments : Payments;

public sealed class PaymentsWrapper(IPayments inner, IdempotencyRuntime runtime, string name = "any") : IPayments
{
    public IdempotencyRuntime Runtime { get; } = runtime;

    public string Tell() => $"{name}({inner.Tell()})";
}

public interface IRepository<T>
{
    string Tell();
}

public class Repository<T> : IRepository<T>
{
    public string Tell() => $"{GetType().Name}<{typeof(T).Name}>";
}

public sealed class IntRepository : IRepository<int>
{
    public string Tell() => nameof(IntRepository);
}

public sealed class RepositoryWrapper<T>([FromKeyedServices(typeof(RepositoryWrapper<>))] IRepository<T> inner, IdempotencyRuntime runtime) : IRepository<T>
{
    public IdempotencyRuntime Runtime { get; } = runtime;

    public string Tell() => $"generic({inner.Tell()})";
}

internal static class Shop
{
    public static IdempotentServiceRegistry Registry(params IdempotentOperation[] operations)
    {
        var registry = new IdempotentServiceRegistry();
        registry.Add<IPayments>(null, static (inner, runtime) => new PaymentsWrapper(inner, runtime), operations);
        registry.AddOpen(typeof(IRepository<>), null, typeof(RepositoryWrapper<>), "repository.save");
        return registry;
    }

    /// <summary>Names of their own for two classes, and nothing for others.</summary>
    public static IdempotentServiceRegistry NamedRegistry()
    {
        var registry = new IdempotentServiceRegistry();
        registry.Add<IPayments>(typeof(Payments), static (inner, runtime) => new PaymentsWrapper(inner, runtime, "payments"), Operation("payments.pay"));
        registry.Add<IPayments>(typeof(OtherPayments), static (inner, runtime) => new PaymentsWrapper(inner, runtime, "other"), Operation("other.pay"));
        return registry;
    }

    public static IdempotentOperation Operation(string name) => new IdempotentOperation<NoResult>(name);

    public static ServiceProvider Build(this IServiceCollection services) =>
        services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
}
