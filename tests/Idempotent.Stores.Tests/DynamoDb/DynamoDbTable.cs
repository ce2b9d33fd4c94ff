using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Idempotent.DynamoDb;
using Idempotent.Servers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests.DynamoDb;

/// <summary>A table of a test's own on the shared server, and stores over it. Their clock is the test's.</summary>
public sealed class DynamoDbTable : IAsyncDisposable
{
    private static readonly Lazy<Task<AmazonDynamoDBClient>> s_shared = new(static async () => Connect((await DynamoDbServer.Shared).Address));

    public string Name { get; } = $"t{Guid.NewGuid():n}";

    public FakeTimeProvider Time { get; } = new(new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The table as anybody sees it.</summary>
    public static Task<AmazonDynamoDBClient> Shared => s_shared.Value;

    /// <summary>A client that tries once.</summary>
    public static AmazonDynamoDBClient Connect(string address, Action<AmazonDynamoDBConfig>? configure = null)
    {
        var config = new AmazonDynamoDBConfig { ServiceURL = address, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, MaxStaleConnectionRetries = 0, Timeout = TimeSpan.FromSeconds(2) };
        configure?.Invoke(config);
        return new(new BasicAWSCredentials("local", "local"), config);
    }

    public DynamoDbOptions Options(Action<DynamoDbOptions>? configure = null)
    {
        var options = new DynamoDbOptions { TableName = Name, EnsureTable = true, ClockAllowance = TimeSpan.Zero };
        configure?.Invoke(options);
        return options;
    }

    public async Task<DynamoDbIdempotencyStore> OpenAsync(Action<DynamoDbOptions>? configure = null, TimeProvider? time = null, ILoggerFactory? logs = null) =>
        new(await Shared, Options(configure), time ?? Time, logs);

    /// <summary>A store whose requests go through a handler.</summary>
    public async Task<DynamoDbIdempotencyStore> OpenBehindAsync(ScriptedHandler handler, int retries = 0) => new(
        Connect((await DynamoDbServer.Shared).Address, c =>
        {
            c.HttpClientFactory = handler;
            c.MaxErrorRetry = retries;
            c.RetryMode = RequestRetryMode.Standard;
        }),
        Options(),
        Time);

    /// <summary>An item as it is; null when there is none.</summary>
    public async Task<Dictionary<string, AttributeValue>?> ItemAsync(string key) =>
        (await (await Shared).GetItemAsync(new GetItemRequest { TableName = Name, Key = KeyOf(key), ConsistentRead = true })).Item;

    /// <summary>Removes an item, as time to live would.</summary>
    public async Task RemoveAsync(string key) => await (await Shared).DeleteItemAsync(Name, KeyOf(key));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await (await Shared).DeleteTableAsync(Name);
        }
        catch (ResourceNotFoundException)
        {
            // No store made it.
        }
    }

    private static Dictionary<string, AttributeValue> KeyOf(string key) => new() { ["key"] = new() { S = key } };
}
