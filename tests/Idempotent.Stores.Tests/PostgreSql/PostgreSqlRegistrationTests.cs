using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

public sealed class PostgreSqlRegistrationTests : IAsyncDisposable
{
    private readonly PostgreSqlTables _tables = new();
    private readonly PostgreSqlTables _others = new();

    [Fact]
    public async Task UsePostgreSql_KeepsRecordsInItsTables_InItsNamedStore()
    {
        var server = await PostgreSqlServer.Shared;
        var services = new ServiceCollection();
        services.AddIdempotency().UsePostgreSql(server.ConnectionString, o => o.TablePrefix = _tables.Prefix).UsePostgreSql("audit", server.ConnectionString, o => o.TablePrefix = _others.Prefix);
        await using var provider = services.BuildServiceProvider();
        await (await _others.OpenAsync()).ClaimAsync(Claim(), Cancellation);

        Assert.Null(await provider.GetRequiredService<IIdempotencyManager>().GetAsync(Key(), Cancellation));
        Assert.NotNull(await provider.GetRequiredKeyedService<IIdempotencyManager>("audit").GetAsync(Key(), Cancellation));
    }

    [Fact]
    public async Task UsePostgreSql_OverADataSourceOfTheApplication_LeavesItOpen()
    {
        await using var dataSource = NpgsqlDataSource.Create((await PostgreSqlServer.Shared).ConnectionString);
        var services = new ServiceCollection().AddSingleton(dataSource);
        services.AddIdempotency().UsePostgreSql(context => context.Services!.GetRequiredService<NpgsqlDataSource>(), o => o.TablePrefix = _tables.Prefix);
        var provider = services.BuildServiceProvider();
        var manager = provider.GetRequiredService<IIdempotencyManager>();
        Assert.Equal(0, await manager.CountAsync(RecordFilter.All, Cancellation));

        await ((IAsyncDisposable)new PostgreSqlIdempotencyStore(dataSource, _tables.Options)).DisposeAsync();

        Assert.Equal(0, await manager.CountAsync(RecordFilter.All, Cancellation));
        await provider.DisposeAsync();
    }

    [Fact]
    public void UsePostgreSql_OfAWrongSetting_FailsWhereItIsCalled()
    {
        var builder = new ServiceCollection().AddIdempotency();

        Assert.Throws<ArgumentException>(() => builder.UsePostgreSql(" "));
        Assert.Throws<ArgumentException>(() => builder.UsePostgreSql("NoSuchOption=1"));
        Assert.Throws<ArgumentException>(() => builder.UsePostgreSql("Host=localhost", o => o.Schema = "public\"; DROP TABLE x; --"));
        Assert.Throws<ArgumentException>(() => builder.UsePostgreSql("Host=localhost", o => o.TablePrefix = ""));
        Assert.Throws<ArgumentException>(() => builder.UsePostgreSql("Host=localhost", o => o.TablePrefix = "records\n"));
        Assert.Throws<ArgumentException>(() => builder.UsePostgreSql("Host=localhost", o => o.TablePrefix = new string('a', 49)));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UsePostgreSql("Host=localhost", o => o.PurgeInterval = TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UsePostgreSql("Host=localhost", o => o.WatchInterval = Timeout.InfiniteTimeSpan));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UsePostgreSql("Host=localhost", o => o.TransactionRetries = -1));
        Assert.Throws<ArgumentException>(() => builder.UsePostgreSql("Host=localhost", o => o.TransactionIsolation = System.Data.IsolationLevel.Chaos));
    }

    [Fact]
    public async Task Store_WhoseServerIsDown_IsMade_AndUnavailable()
    {
        await using var store = new PostgreSqlIdempotencyStore($"{PostgreSqlServer.ConnectionStringTo(Server.FreePort())};Timeout=1");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));
    }

    [Fact]
    public async Task Store_InASchemaThatIsMissing_MakesIt()
    {
        await using var store = new PostgreSqlIdempotencyStore((await PostgreSqlServer.Shared).ConnectionString, new() { Schema = _tables.Prefix, PurgeInterval = Timeout.InfiniteTimeSpan });

        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(1L, await _tables.QueryAsync("SELECT count(*) FROM {0}.idempotency_records"));
        await _tables.QueryAsync("DROP SCHEMA {0} CASCADE");
    }

    public async ValueTask DisposeAsync()
    {
        await _tables.DisposeAsync();
        await _others.DisposeAsync();
    }
}
