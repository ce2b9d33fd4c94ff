using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>
/// The wrapper of an open generic service. An open registration is closed by the container, which can't call a function there: the wrapper's constructor
/// asks for what it wraps under the wrapper's own type as the key. A closed registration is closed here.
/// </summary>
internal sealed class OpenWrapper(
    Type? implementation,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type wrapper,
    string[] operationNames)
    : ServiceWrapper(implementation)
{
    private readonly ConcurrentDictionary<Type, ConstructorInvoker> _constructors = new();

    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type Wrapper { get; } = wrapper;

    public override IReadOnlyList<IdempotentOperation> Operations => [];

    public override IEnumerable<string> OperationNames { get; } = operationNames;

    /// <exception cref="ArgumentException">The wrapper is not one that the container can put in front of the service.</exception>
    public static void Require([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type wrapper, Type service)
    {
        var isRight = wrapper.IsGenericTypeDefinition
            && wrapper.GetGenericArguments().Length == service.GetGenericArguments().Length
            && wrapper.GetConstructors() is [var constructor]
            && constructor.GetParameters() is [var inner, var runtime]
            && ServiceWrappers.Definition(inner.ParameterType) == service
            && inner.GetCustomAttribute<FromKeyedServicesAttribute>()?.Key is Type key && key == wrapper
            && runtime.ParameterType == typeof(IdempotencyRuntime);
        if (!isRight)
        {
            throw new ArgumentException(
                $"'{wrapper}' needs as many type parameters as '{service}' and one public constructor that takes the service, marked [FromKeyedServices(typeof(…))] with the wrapper's own type, and the runtime.",
                nameof(wrapper));
        }
    }

    public override object Wrap(Type service, object inner, IdempotencyRuntime runtime) =>
        _constructors.GetOrAdd(service, static (closed, self) => self.Close(closed), this).Invoke(inner, runtime);

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Without dynamic code only reference types get here (DerivedClass.CanClose), whose shared code is kept.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "A wrapper's type parameters carry no more requirements than the service's, which is closed already.")]
    private ConstructorInvoker Close(Type service) =>
        ConstructorInvoker.Create(Wrapper.MakeGenericType(service.GenericTypeArguments).GetConstructors()[0]);
}
