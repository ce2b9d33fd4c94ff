using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>What a registration says, keyed or not.</summary>
internal static class ServiceDescriptorFacts
{
    extension(ServiceDescriptor descriptor)
    {
        public Type? AnyImplementationType
        {
            [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
            get => descriptor.IsKeyedService ? descriptor.KeyedImplementationType : descriptor.ImplementationType;
        }

        public object? AnyImplementationInstance => descriptor.IsKeyedService ? descriptor.KeyedImplementationInstance : descriptor.ImplementationInstance;

        /// <summary>The factory; one of an unkeyed registration takes no notice of the key.</summary>
        public Func<IServiceProvider, object?, object>? AnyFactory =>
            descriptor.IsKeyedService ? descriptor.KeyedImplementationFactory
            : descriptor.ImplementationFactory is { } factory ? (services, _) => factory(services)
            : null;

        /// <summary>The class that is made or, from a factory, at least that class; null when a factory does not say.</summary>
        public Type? KnownImplementation => descriptor.AnyImplementationType ?? descriptor.AnyImplementationInstance?.GetType() ?? descriptor.FactoryResult;

        /// <summary>The class that a factory's delegate type promises: <c>AddScoped&lt;IService, Service&gt;(sp => …)</c> keeps it.</summary>
        private Type? FactoryResult
        {
            get
            {
                Delegate? factory = descriptor.IsKeyedService ? descriptor.KeyedImplementationFactory : descriptor.ImplementationFactory;
                var result = factory?.GetType().GenericTypeArguments[^1];
                return result is { IsClass: true, IsAbstract: false } && result != typeof(object) && result != descriptor.ServiceType ? result : null;
            }
        }
    }
}
