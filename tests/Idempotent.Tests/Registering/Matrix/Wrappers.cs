using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering.Matrix;

public interface IWrapper
{
    string WrapperName { get; }
}

/// <summary>Wrappers as the generator writes them, less what they do with the runtime.</summary>
public sealed class ThingWrapper(IThing inner, IdempotencyRuntime runtime, string name) : IThing, IWrapper
{
    public IdempotencyRuntime Runtime { get; } = runtime;

    public string WrapperName => name;

    public string Name => inner.Name;
}

public sealed class ThingWrapper<T>([FromKeyedServices(typeof(ThingWrapper<>))] IThing<T> inner, IdempotencyRuntime runtime) : IThing<T>, IWrapper
{
    public IdempotencyRuntime Runtime { get; } = runtime;

    public string WrapperName => "generic";

    public string Name => inner.Name;

    public T? Echo(T? value) => inner.Echo(value);
}

internal static class MatrixRegistry
{
    /// <summary>A wrapper for any implementation, and one with a name of its own for each second implementation.</summary>
    public static IdempotentServiceRegistry Create()
    {
        var registry = new IdempotentServiceRegistry();
        registry.Add<IThing>(null, static (inner, runtime) => new ThingWrapper(inner, runtime, "any"), new IdempotentOperation<NoResult>("thing"));
        foreach (var other in new[] { typeof(OtherPlain), typeof(OtherClosing), typeof(OtherAsyncClosing), typeof(OtherBothClosing) })
        {
            registry.Add<IThing>(other, (inner, runtime) => new ThingWrapper(inner, runtime, other.Name), new IdempotentOperation<NoResult>(other.Name));
        }

        registry.AddOpen(typeof(IThing<>), null, typeof(ThingWrapper<>), "generic");
        return registry;
    }
}
