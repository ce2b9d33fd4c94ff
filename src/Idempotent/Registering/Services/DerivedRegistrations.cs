using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>Which registrations of a class can't become registrations of the one that is derived from it, and what to do.</summary>
internal static class DerivedRegistrations
{
    /// <summary>Why a registration would run unprotected; null when it does not.</summary>
    public static string? Refuse(ServiceDescriptor descriptor, IdempotentServiceRegistry registry)
    {
        // A factory that does not say what it makes makes the service's own class, as far as is known.
        var type = descriptor.KnownImplementation ?? descriptor.ServiceType;
        if (registry.DerivedOf(type) is not { } derived || derived.Type == ServiceWrappers.Definition(type))
        {
            return null;
        }

        return derived.Parent != ServiceWrappers.Definition(type) ? Undescended(type, derived)
            : !DerivedClass.CanClose(type) ? $"{ServiceNames.Of(type)} can't become {ServiceNames.Of(derived.Type)} without dynamic code, since a type argument is a value type. Use a class in its place."
            : descriptor.AnyImplementationType is not null ? null
            : descriptor.AnyImplementationInstance is not null ? $"an instance of {ServiceNames.Of(type)} can't become {ServiceNames.Of(derived.Type)}, which runs its methods once per key. {Instead(type, derived)}"
            : $"its factory makes {ServiceNames.Of(type)}, and only {ServiceNames.Of(derived.Type)} runs its methods once per key. {Instead(type, derived)} "
                + $"A factory that only forwards says AddScoped<TService>(services => services.GetRequiredService<{ServiceNames.Of(type)}>()) with an interface as TService.";
    }

    /// <summary>The same for what a factory returned.</summary>
    public static string? Refuse(Type? type, IdempotentServiceRegistry registry) =>
        registry.DerivedOf(type) is not { } derived || derived.Type == ServiceWrappers.Definition(type!) ? null
        : derived.Parent != ServiceWrappers.Definition(type!) ? Undescended(type!, derived)
        : $"its factory made {ServiceNames.Of(type!)}, and only {ServiceNames.Of(derived.Type)} runs its methods once per key. {Instead(type!, derived)}";

    private static string Undescended(Type type, DerivedClass derived) =>
        $"{ServiceNames.Of(type)} inherits methods of {ServiceNames.Of(derived.Parent)} that run once per key, and no class is derived from it that does so. "
        + "Generated code must be able to: make it internal or public and not sealed, in a project that references Idempotent.";

    private static string Instead(Type type, DerivedClass derived) =>
        $"Register the class, as in AddScoped<{ServiceNames.Of(type)}>(), or let the factory make the other one and say so: AddScoped<TService, {ServiceNames.Of(derived.Type)}>(services => …).";
}
