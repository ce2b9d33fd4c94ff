using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Idempotent.Registering;

/// <summary>What was chosen so far. Written while the application is put together, read-only once <see cref="ConfiguredIdempotency"/> was made of it.</summary>
internal sealed class IdempotencySetup
{
    public IdempotencyOptions Options { get; } = new();

    public Dictionary<string, Func<IdempotencyStoreContext, IIdempotencyStore>> Stores { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes the scope provider, or null for the empty scope; itself null while nothing is chosen.</summary>
    public Func<IServiceProvider?, IIdempotencyScopeProvider?>? Scope { get; set; }

    /// <summary>Why a scope must be chosen, each a whole sentence.</summary>
    public List<string> ScopeRequirements { get; } = [];

    /// <summary>Whether calls that find no runtime nearer take this one; null where that was not chosen.</summary>
    public bool? IsDefault { get; set; }

    public ServiceWrapping Wrapping { get; } = new();

    public TimeProvider? TimeProvider { get; set; }

    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The set-up of a container: one, however often it is asked for.</summary>
    public static IdempotencySetup Of(IServiceCollection services)
    {
        if (services.FirstOrDefault(static d => d.ServiceType == typeof(IdempotencySetup)) is { } known)
        {
            return (IdempotencySetup)known.ImplementationInstance!;
        }

        var setup = new IdempotencySetup();
        services.AddSingleton(setup);
        services.AddSingleton(static provider => ConfiguredIdempotency.Create(provider.GetRequiredService<IdempotencySetup>(), provider));
        services.AddSingleton(static provider => provider.GetRequiredService<ConfiguredIdempotency>().CreateRuntime(isDefault: true));
        services.AddSingleton<IIdempotencyManager>(static provider =>
            new StoreManager(provider.GetRequiredService<ConfiguredIdempotency>(), IdempotencyBuilder.Unnamed));
        services.AddHostedService<IdempotencyStartup>();
        return setup;
    }
}
