using System.Text.RegularExpressions;
using Idempotent.Storing;

namespace Idempotent.PostgreSql;

/// <summary>Settings of a PostgreSQL store. Read once, when the store is made.</summary>
public sealed partial class PostgreSqlOptions
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>The schema that the store's tables are in. 1 to 48 lower-case letters, digits and underscores, not beginning with a digit. Default <c>public</c>.</summary>
    public string Schema { get; set; } = "public";

    /// <summary>
    /// What the names of the store's tables and of its function begin with: every process that shares the records uses the same. Spelled as <see cref="Schema"/> is. Default <c>idempotency_</c>.
    /// </summary>
    public string TablePrefix { get; set; } = "idempotency_";

    /// <summary>
    /// Whether the store makes its tables at its first use where they are missing, and migrates older ones. Default true. Where it may not, run <see cref="PostgreSqlIdempotencyStore.SchemaSql"/>
    /// and its successors yourself: the store then only looks whether the tables are those that it knows.
    /// </summary>
    public bool EnsureSchema { get; set; } = true;

    /// <summary>
    /// Whether connections that the store makes itself prepare its statements. Default true, unless the connection string says how many (<c>Max Auto Prepare</c>). False behind a PgBouncer
    /// in transaction mode that is older than 1.21 or has no <c>max_prepared_statements</c>.
    /// </summary>
    public bool PrepareStatements { get; set; } = true;

    /// <summary>
    /// How often expired records are removed in the background, and abandoned ones turned to held where that was asked for. One millisecond to one day, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for never. Default one minute.
    /// </summary>
    public TimeSpan PurgeInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>When calls are refused at once because the server does not answer.</summary>
    public CircuitBreakerOptions CircuitBreaker { get; } = new();

    internal void Validate()
    {
        RequireName(Schema, nameof(Schema));
        RequireName(TablePrefix, nameof(TablePrefix));
        if (PurgeInterval != Timeout.InfiniteTimeSpan && (PurgeInterval < TimeSpan.FromMilliseconds(1) || PurgeInterval > s_longest))
        {
            throw new ArgumentOutOfRangeException(
                nameof(PurgeInterval), PurgeInterval, $"{nameof(PostgreSqlOptions)}.{nameof(PurgeInterval)} is between one millisecond and one day, or Timeout.InfiniteTimeSpan for never.");
        }
    }

    // The names become part of statements: nothing that could end them gets past here.
    private static void RequireName(string value, string name)
    {
        if (value is null || !Name().IsMatch(value))
        {
            throw new ArgumentException($"{nameof(PostgreSqlOptions)}.{name} has 1 to 48 lower-case letters, digits and underscores, and does not begin with a digit: '{value}'.", name);
        }
    }

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,47}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
