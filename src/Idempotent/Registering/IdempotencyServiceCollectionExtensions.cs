using Idempotent;
using Idempotent.Registering;
using Idempotent.Storing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Sets up idempotent methods in a container.</summary>
public static class IdempotencyServiceCollectionExtensions
{
    /// <summary>
    /// Registers the <see cref="IdempotencyRuntime"/>, its start-up check, and an <see cref="IIdempotencyManager"/> for each store, keyed by the name of
    /// a named one. Choose a store on what is returned. Called again, it goes on with the same set-up.
    /// </summary>
    /// <param name="services">The container's registrations.</param>
    /// <param name="configure">Changes the options, at once; checked at start-up.</param>
    /// <returns>Chooses stores and scope.</returns>
    /// <remarks>
    /// Everything that is wrong is told at once, in an <see cref="IdempotencyNotConfiguredException"/>: when the host starts or, without a host, when the
    /// runtime is first resolved.
    /// </remarks>
    public static IdempotencyBuilder AddIdempotency(this IServiceCollection services, Action<IdempotencyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var setup = IdempotencySetup.Of(services);
        configure?.Invoke(setup.Options);
        return new(setup, services);
    }
}
