using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>A registration that gets a wrapper.</summary>
/// <param name="Descriptor">The original.</param>
/// <param name="Implementation">Its class; null when a factory does not say.</param>
/// <param name="Wrapper">Its wrapper as far as it is known now; null when what the factory returns decides.</param>
/// <param name="Wrappers">All wrappers of the service.</param>
internal sealed record WrappedRegistration(ServiceDescriptor Descriptor, Type? Implementation, ServiceWrapper? Wrapper, ServiceWrappers Wrappers)
{
    /// <summary>The wrappers that it may get.</summary>
    public IEnumerable<ServiceWrapper> PossibleWrappers => Wrapper is null ? Wrappers.All : [Wrapper];

    public override string ToString() => Implementation is null ? $"{ServiceNames.Of(Descriptor)} from a factory" : $"{ServiceNames.Of(Descriptor)} as {ServiceNames.Of(Implementation)}";
}
