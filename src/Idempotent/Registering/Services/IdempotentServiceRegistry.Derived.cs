using System.Diagnostics.CodeAnalysis;

namespace Idempotent.Registering;

/// <content>Classes whose virtual methods run once per key in one that is derived from them.</content>
public sealed partial class IdempotentServiceRegistry
{
    private readonly Dictionary<Type, DerivedClass> _derived = [];

    /// <summary>Tells the class that is made wherever another one is registered as what implements a service.</summary>
    /// <typeparam name="TClass">The class with the virtual methods.</typeparam>
    /// <typeparam name="TDerived">The class that is derived from it. Its constructors are those of <typeparamref name="TClass"/>, behind an <see cref="IdempotencyRuntime"/>.</typeparam>
    /// <param name="operations">Its operations.</param>
    public void AddDerived<TClass, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDerived>(params IdempotentOperation[] operations)
        where TClass : class
        where TDerived : TClass
    {
        ArgumentNullException.ThrowIfNull(operations);
        AddDerived(new(typeof(TClass), typeof(TDerived), operations, operations.Select(static o => o.Name)));
    }

    /// <summary>Tells the same of an open generic class.</summary>
    /// <param name="type">The generic type definition of the class with the virtual methods.</param>
    /// <param name="derived">The generic type definition of the class that is derived from it, with the same type parameters.</param>
    /// <param name="operationNames">The names of its operations, without type arguments.</param>
    /// <exception cref="ArgumentException">One is no generic type definition, or the second is not derived from the first.</exception>
    public void AddOpenDerived(
        Type type,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type derived,
        params string[] operationNames)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(derived);
        ArgumentNullException.ThrowIfNull(operationNames);
        if (!derived.IsGenericTypeDefinition || derived.BaseType is not { } parent || ServiceWrappers.Definition(parent) != type || !parent.GenericTypeArguments.SequenceEqual(derived.GetGenericArguments()))
        {
            throw new ArgumentException($"'{derived}' must be a generic type definition that is derived from '{type}' with the same type parameters.", nameof(derived));
        }

        AddDerived(new(type, derived, [], operationNames));
    }

    /// <summary>The derived class of a class, of the nearest base class that has one, or that the class is; null where there is none.</summary>
    internal DerivedClass? DerivedOf(Type? type)
    {
        for (; type is not null && _derived.Count > 0; type = type.BaseType)
        {
            if (_derived.TryGetValue(ServiceWrappers.Definition(type), out var derived))
            {
                return derived;
            }
        }

        return null;
    }

    private void AddDerived(DerivedClass derived)
    {
        _derived.TryAdd(derived.Parent, derived);
        _derived.TryAdd(derived.Type, derived);
    }
}
