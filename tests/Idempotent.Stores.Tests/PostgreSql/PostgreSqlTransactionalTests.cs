using Idempotent.Keys;
using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;
using Npgsql;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>Transactional operations of the runtime over a database that has the application's own table too, by a host behind the proxy and others beside it.</summary>
public sealed class PostgreSqlTransactionalTests : IAsyncLifetime
{
    /// <summary>A whole statement: the beginning of a transaction has the word too.</summary>
    private const string Commit = "COMMIT\0";

    private static readonly IdempotentOperation<string> s_pay = new("pay") { Transactional = true, IsStoredException = static e => e is ArithmeticException };
    private static readonly IdempotentOperation<string> s_ship = new("ship") { Transactional = true };

    private readonly PostgreSqlTables _tables = new();
    private FaultProxy _proxy = null!;
    private IdempotencyRuntime _behind = null!;
    private IdempotencyRuntime _beside = null!;
    private int _runs;

    public async ValueTask InitializeAsync()
    {
        await _tables.MakeRoomAsync();
        await _tables.QueryAsync("CREATE TABLE {0}.ledger (amount integer NOT NULL)");
        _proxy = FaultProxy.Start((await PostgreSqlServer.Shared).Port);
        var behind = await _tables.OpenAsync(proxy: _proxy);
        await behind.CountAsync(RecordFilter.All, Cancellation);
        _behind = Runtime(behind);
        _beside = Runtime(await _tables.OpenAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _behind.DisposeAsync();
        await _beside.DisposeAsync();
        await _proxy.DisposeAsync();
        await _tables.DisposeAsync();
    }

    [Fact]
    public async Task Body_CommitsWithItsOutcome_AndIsReplayedByOthers()
    {
        Assert.Equal("receipt 1", await PayAsync(_behind));
        Assert.Equal("receipt 1", await PayAsync(_beside));

        Assert.Equal(1L, await RowsAsync());
    }

    [Fact]
    public async Task Body_ThatFails_LeavesNothing_AndAFailureThatIsAnOutcomeItsRecord()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => PayAsync(_beside, static () => throw new TimeoutException()));
        Assert.Equal((0L, 0L), (await RowsAsync(), await _tables.QueryAsync("SELECT count(*) FROM {0}records")));

