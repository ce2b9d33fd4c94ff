using System.Diagnostics.CodeAnalysis;

namespace Idempotent.Registering;

/// <summary>
/// Which services have wrappers, which classes have derived ones, and which can have neither. Filled by generated code and handed to <c>AddIdempotentServices</c>. What is told twice counts once.
/// Not thread-safe.
/// </summary>
public sealed partial class IdempotentServiceRegistry
{
    private readonly Dictionary<Type, ServiceWrappers> _wrappers = [];
    private readonly Dictionary<Type, List<string>> _refusals = [];
    private readonly Dictionary<Type, IdempotentOperation[]> _operations = [];

    /// <summary>Tells the wrapper of a service that is not an open generic.</summary>
    /// <typeparam name="TService">The service, as it is registered and asked for.</typeparam>
    /// <param name="implementation">The class that the wrapper is for, where the attribute is on a class; null for any implementation.</param>
    /// <param name="wrap">Makes the wrapper. It must not dispose what it wraps.</param>
    /// <param name="operations">The wrapper's operations.</param>
    public void Add<TService>(Type? implementation, Func<TService, IdempotencyRuntime, TService> wrap, params IdempotentOperation[] operations)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(wrap);
        ArgumentNullException.ThrowIfNull(operations);
        WrappersOf(typeof(TService)).Add(new ClosedWrapper(implementation, (inner, runtime) => wrap((TService)inner, runtime), operations));
    }

    /// <summary>Tells the wrapper of an open generic service.</summary>
    /// <param name="service">The service's generic type definition.</param>
    /// <param name="implementation">The generic type definition of the class that the wrapper is for; null for any implementation.</param>
    /// <param name="wrapper">
    /// The wrapper's generic type definition, with the service's type parameters and one public constructor: the wrapped service, marked
    /// <c>[FromKeyedServices(typeof(Wrapper&lt;&gt;))]</c> with the wrapper itself as the key, and the <see cref="IdempotencyRuntime"/>.
    /// </param>
    /// <param name="operationNames">The names of its operations, without type arguments.</param>
    /// <exception cref="ArgumentException">The service is no generic type definition, or the wrapper is not as described.</exception>
    public void AddOpen(
        Type service,
        Type? implementation,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type wrapper,
        params string[] operationNames)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(wrapper);
        ArgumentNullException.ThrowIfNull(operationNames);
        if (!service.IsGenericTypeDefinition)
        {
            throw new ArgumentException($"'{service}' is not a generic type definition.", nameof(service));
        }

        OpenWrapper.Require(wrapper, service);
        WrappersOf(service).Add(new OpenWrapper(implementation, wrapper, operationNames));
    }

    /// <summary>Tells the operations that run without a wrapper, so that start-up checks them too: those of partial methods.</summary>
    /// <param name="registry">The class that tells them.</param>
    /// <param name="operations">What is known of them without type arguments.</param>
    public void AddOperations(Type registry, params IdempotentOperation[] operations)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(operations);
        _operations[registry] = operations;
    }

    /// <summary>Tells that a service needs a wrapper and can't have one: <c>AddIdempotentServices</c> throws where it is registered.</summary>
    /// <param name="service">The service, or the class that implements it; a generic type definition for a generic one.</param>
    /// <param name="ruleId">The rule that says so at compile time, e.g. <c>IDEM101</c>.</param>
    /// <param name="reason">Why, as a sentence.</param>
    public void Refuse(Type service, string ruleId, string reason)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentException.ThrowIfNullOrEmpty(ruleId);
        ArgumentException.ThrowIfNullOrEmpty(reason);
        AddRefusal(service, $"{ruleId}: {reason}");
    }

    /// <summary>The operations that run without a wrapper.</summary>
    internal IEnumerable<IdempotentOperation> Operations => _operations.Values.SelectMany(static operations => operations);

    internal void AddAllOf(IdempotentServiceRegistry other)
    {
        foreach (var (registry, operations) in other._operations)
        {
            _operations[registry] = operations;
        }

        foreach (var (service, wrappers) in other._wrappers)
        {
            WrappersOf(service).AddAllOf(wrappers);
        }

        foreach (var derived in other._derived.Values)
        {
            AddDerived(derived);
        }

        foreach (var (service, refusals) in other._refusals)
        {
            refusals.ForEach(refusal => AddRefusal(service, refusal));
        }
    }

    /// <summary>The wrappers of a service type, then those of the open generic one that it is closed from; null when it has none.</summary>
    internal ServiceWrappers? WrappersFor(Type service)
    {
        var closed = _wrappers.GetValueOrDefault(service);
        var open = service.IsConstructedGenericType ? _wrappers.GetValueOrDefault(service.GetGenericTypeDefinition()) : null;
        if (closed is null || open is null)
        {
            return closed ?? open;
        }

        var both = new ServiceWrappers();
        both.AddAllOf(closed);
        both.AddAllOf(open);
        return both;
    }

    /// <summary>Why a service, or a class because of its own or its base classes' members, can't be wrapped; empty when it can.</summary>
    internal IEnumerable<string> RefusalsOf(Type? type)
    {
        for (; type is not null && _refusals.Count > 0; type = type.BaseType)
        {
            foreach (var refusal in _refusals.GetValueOrDefault(ServiceWrappers.Definition(type)) ?? [])
            {
                yield return refusal;
            }
        }
    }

    /// <summary>Whether a factory of the service may return a class that is refused, or one in whose place a derived one is made.</summary>
    internal bool MayBeRefused(Type service) => _refusals.Keys.Concat(_derived.Keys).Any(type => MayBe(type, service));

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that is trimmed is no service.")]
    private static bool MayBe(Type type, Type service) =>
        service.IsAssignableFrom(type)
        || (type.IsGenericTypeDefinition && service.IsConstructedGenericType && type.GetInterfaces().Append(type).Any(part => ServiceWrappers.Definition(part) == service.GetGenericTypeDefinition()));

    private ServiceWrappers WrappersOf(Type service)
    {
        if (!_wrappers.TryGetValue(service, out var wrappers))
        {
            _wrappers.Add(service, wrappers = new());
        }

        return wrappers;
    }

    private void AddRefusal(Type service, string refusal)
    {
        if (!_refusals.TryGetValue(service, out var refusals))
        {
            _refusals.Add(service, refusals = []);
        }

        if (!refusals.Contains(refusal))
        {
            refusals.Add(refusal);
        }
    }
}
