using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Idempotent.Storing;

namespace Idempotent.DynamoDb;

/// <summary>Settings of a DynamoDB store. Read once, when the store is made.</summary>
public sealed partial class DynamoDbOptions
{
    private static readonly TimeSpan s_longestAllowance = TimeSpan.FromHours(1);

    /// <summary>The table: every process that shares the records uses the same, and nothing else is in it. 3 to 255 letters, digits, underscores, hyphens and dots. Default <c>idempotency</c>.</summary>
    public string TableName { get; set; } = "idempotency";

    /// <summary>
    /// Whether the store makes its table at its first use where it is missing, billed on demand, and turns time to live on. For development: default false. What an application then needs to be
    /// allowed, and how the table is made else, is in the package's README.
    /// </summary>
    public bool EnsureTable { get; set; }

    /// <summary>
    /// By how much the clocks of two processes may differ. DynamoDB has no clock that a write could be compared with, so that each process brings its own: a lease is over for others only so long
    /// after its end, and an outcome is kept so much longer. 0 to 1 hour. Default 1 second. Clocks that differ by more may run a method whose lease another process believes alive.
    /// </summary>
    public TimeSpan ClockAllowance { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How the store's own client is made: Region, endpoint, retries, time-outs. Null, as by default, for the Region and credentials of the environment, three tries in the SDK's standard
    /// mode and five seconds a try. Not for a client of the application's.
    /// </summary>
    public AmazonDynamoDBConfig? ClientConfig { get; set; }

    /// <summary>When calls are refused at once because DynamoDB does not answer. Throttling is an answer.</summary>
    public CircuitBreakerOptions CircuitBreaker { get; } = new();

    internal void Validate()
    {
        if (TableName is null || !Name().IsMatch(TableName))
        {
            throw new ArgumentException($"{nameof(DynamoDbOptions)}.{nameof(TableName)} has 3 to 255 letters, digits, underscores, hyphens and dots: '{TableName}'.", nameof(TableName));
        }

        if (ClockAllowance < TimeSpan.Zero || ClockAllowance > s_longestAllowance)
        {
            throw new ArgumentOutOfRangeException(nameof(ClockAllowance), ClockAllowance, $"{nameof(DynamoDbOptions)}.{nameof(ClockAllowance)} is between 0 and one hour.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{3,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
