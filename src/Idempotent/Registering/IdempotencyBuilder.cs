using System.Diagnostics.CodeAnalysis;
using Idempotent.Registering;
using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>
/// Chooses the stores and the scope of a runtime. Each choice may be made again, and the last one counts, so that a test can replace the application's.
/// For the time an application is put together: not thread-safe.
/// </summary>
public sealed class IdempotencyBuilder
{
    /// <summary>The name of the store without a name, which operations use that name none.</summary>
    public const string Unnamed = "";

    private readonly IdempotencySetup _setup;

    internal IdempotencyBuilder(IdempotencySetup setup, IServiceCollection? services)
    {
        _setup = setup;
        Services = services;
    }

    /// <summary>The container's registrations; null for a runtime that is made without a container.</summary>
    public IServiceCollection? Services { get; }

    /// <summary>Keeps records in this process's memory, in the store without a name: for tests, and for applications of one process that may forget.</summary>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder UseInMemory(Action<InMemoryStoreOptions>? configure = null) => UseInMemory(Unnamed, configure);

    /// <summary>Keeps records in this process's memory, in a named store.</summary>
    /// <param name="name">The name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder UseInMemory(string name, Action<InMemoryStoreOptions>? configure = null)
    {
        var options = new InMemoryStoreOptions();
        configure?.Invoke(options);
        return UseStore(name, context => new InMemoryIdempotencyStore(context.TimeProvider, options));
    }

    /// <summary>Keeps records in a store of your own. It is made once, at start-up, and disposed with the runtime.</summary>
    /// <param name="name"><see cref="Unnamed"/>, or the name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="create">Makes the store. What it returns belongs to the runtime.</param>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder UseStore(string name, Func<IdempotencyStoreContext, IIdempotencyStore> create)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(create);
        _setup.Stores[name] = create;
        if (name != Unnamed)
        {
            Services?.TryAddKeyedSingleton<IIdempotencyManager>(name, static (services, key) =>
                new StoreManager(services.GetRequiredService<ConfiguredIdempotency>(), (string)key!));
        }

        return this;
    }

    /// <summary>Asks a service for the scope (tenant, user) of each call. An <see cref="IdempotencyScope"/> in use wins over it.</summary>
    /// <typeparam name="TProvider">The provider: the container's, or added to it as a singleton. Its <c>GetScope</c> is called by many threads at once.</typeparam>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">There is no container: give a function.</exception>
    public IdempotencyBuilder UseScope<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TProvider>()
        where TProvider : class, IIdempotencyScopeProvider
    {
        if (Services is null)
        {
            throw new InvalidOperationException($"Without a container nothing can make a '{typeof(TProvider)}'. Use UseScope(() => …) with a function.");
        }

        Services.TryAddSingleton<TProvider>();
        _setup.Scope = static services => services!.GetRequiredService<TProvider>();
        return this;
    }

    /// <summary>Asks a function for the scope (tenant, user) of each call. An <see cref="IdempotencyScope"/> in use wins over it.</summary>
    /// <param name="getScope">Returns the current scope, never null or empty. Called by many threads at once.</param>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder UseScope(Func<string?> getScope)
    {
        ArgumentNullException.ThrowIfNull(getScope);
        var provider = new ScopeFunction(getScope);
        _setup.Scope = _ => provider;
        return this;
    }

    /// <summary>Says that keys need no scope: there is one tenant, or the key parts tell tenants apart. An <see cref="IdempotencyScope"/> in use still counts.</summary>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder UseNoScope()
    {
        _setup.Scope = static _ => null;
        return this;
    }

    /// <summary>For packages that carry calls of several tenants: start-up fails unless <c>UseScope</c> or <see cref="UseNoScope"/> was called.</summary>
    /// <param name="why">Why a choice is needed, as a sentence for the person who must make it.</param>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder RequireScopeChoice(string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        if (!_setup.ScopeRequirements.Contains(why))
        {
            _setup.ScopeRequirements.Add(why);
        }

        return this;
    }

    /// <summary>
    /// Says whether calls that are handed no runtime, such as those of static methods, take this one where nothing nearer says another (<see cref="IdempotencyRuntime.Find"/>). Default: a container's
    /// does, from when it is made until it is disposed; one from <see cref="IdempotencyRuntime.Create"/> does not. Only one of a process can be the default.
    /// </summary>
    /// <param name="isDefault">False for a second host whose methods are handed its runtime.</param>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder UseAsDefault(bool isDefault = true)
    {
        _setup.IsDefault = isDefault;
        return this;
    }

    /// <summary>Sets the clock. Default: the container's <see cref="TimeProvider"/>, else <see cref="TimeProvider.System"/>.</summary>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder UseTimeProvider(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _setup.TimeProvider = timeProvider;
        return this;
    }

    /// <summary>Sets where logs go. Default: the container's <see cref="ILoggerFactory"/>, else nowhere.</summary>
    /// <returns>This builder.</returns>
    public IdempotencyBuilder UseLoggerFactory(ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _setup.LoggerFactory = loggerFactory;
        return this;
    }

    private sealed class ScopeFunction(Func<string?> getScope) : IIdempotencyScopeProvider
    {
        public string? GetScope() => getScope();
    }
}
