namespace Idempotent.Registering;

/// <summary>The wrappers of one service: those of certain classes, and the one of all others.</summary>
internal sealed class ServiceWrappers
{
    private readonly Dictionary<Type, ServiceWrapper> _byImplementation = [];
    private ServiceWrapper? _ofAny;

    public IEnumerable<ServiceWrapper> All => _ofAny is null ? _byImplementation.Values : _byImplementation.Values.Append(_ofAny);

    /// <summary>What an implementation gets of which nothing is known; null when it depends on that.</summary>
    public ServiceWrapper? OfAny => _ofAny;

    public void Add(ServiceWrapper wrapper)
    {
        if (wrapper.Implementation is null)
        {
            _ofAny ??= wrapper;
        }
        else
        {
            _byImplementation.TryAdd(wrapper.Implementation, wrapper);
        }
    }

    public void AddAllOf(ServiceWrappers other)
    {
        foreach (var wrapper in other.All)
        {
            Add(wrapper);
        }
    }

    /// <summary>The wrapper of a class: its own or its nearest base class's, whose annotated members it has, else the one of all.</summary>
    public ServiceWrapper? For(Type implementation)
    {
        if (_byImplementation.Count > 0)
        {
            for (var type = implementation; type is not null; type = type.BaseType)
            {
                if (_byImplementation.TryGetValue(type, out var wrapper) || _byImplementation.TryGetValue(Definition(type), out wrapper))
                {
                    return wrapper;
                }
            }
        }

        return _ofAny;
    }

    public static Type Definition(Type type) => type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
}
