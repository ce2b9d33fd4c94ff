using Idempotent;
using Idempotent.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite as a store.</summary>
public static class SqliteRegistration
{
    /// <summary>Keeps records in a SQLite file, in the store without a name.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="dataSource">Path of the file, or a connection string of Microsoft.Data.Sqlite. Made at the first use if there is none; its folder must exist.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The database is in memory, read-only or in shared-cache mode, or a setting is out of its range.</exception>
    public static IdempotencyBuilder UseSqlite(this IdempotencyBuilder builder, string dataSource, Action<SqliteOptions>? configure = null) =>
        UseSqlite(builder, IdempotencyBuilder.Unnamed, dataSource, configure);

    /// <summary>Keeps records in a SQLite file, in a named store.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name that operations ask for with <see cref="IdempotentAttribute.Store"/>.</param>
    /// <param name="dataSource">Path of the file, or a connection string of Microsoft.Data.Sqlite. Made at the first use if there is none; its folder must exist.</param>
    /// <param name="configure">Changes the store's settings.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The database is in memory, read-only or in shared-cache mode, or a setting is out of its range.</exception>
    public static IdempotencyBuilder UseSqlite(this IdempotencyBuilder builder, string name, string dataSource, Action<SqliteOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new SqliteOptions();
        configure?.Invoke(options);
        // Here and not when the store is made, so that the mistake is reported where it was made.
        options.Validate();
        DataSource.Parse(dataSource);
        return builder.UseStore(name, context => new SqliteIdempotencyStore(dataSource, options, context.TimeProvider, context.LoggerFactory));
    }
}
