using System.Security.Cryptography;
using System.Text;

namespace Idempotent.PostgreSql.Statements;

/// <summary>The names of what the store has in the database, as statements write them. Checked by <see cref="PostgreSqlOptions.Validate"/>.</summary>
internal sealed record Tables(string Schema, string Prefix)
{
    /// <summary>Microseconds since 1970. Not <c>now()</c>, which stands still in a transaction.</summary>
    public const string Clock = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    /// <summary>Of a function: plans that find each row by its key. A plan is kept, and one that was made while the table was small would read all of it when it is large. No plan of ours gains by compilation.</summary>
    public const string ByKey = "SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off";

    /// <summary><see cref="Storing.StoreTime.Never"/>.</summary>
    public const string Never = "253402300799999999";

    public string Records { get; } = $"\"{Schema}\".\"{Prefix}records\"";

    public string Meta { get; } = $"\"{Schema}\".\"{Prefix}meta\"";

    /// <summary>What listeners are told on. Short enough for any name, and no other tables'.</summary>
    public string Channel { get; } = $"idempotent_{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{Schema}.{Prefix}")).AsSpan(0, 8))}";

    public string WakeFunction { get; } = $"\"{Schema}\".\"{Prefix}wake\"";

    public string ClaimManyFunction { get; } = $"\"{Schema}\".\"{Prefix}claim_many\"";

    public string CompleteManyFunction { get; } = $"\"{Schema}\".\"{Prefix}complete_many\"";

    public string ClaimFunction { get; } = $"\"{Schema}\".\"{Prefix}claim\"";

    /// <summary>The moment so long after a statement's time: <see cref="Storing.StoreTime.After"/>.</summary>
    public static string After(string time, string duration) => $"least({time} + {duration}, {Never})";
}
