using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>
/// Puts wrappers in front of registrations. The original moves to a private key; the wrapper takes its place, and takes it from there. So the container still
/// makes the original, with its own lifetime, and disposes it, once. A class that has a derived one is replaced by that where it stands.
/// </summary>
internal sealed class ServiceWrapping
{
    private readonly IdempotentServiceRegistry _registry = new();
    private readonly WrapperTypes _wrapperTypes = new();
    private readonly HashSet<ServiceDescriptor> _own = new(ReferenceEqualityComparer.Instance);
    private readonly List<WrappedRegistration> _wrapped = [];
    private IServiceCollection? _services;

    /// <summary>What was wrapped, in the order of registration.</summary>
    public IReadOnlyList<WrappedRegistration> Wrapped => _wrapped;

    /// <summary>The operations that run without a wrapper.</summary>
    public IEnumerable<IdempotentOperation> Unwrapped => _registry.Operations;

    public void AddTo(IServiceCollection services, IdempotentServiceRegistry registry)
    {
        _services = services;
        _registry.AddAllOf(registry);
        var refused = new Problems();
        FindRefused(refused);
        refused.ThrowIfAny();
        var count = services.Count;
        for (var i = 0; i < count; i++)
        {
            if (ToWrap(services[i]) is not { } registration)
            {
                continue;
            }

            _wrapped.Add(registration);
            var descriptor = registration.WithDerived;
            if (registration.Wrapper is not null || registration.Descriptor.AnyFactory is not null)
            {
                var (outer, inner) = Split(registration, descriptor);
                services.Add(inner);
                _own.Add(inner);
                descriptor = outer;
            }

            services[i] = descriptor;
            _own.Add(descriptor);
        }
    }

    /// <summary>Finds services that are registered and can't be wrapped.</summary>
    public void FindRefused(Problems problems)
    {
        foreach (var descriptor in _services ?? Enumerable.Empty<ServiceDescriptor>())
        {
            var underivable = _own.Contains(descriptor) ? null : DerivedRegistrations.Refuse(descriptor, _registry);
            foreach (var refusal in _registry.RefusalsOf(descriptor.ServiceType).Union(_registry.RefusalsOf(descriptor.KnownImplementation)).Concat(underivable is null ? [] : [underivable]))
            {
                problems.Add(ServiceNames.Refused(descriptor, refusal));
            }
        }
    }

    /// <summary>Finds registrations that came too late to be wrapped, or may have.</summary>
    public IEnumerable<WrappedRegistration> FindUnwrapped() =>
        (_services ?? Enumerable.Empty<ServiceDescriptor>()).Select(ToWrap).OfType<WrappedRegistration>()
            .Where(static r => r.Wrapper is not null || r.IsToBeDerived || (r.Implementation is null && r.Wrappers.All.Any()));

    private WrappedRegistration? ToWrap(ServiceDescriptor descriptor)
    {
        if (_own.Contains(descriptor))
        {
            return null;
        }

        var (known, wrappers) = (descriptor.KnownImplementation, _registry.WrappersFor(descriptor.ServiceType));
        var wrapper = known is null ? wrappers?.OfAny : wrappers?.For(known);
        var derived = _registry.DerivedOf(known);
        if (wrapper is not null)
        {
            return new(descriptor, known, derived, wrapper, wrappers!);
        }

        // Here it depends on what the factory returns.
        if (descriptor.AnyFactory is not null && (wrappers is not null || _registry.MayBeRefused(descriptor.ServiceType)))
        {
            return new(descriptor, known, derived, null, wrappers ?? new());
        }

        return derived is null ? null : new(descriptor, known, derived, null, new());
    }

    /// <param name="registration">What gets a wrapper.</param>
    /// <param name="descriptor">Its registration, or that of the derived class.</param>
    private (ServiceDescriptor Outer, ServiceDescriptor Inner) Split(WrappedRegistration registration, ServiceDescriptor descriptor)
    {
        var lifetime = descriptor.Lifetime;
        if (descriptor.ServiceType.IsGenericTypeDefinition)
        {
            var wrapper = ((OpenWrapper)registration.Wrapper!).Wrapper;
            _wrapperTypes.Add(wrapper);
            return (
                new(descriptor.ServiceType, descriptor.ServiceKey, wrapper, lifetime),
                new(descriptor.ServiceType, wrapper, descriptor.AnyImplementationType!, lifetime));
        }

        // As an object, so that nobody who asks for all services of the type under any key (KeyedService.AnyKey) gets it.
        var key = new InnerKey(descriptor);
        var service = new WrappedService(descriptor, key, registration.Wrappers, _registry, _wrapperTypes);
        ServiceDescriptor outer = descriptor.IsKeyedService
            ? new(descriptor.ServiceType, descriptor.ServiceKey, (services, _) => service.Resolve(services), lifetime)
            : new(descriptor.ServiceType, service.Resolve, lifetime);
        if (descriptor.AnyImplementationInstance is { } instance)
        {
            return (outer, new(typeof(object), key, instance));
        }

        if (descriptor.AnyFactory is { } factory)
        {
            return (outer, new(typeof(object), key, (services, _) => service.Hide(factory(services, descriptor.ServiceKey)), lifetime));
        }

        return (outer, KeyedActivator.IsNeededFor(descriptor.AnyImplementationType!)
            ? new(typeof(object), key, new KeyedActivator(descriptor.AnyImplementationType!, descriptor.ServiceKey).Create, lifetime)
            : new(typeof(object), key, descriptor.AnyImplementationType!, lifetime));
    }

    /// <summary>The private key of one original.</summary>
    private sealed class InnerKey(ServiceDescriptor descriptor)
    {
        public override string ToString() => $"what the idempotent wrapper of {ServiceNames.Of(descriptor)} wraps";
    }
}