        await Assert.ThrowsAsync<DivideByZeroException>(() => PayAsync(_beside, static () => throw new DivideByZeroException()));
        await Assert.ThrowsAsync<IdempotencyStoredFailureException>(() => PayAsync(_behind));
        Assert.Equal(0L, await RowsAsync());
    }

    [Fact]
    public async Task Duplicates_HoldNoConnectionWhileTheyWait()
    {
        var (inBody, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = PayAsync(_behind, () =>
        {
            inBody.SetResult();
            return goOn.Task;
        });
        await inBody.Task;
        var store = await _tables.OpenAsync(poolSize: 1);
        var hosts = Enumerable.Range(0, 4).Select(_ => Runtime(store)).ToArray();
        var duplicates = Array.ConvertAll(hosts, host => PayAsync(host));

        for (var i = 0; i < 20; i++)
        {
            Assert.Null(await store.GetAsync(new("idempotency::pay:order-42"), Cancellation));
        }

        Assert.DoesNotContain(duplicates, static d => d.IsCompleted);
        goOn.SetResult();
        Assert.All(await Task.WhenAll([first, .. duplicates]), static answer => Assert.Equal("receipt 1", answer));
        await Task.WhenAll(hosts.Select(static h => h.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task CommitWhoseReplyIsLost_IsSettled()
    {
        var fault = _proxy.DropReplyTo(Commit);

        Assert.Equal("receipt 1", await PayAsync(_behind));

        await fault.Happened;
        Assert.Equal("receipt 1", await PayAsync(_beside));
        Assert.Equal(1L, await RowsAsync());
    }

    [Fact]
    public async Task CommitThatNeverArrived_LeavesNothing()
    {
        var fault = _proxy.ResetAt(Commit);

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => PayAsync(_behind));

        await fault.Happened;
        Assert.Equal(0L, await RowsAsync());
        Assert.Equal("receipt 2", await PayAsync(_beside));
    }

    [Fact]
    public async Task CommitThatGoesOnWithoutItsConnection_IsWaitedFor_AndSettled()
    {
        await _tables.QueryAsync(
            """
            CREATE FUNCTION {0}.wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('{0}')); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON {0}.ledger DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {0}.wait();
            """);
        await using var connection = await PostgreSqlTables.ConnectAsync();
        await using var blocking = await connection.BeginTransactionAsync(Cancellation);
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock(hashtext('{_tables.Prefix}'))", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        var paying = PayAsync(_behind);
        await WaitingAsync(1);

        _proxy.Cut();
        await WaitingAsync(2);
        await blocking.CommitAsync(Cancellation);

        Assert.Equal("receipt 1", await paying);
        Assert.Equal(1L, await RowsAsync());
    }

    [Fact]
    public async Task OwnerThatIdlesPastItsLease_IsTold_AndADuplicateRuns()
    {
        var brief = new IdempotentOperation<string>("pay") { Transactional = true, Lease = TimeSpan.FromSeconds(1) };
        var duplicate = Task.FromResult("");

        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => PayAsync(_behind, async () => await (duplicate = PayAsync(_beside)), brief));

        Assert.Equal("receipt 2", await duplicate);
        Assert.Equal(1L, await RowsAsync());
    }

    [Theory]
    [InlineData(40001, 3, "receipt 4")]
    [InlineData(40001, 4, null)]
    [InlineData(23505, 1, null)]
    public async Task SerializationFailures_RunTheBodyAgain_UpToALimit(int state, int failures, string? expected)
    {
        await _tables.QueryAsync(
            $$"""
            CREATE SEQUENCE {0}.tries;
            CREATE FUNCTION {0}.fail() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF nextval('{0}.tries') <= {{failures}} THEN RAISE EXCEPTION 'once more' USING ERRCODE = '{{state}}'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER fail BEFORE INSERT ON {0}.ledger FOR EACH ROW EXECUTE FUNCTION {0}.fail();
            """);

        var paying = PayAsync(_beside);

        Assert.Equal(expected, expected is null ? await Assert.ThrowsAsync<PostgresException>(() => paying) is null ? "" : null : await paying);
        Assert.Equal(expected is null ? 0L : 1L, await RowsAsync());
    }

    [Fact]
    public async Task NestedOperation_ThatFails_LeavesTheOuterOnesWrites()
    {
        Assert.Equal("receipt 1", await PayAsync(_beside, async () => await Assert.ThrowsAsync<TimeoutException>(
            () => _beside.ExecuteAsync(s_ship, KeyWriter.Of("order-42"), default, this, static async (test, _) =>
            {
                await test.WriteAsync();
                throw new TimeoutException();
            }))));

        Assert.Equal(1L, await RowsAsync());
        Assert.Equal("receipt 1", await PayAsync(_behind));
        Assert.Equal("shipped", await _behind.ExecuteAsync(s_ship, KeyWriter.Of("order-42"), default, 0, static (_, _) => Task.FromResult("shipped")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BroughtTransaction_TakesClaimWritesAndOutcomeAlong_OrUndoesThem(bool commits)
    {
        await using (var connection = await PostgreSqlTables.ConnectAsync())
        await using (var theirs = await connection.BeginTransactionAsync(Cancellation))
        {
            using (IdempotencyTransaction.Use(theirs))
            {
                Assert.Equal("receipt 1", await PayAsync(_beside));
                Assert.Equal("receipt 1", await PayAsync(_beside));
            }

            await (commits ? theirs.CommitAsync(Cancellation) : theirs.RollbackAsync(Cancellation));
        }

        Assert.Equal(commits ? 1L : 0L, await RowsAsync());
        Assert.Equal(commits ? "receipt 1" : "receipt 2", await PayAsync(_behind));
    }

    private static IdempotencyRuntime Runtime(PostgreSqlIdempotencyStore store) => IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => store), static o => o.LocalOutcomes = 0);

    private Task<string> PayAsync(IdempotencyRuntime runtime, Func<Task>? then = null, IdempotentOperation<string>? operation = null) => runtime.ExecuteAsync(
        operation ?? s_pay,
        KeyWriter.Of("order-42"),
        default,
        then,
        async (then, _) =>
        {
            var receipt = $"receipt {Interlocked.Increment(ref _runs)}";
            await WriteAsync();
            await (then?.Invoke() ?? Task.CompletedTask);
            return receipt;
        },
        CancellationToken.None);

    private async Task WriteAsync()
    {
        await using var command = IdempotencyContext.Required.Connection!.CreateCommand();
        (command.Transaction, command.CommandText) = (IdempotencyContext.Required.Transaction, $"INSERT INTO {_tables.Prefix}.ledger VALUES (10)");
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private Task<object?> RowsAsync() => _tables.QueryAsync("SELECT count(*) FROM {0}.ledger");

    /// <summary>Returns when so many sessions of the stores wait for an advisory lock.</summary>
    private async Task WaitingAsync(long sessions)
    {
        while ((long)(await _tables.QueryAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = '{0}' AND wait_event = 'advisory'"))! != sessions)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }
}
