using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;
using Npgsql;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>What only PostgreSQL could get wrong: concurrent first claims, the time inside a transaction, rows that others have locked, the tables.</summary>
public sealed class PostgreSqlStatementTests : IAsyncDisposable
{
    private readonly PostgreSqlTables _tables = new();

    [Fact]
    public async Task FirstClaims_OfManyConnections_AreGivenToOne_AndAllAreAnswered()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _tables.OpenAsync()));
        for (var round = 0; round < 25; round++)
        {
            var name = $"order-{round}";
            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => stores[i % 4].ClaimAsync(Claim(name), Cancellation).AsTask())));

            Assert.Single(answers, static a => a.Status == ClaimStatus.Claimed);
            Assert.Equal(15, answers.Count(static a => a.Status == ClaimStatus.InProgress));
        }
    }

    [Fact]
    public async Task Claim_ThatMeetsAnInsertThatIsRolledBack_IsGiven()
    {
        var (store, claim) = (await _tables.OpenAsync(), Claim());
        await store.CountAsync(RecordFilter.All, Cancellation);
        await using var connection = await PostgreSqlTables.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var insert = new NpgsqlCommand($"SELECT {_tables.Prefix}claim('{claim.Key}', 'other', decode('00112233445566778899aabbccddeeff', 'hex'), '', 0, false, 1000000, 1000000, false, false)", connection);
        await insert.ExecuteNonQueryAsync(Cancellation);

        var waiting = store.ClaimAsync(claim, Cancellation).AsTask();
        await BlockedAsync();
        await transaction.RollbackAsync(Cancellation);

        Assert.Equal((ClaimStatus.Claimed, 1), (await waiting is var answer ? (answer.Status, answer.Attempt) : default));
    }

    [Fact]
    public async Task Claim_ThatMeetsAnInsertThatIsCommitted_SeesIt()
    {
        var (store, claim) = (await _tables.OpenAsync(), Claim());
        await store.CountAsync(RecordFilter.All, Cancellation);
        await using var connection = await PostgreSqlTables.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var insert = new NpgsqlCommand($"SELECT {_tables.Prefix}claim('{claim.Key}', 'other', decode('00112233445566778899aabbccddeeff', 'hex'), '', 0, false, 60000000, 60000000, false, false)", connection);
        await insert.ExecuteNonQueryAsync(Cancellation);

        var waiting = store.ClaimAsync(claim, Cancellation).AsTask();
        await BlockedAsync();
        await transaction.CommitAsync(Cancellation);

        Assert.Equal(ClaimStatus.KeyReused, (await waiting).Status);
    }

    [Fact]
    public async Task Batches_InOppositeOrder_DoNotDeadlock()
    {
        var stores = await Task.WhenAll(_tables.OpenAsync(), _tables.OpenAsync());
        for (var round = 0; round < 10; round++)
        {
            var names = Enumerable.Range(0, 30).Select(i => $"order-{round}-{i}").ToArray();
            var answers = await Task.WhenAll(
                Task.Run(() => stores[0].ClaimBatchAsync(Array.ConvertAll(names, static n => Claim(n)), Cancellation).AsTask()),
                Task.Run(() => stores[1].ClaimBatchAsync([.. names.Reverse().Select(static n => Claim(n))], Cancellation).AsTask()));

            Assert.Equal(30, answers.SelectMany(static a => a).Count(static a => a.Status == ClaimStatus.Claimed));
        }

        Assert.Equal(0L, await _tables.QueryAsync("SELECT deadlocks FROM pg_stat_database WHERE datname = 'postgres'"));
    }

    [Fact]
    public async Task Purge_LeavesRowsThatOthersHaveLocked_AndWaitsForNobody()
    {
        var store = await _tables.OpenAsync();
        foreach (var name in new[] { "locked", "free" })
        {
            await store.ClaimAsync(Claim(name, terms: Terms with { Lease = TimeSpan.FromMilliseconds(1), Retention = TimeSpan.FromMilliseconds(1) }), Cancellation);
        }

        await _tables.PassAsync(TimeSpan.FromMilliseconds(5));
        await using var connection = await PostgreSqlTables.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var locking = new NpgsqlCommand($"SELECT key FROM {_tables.Prefix}records WHERE key = '{Key("locked")}' FOR UPDATE", connection);
        await locking.ExecuteNonQueryAsync(Cancellation);

        Assert.Equal(new PurgeResult(1, 0, More: false), await store.PurgeAsync(10, Cancellation));
        await transaction.RollbackAsync(Cancellation);
        Assert.Equal(new PurgeResult(1, 0, More: false), await store.PurgeAsync(10, Cancellation));
    }

    [Fact]
    public async Task FencingToken_IsAboveTheFloor_EvenWhenTheClockIsNot()
    {
        var store = await _tables.OpenAsync();
        await store.CountAsync(RecordFilter.All, Cancellation);
        await _tables.QueryAsync($"UPDATE {_tables.Prefix}meta SET fencing_floor = {StoreTime.Never}");

        Assert.Equal(StoreTime.Never + 1, (await store.ClaimAsync(Claim(), Cancellation)).FencingToken);
    }

    [Fact]
    public async Task SerializationFailure_IsTriedAgain()
    {
        var store = await _tables.OpenAsync();
        await store.CountAsync(RecordFilter.All, Cancellation);
        await _tables.QueryAsync(
            """
            CREATE SEQUENCE {0}tries;
            CREATE FUNCTION {0}fail() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('{0}tries') < 3 THEN RAISE EXCEPTION 'once more' USING ERRCODE = '40001'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER fail BEFORE INSERT ON {0}records FOR EACH ROW EXECUTE FUNCTION {0}fail();
            """);

        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(3L, await _tables.QueryAsync("SELECT last_value FROM {0}tries"));
    }

    [Fact]
    public async Task Tables_AreMadeOnce_ByWhicheverStoreComesFirst()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _tables.OpenAsync()));

        var counts = await Task.WhenAll(stores.Select(static s => Task.Run(() => s.CountAsync(RecordFilter.All, Cancellation).AsTask())));

        Assert.All(counts, static count => Assert.Equal(0, count));
        Assert.Equal(1, await _tables.QueryAsync("SELECT schema_version FROM {0}meta"));
    }

    [Fact]
    public async Task Tables_AreNotMade_WhereTheStoreMayNot_AndTheSqlMakesThem()
    {
        var options = _tables.Options;
        options.EnsureSchema = false;
        await using var store = new PostgreSqlIdempotencyStore((await PostgreSqlServer.Shared).ConnectionString, options);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));
        Assert.Contains("SchemaSql", failure.Message, StringComparison.Ordinal);
        await _tables.QueryAsync(PostgreSqlIdempotencyStore.SchemaSql(options));

        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task Tables_OfANewerVersion_AreRefused()
    {
        await (await _tables.OpenAsync()).CountAsync(RecordFilter.All, Cancellation);
        await _tables.QueryAsync("UPDATE {0}meta SET schema_version = 1000");

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await (await _tables.OpenAsync()).ClaimAsync(Claim(), Cancellation));

        Assert.Contains("newer version", failure.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    /// <summary>Returns when a claim on these tables waits for another transaction.</summary>
    private async Task BlockedAsync()
    {
        while ((long)(await _tables.QueryAsync("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{0}claim%'"))! == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }
}
