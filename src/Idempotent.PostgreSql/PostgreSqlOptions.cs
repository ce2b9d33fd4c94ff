using System.Data;
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
    /// What the names of the store's tables and of its functions begin with: every process that shares the records uses the same. Spelled as <see cref="Schema"/> is. Default <c>idempotency_</c>.
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

    /// <summary>
    /// Whether those who wait for another process's call are woken by NOTIFY: one connection of the store listens while somebody waits. Default true. False behind a PgBouncer in transaction mode, where nobody
    /// can listen: they look for themselves then, at a pace that grows up to <see cref="WatchInterval"/>.
    /// </summary>
    public bool Listen { get; set; } = true;

    /// <summary>
    /// How often one who waits looks for himself although nothing woke him: a notification can get lost with a connection. One millisecond to one day. Default one second.
    /// </summary>
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The isolation of the transactions that the bodies of transactional operations run in: <see cref="IsolationLevel.ReadCommitted"/>, which is the default, <see cref="IsolationLevel.RepeatableRead"/>
    /// or <see cref="IsolationLevel.Serializable"/>.
    /// </summary>
    public IsolationLevel TransactionIsolation { get; set; } = IsolationLevel.ReadCommitted;

    /// <summary>
    /// How often a transactional operation that the server ended by a serialization failure or a deadlock is run again, body included, before its caller gets the failure. All that the body wrote in its
    /// transaction is undone then, as after a crash; what else it did is not. Never in a transaction that the caller brought: that is the caller's to run again. 0 to 100. Default 3.
    /// </summary>
    public int TransactionRetries { get; set; } = 3;

    /// <summary>When calls are refused at once because the server does not answer.</summary>
    public CircuitBreakerOptions CircuitBreaker { get; } = new();

    internal void Validate()
    {
        RequireName(Schema, nameof(Schema));
        RequireName(TablePrefix, nameof(TablePrefix));
        if (TransactionIsolation is not (IsolationLevel.ReadCommitted or IsolationLevel.RepeatableRead or IsolationLevel.Serializable))
        {
            throw new ArgumentException($"{nameof(PostgreSqlOptions)}.{nameof(TransactionIsolation)} is ReadCommitted, RepeatableRead or Serializable, not {TransactionIsolation}.", nameof(TransactionIsolation));
        }

        if (TransactionRetries is < 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(TransactionRetries), TransactionRetries, $"{nameof(PostgreSqlOptions)}.{nameof(TransactionRetries)} is between 0 and 100.");
        }

        RequireInterval(WatchInterval, nameof(WatchInterval), "");
        if (PurgeInterval != Timeout.InfiniteTimeSpan)
        {
            RequireInterval(PurgeInterval, nameof(PurgeInterval), ", or Timeout.InfiniteTimeSpan for never");
        }
    }

    private static void RequireInterval(TimeSpan value, string name, string otherwise)
    {
        if (value < TimeSpan.FromMilliseconds(1) || value > s_longest)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{nameof(PostgreSqlOptions)}.{name} is between one millisecond and one day{otherwise}.");
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
