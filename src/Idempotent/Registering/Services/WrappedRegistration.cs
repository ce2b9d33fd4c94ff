using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>A registration that gets a wrapper, or whose class gives way to a derived one, or both.</summary>
/// <param name="Descriptor">The original.</param>
/// <param name="Implementation">Its class; null when a factory does not say.</param>
/// <param name="Derived">The class that is derived from it, or that it is already; null where there is none.</param>
/// <param name="Wrapper">Its wrapper as far as it is known now; null when there is none or what the factory returns decides.</param>
/// <param name="Wrappers">The wrappers that it may get.</param>
internal sealed record WrappedRegistration(ServiceDescriptor Descriptor, Type? Implementation, DerivedClass? Derived, ServiceWrapper? Wrapper, ServiceWrappers Wrappers)
{
    /// <summary>The generated classes whose operations it may run.</summary>
    public IEnumerable<OperationSource> PossibleSources => (Wrapper is null ? Wrappers.All : [Wrapper]).Concat<OperationSource>(Derived is null ? [] : [Derived]);

    /// <summary>The generated classes whose operations it is known to run.</summary>
    public IEnumerable<OperationSource> Sources => new OperationSource?[] { Wrapper, Derived }.OfType<OperationSource>();

    /// <summary>Whether a registration of its class has still to become one of the derived class.</summary>
    public bool IsToBeDerived => Derived is not null && ServiceWrappers.Definition(Implementation!) != Derived.Type;

    /// <summary>The developer's class, whether it was registered itself or as its derived one.</summary>
    public Type? Original => Derived is null || IsToBeDerived ? Implementation : Implementation!.BaseType;

    /// <summary>The same registration with the derived class, where there is one.</summary>
    public ServiceDescriptor WithDerived => IsToBeDerived && Descriptor.AnyImplementationType is not null
        ? new(Descriptor.ServiceType, Descriptor.ServiceKey, Derived!.Close(Implementation!), Descriptor.Lifetime)
        : Descriptor;

    public override string ToString() => Implementation is null ? $"{ServiceNames.Of(Descriptor)} from a factory" : $"{ServiceNames.Of(Descriptor)} as {ServiceNames.Of(Implementation)}";
}
