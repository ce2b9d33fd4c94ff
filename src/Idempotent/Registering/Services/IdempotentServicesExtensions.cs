using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Registering;

/// <summary>What the generated <c>AddIdempotentServices()</c> calls.</summary>
public static class IdempotentServicesExtensions
{
    /// <summary>
    /// Puts each service's wrapper in front of its registrations: lifetime, key and order stay, and what is wrapped is made and disposed as it would be without.
    /// Call it last. Called again, it wraps what was registered in between.
    /// </summary>
    /// <param name="services">The container's registrations.</param>
    /// <param name="registry">The wrappers.</param>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="IdempotencyNotConfiguredException">A registered service needs a wrapper and can't have one; the message lists all of them, each with its rule.</exception>
    public static IServiceCollection AddIdempotentServices(this IServiceCollection services, IdempotentServiceRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(registry);
        IdempotencySetup.Of(services).Wrapping.AddTo(services, registry);
        return services;
    }
}
