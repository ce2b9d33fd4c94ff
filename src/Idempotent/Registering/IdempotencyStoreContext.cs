using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>What a store is made with. Immutable.</summary>
public sealed class IdempotencyStoreContext
{
    internal IdempotencyStoreContext(string name, TimeProvider timeProvider, ILoggerFactory loggerFactory, IServiceProvider? services)
    {
        Name = name;
        TimeProvider = timeProvider;
        LoggerFactory = loggerFactory;
        Services = services;
    }

    /// <summary>The name the store was chosen under; <see cref="IdempotencyBuilder.Unnamed"/> for the one without a name.</summary>
    public string Name { get; }

    /// <summary>The clock of the application, for a store that has none of its own, and for its background work.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Where the store logs.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>The root container; null for a runtime that was made without one.</summary>
    public IServiceProvider? Services { get; }
}
