using Amazon.DynamoDBv2;
using Idempotent.DynamoDb;
using Idempotent.Servers;
using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.DynamoDb;

public sealed class DynamoDbRegistrationTests : IAsyncDisposable
{
    private readonly DynamoDbTable _table = new();
    private readonly DynamoDbTable _other = new();

    public async ValueTask DisposeAsync()
    {
        await _table.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task UseDynamoDb_OverAClientOfTheApplication_KeepsRecordsInItsTable_InItsNamedStore_AndLeavesItOpen()
    {
        using var client = DynamoDbTable.Connect((await DynamoDbServer.Shared).Address);
        var services = new ServiceCollection().AddSingleton<IAmazonDynamoDB>(client);
        services.AddIdempotency()
            .UseDynamoDb(static context => context.Services!.GetRequiredService<IAmazonDynamoDB>(), o => (o.TableName, o.EnsureTable) = (_table.Name, true))
            .UseDynamoDb("audit", _ => client, o => (o.TableName, o.EnsureTable) = (_other.Name, true));
        await using (var provider = services.BuildServiceProvider())
        {
            await using var audit = await _other.OpenAsync(time: TimeProvider.System);
            await audit.ClaimAsync(Claim(), Cancellation);

            Assert.Null(await provider.GetRequiredService<IIdempotencyManager>().GetAsync(Key(), Cancellation));
            Assert.NotNull(await provider.GetRequiredKeyedService<IIdempotencyManager>("audit").GetAsync(Key(), Cancellation));
        }

        Assert.Contains(_table.Name, (await client.ListTablesAsync(Cancellation)).TableNames);
    }

    [Fact]
    public async Task UseDynamoDb_MakesItsOwnClient_AsItIsTold()
    {
        var handler = new ScriptedHandler();
        handler.Fail("GetItem", "ThrottlingException");
        var services = new ServiceCollection();
        services.AddIdempotency().UseDynamoDb("audit", o => o.ClientConfig = new()
        {
            ServiceURL = "http://127.0.0.1:1",
            AuthenticationRegion = "us-east-1",
            HttpClientFactory = handler,
            MaxErrorRetry = 0,
            DefaultAWSCredentials = new Amazon.Runtime.BasicAWSCredentials("local", "local"),
        });
        await using var provider = services.BuildServiceProvider();
        var manager = provider.GetRequiredKeyedService<IIdempotencyManager>("audit");

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await manager.GetAsync(Key(), Cancellation));

        Assert.Contains("throttled", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\"TableName\":\"idempotency\"", Assert.Single(handler.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void UseDynamoDb_OfAWrongSetting_FailsWhereItIsCalled()
    {
        var builder = new ServiceCollection().AddIdempotency();

        Assert.Throws<ArgumentException>(() => builder.UseDynamoDb(static o => o.TableName = "ab"));
        Assert.Throws<ArgumentException>(() => builder.UseDynamoDb(static o => o.TableName = "with space"));
        Assert.Throws<ArgumentException>(() => builder.UseDynamoDb(static o => o.TableName = null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UseDynamoDb(static o => o.ClockAllowance = TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UseDynamoDb("audit", static o => o.ClockAllowance = TimeSpan.FromHours(2)));
    }

    [Fact]
    public async Task Store_WhoseServerIsDown_IsMade_AndUnavailable()
    {
        using var client = DynamoDbTable.Connect(DynamoDbServer.AddressOf(Server.FreePort()));
        await using var store = new DynamoDbIdempotencyStore(client);

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));
    }

    [Fact]
    public void Guarantee_SaysThatTheCallersClocksDecide()
    {
        using var client = DynamoDbTable.Connect("http://127.0.0.1:1");

        var guarantee = new DynamoDbIdempotencyStore(client).Guarantee;

        Assert.Equal((StoreReach.Network, StoreClock.Callers), (guarantee.Reach, guarantee.Clock));
    }
}
