using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>Makes the wrapper of one registration that is not an open generic one.</summary>
internal sealed class WrappedService(
    ServiceDescriptor original, object key, ServiceWrappers wrappers, IdempotentServiceRegistry registry, WrapperTypes wrapperTypes)
{
    /// <summary>Makes the wrapper, or passes on what needs none.</summary>
    public object Resolve(IServiceProvider services)
    {
        // First: where the set-up is wrong, nothing is made.
        var runtime = services.GetRequiredService<IdempotencyRuntime>();
        var inner = services.GetRequiredKeyedService(typeof(object), key);
        if (inner is Unwrapped unwrapped)
        {
            return unwrapped.Service!;
        }

        var wrapper = wrappers.For(inner.GetType())!.Wrap(original.ServiceType, inner, runtime);
        wrapperTypes.Add(wrapper.GetType());
        return wrapper;
    }

    /// <summary>
    /// Boxes what a factory returned and needs no wrapper: null, a class that is not annotated, or a wrapper already, of a registration that this one forwards to. The container would
    /// dispose it for both registrations.
    /// </summary>
    /// <exception cref="IdempotencyNotConfiguredException">It needs a wrapper and can't have one.</exception>
    public object Hide(object? inner)
    {
        var type = inner?.GetType();
        if ((registry.RefusalsOf(type).FirstOrDefault() ?? DerivedRegistrations.Refuse(type, registry)) is { } refusal)
        {
            throw new IdempotencyNotConfiguredException(ServiceNames.Refused(original, refusal));
        }

        return type is null || wrapperTypes.Contains(type) || wrappers.For(type) is null ? new Unwrapped(inner) : inner!;
    }

    private sealed record Unwrapped(object? Service);
}

/// <summary>The types of the wrappers that were made, generic ones also as definitions. Thread-safe.</summary>
internal sealed class WrapperTypes
{
    private readonly ConcurrentDictionary<Type, bool> _types = new();

    public void Add(Type type) => _types.TryAdd(type, true);

    public bool Contains(Type type) => _types.ContainsKey(type) || _types.ContainsKey(ServiceWrappers.Definition(type));
}
