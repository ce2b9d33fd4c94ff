using Idempotent;
using Idempotent.Redis;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses Redis as a store.</summary>
public static class RedisRegistration
{
    /// <summary>Keeps records in Redis, in the store without a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configuration">The servers, as StackExchange.Redis understands them, e.g. <c>localhost:6379</c>. Connected to at the first use.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The configuration or a setting is wrong.</exception>
    public static IdempotencyBuilder UseRedis(this IdempotencyBuilder builder, string configuration, Action<RedisOptions>? configure = null) =>
        UseRedis(builder, IdempotencyBuilder.Unnamed, configuration, configure);

    /// <summary>Keeps records in Redis, in a named store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="configuration">The servers, as StackExchange.Redis understands them, e.g. <c>localhost:6379</c>. Connected to at the first use.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The configuration or a setting is wrong.</exception>
    public static IdempotencyBuilder UseRedis(this IdempotencyBuilder builder, string name, string configuration, Action<RedisOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = Configured(configure);
        // Here and not when the store is made, so that the mistake is reported where it was made.
        RedisIdempotencyStore.Parse(configuration);
        return builder.UseStore(name, context => new RedisIdempotencyStore(configuration, options, context.TimeProvider, context.LoggerFactory));
    }

    /// <summary>Keeps records in Redis over a connection of the application's, which stays the application's, in the store without a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connection">Finds the connection: <c>context => context.Services!.GetRequiredService&lt;IConnectionMultiplexer&gt;()</c>.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static IdempotencyBuilder UseRedis(this IdempotencyBuilder builder, Func<IdempotencyStoreContext, IConnectionMultiplexer> connection, Action<RedisOptions>? configure = null) =>
        UseRedis(builder, IdempotencyBuilder.Unnamed, connection, configure);

    /// <summary>Keeps records in Redis over a connection of the application's, which stays the application's, in a named store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="connection">Finds the connection.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static IdempotencyBuilder UseRedis(
        this IdempotencyBuilder builder, string name, Func<IdempotencyStoreContext, IConnectionMultiplexer> connection, Action<RedisOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(connection);
        var options = Configured(configure);
        return builder.UseStore(name, context => new RedisIdempotencyStore(connection(context), options, context.TimeProvider, context.LoggerFactory));
    }

    private static RedisOptions Configured(Action<RedisOptions>? configure)
    {
        var options = new RedisOptions();
        configure?.Invoke(options);
        options.Validate();
        return options;
    }
}
