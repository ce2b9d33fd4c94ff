using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>
/// Makes an object of a class whose constructor asks for its service key. The container would give it the private key that its registration moved to; this gives it the original one. As the
/// container does, it takes the constructor with the most parameters that it can fill.
/// </summary>
internal sealed class KeyedActivator([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type, object? serviceKey)
{
    private readonly ConstructorInfo[] _constructors = [.. type.GetConstructors().OrderByDescending(static c => c.GetParameters().Length)];

    public static bool IsNeededFor([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type) =>
        type.GetConstructors().Any(static c => c.GetParameters().Any(static p =>
            p.IsDefined(typeof(ServiceKeyAttribute)) || p.GetCustomAttribute<FromKeyedServicesAttribute>() is { LookupMode: ServiceKeyLookupMode.InheritKey }));

    public object Create(IServiceProvider services, object? privateKey)
    {
        var known = services.GetRequiredService<IServiceProviderIsKeyedService>();
        var constructor = Array.Find(_constructors, c => Array.TrueForAll(c.GetParameters(), p => CanFill(p, known))) ?? _constructors[0];
        return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, Array.ConvertAll(constructor.GetParameters(), p => Fill(p, services)), null);
    }

    private bool CanFill(ParameterInfo parameter, IServiceProviderIsKeyedService known) =>
        parameter.HasDefaultValue || (parameter.IsDefined(typeof(ServiceKeyAttribute)) ? serviceKey is not null : known.IsKeyedService(parameter.ParameterType, KeyFor(parameter)));

    private object? Fill(ParameterInfo parameter, IServiceProvider services)
    {
        var isKey = parameter.IsDefined(typeof(ServiceKeyAttribute));
        var value = isKey ? serviceKey : services.GetKeyedService(parameter.ParameterType, KeyFor(parameter));
        return value ?? (parameter.HasDefaultValue ? parameter.DefaultValue
            : isKey ? throw new InvalidOperationException($"'{type}' asks for its service key and is registered without one.")
            : services.GetRequiredKeyedService(parameter.ParameterType, KeyFor(parameter)));
    }

    private object? KeyFor(ParameterInfo parameter) => parameter.GetCustomAttribute<FromKeyedServicesAttribute>() switch
    {
        { LookupMode: ServiceKeyLookupMode.InheritKey } => serviceKey,
        { } attribute => attribute.Key,
        null => null,
    };
}
