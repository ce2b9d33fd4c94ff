using Idempotent;
using Idempotent.PostgreSql;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses PostgreSQL as a store.</summary>
public static class PostgreSqlRegistration
{
    /// <summary>Keeps records in PostgreSQL, in the store without a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">A connection string of Npgsql. Connected to at the first use.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string or a setting is wrong.</exception>
    public static IdempotencyBuilder UsePostgreSql(this IdempotencyBuilder builder, string connectionString, Action<PostgreSqlOptions>? configure = null) =>
        UsePostgreSql(builder, IdempotencyBuilder.Unnamed, connectionString, configure);

    /// <summary>Keeps records in PostgreSQL, in a named store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="connectionString">A connection string of Npgsql. Connected to at the first use.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The connection string or a setting is wrong.</exception>
    public static IdempotencyBuilder UsePostgreSql(this IdempotencyBuilder builder, string name, string connectionString, Action<PostgreSqlOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = Configured(configure);
        // Here and not when the store is made, so that the mistake is reported where it was made.
        PostgreSqlIdempotencyStore.Parse(connectionString);
        return builder.UseStore(name, context => new PostgreSqlIdempotencyStore(connectionString, options, context.TimeProvider, context.LoggerFactory));
    }

    /// <summary>Keeps records in PostgreSQL over a data source of the application's, which stays the application's, in the store without a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Finds the data source: <c>context => context.Services!.GetRequiredService&lt;NpgsqlDataSource&gt;()</c>.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static IdempotencyBuilder UsePostgreSql(this IdempotencyBuilder builder, Func<IdempotencyStoreContext, NpgsqlDataSource> dataSource, Action<PostgreSqlOptions>? configure = null) =>
        UsePostgreSql(builder, IdempotencyBuilder.Unnamed, dataSource, configure);

    /// <summary>Keeps records in PostgreSQL over a data source of the application's, which stays the application's, in a named store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="dataSource">Finds the data source.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public static IdempotencyBuilder UsePostgreSql(
        this IdempotencyBuilder builder, string name, Func<IdempotencyStoreContext, NpgsqlDataSource> dataSource, Action<PostgreSqlOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataSource);
        var options = Configured(configure);
        return builder.UseStore(name, context => new PostgreSqlIdempotencyStore(dataSource(context), options, context.TimeProvider, context.LoggerFactory));
    }

    private static PostgreSqlOptions Configured(Action<PostgreSqlOptions>? configure)
    {
        var options = new PostgreSqlOptions();
        configure?.Invoke(options);
        options.Validate();
        return options;
    }
}
