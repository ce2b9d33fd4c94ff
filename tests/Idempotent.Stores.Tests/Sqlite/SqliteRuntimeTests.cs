using Idempotent.Keys;
using Idempotent.Storing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

/// <summary>Transactional operations of the runtime over a SQLite file that has the application's own table too.</summary>
public sealed class SqliteRuntimeTests : IAsyncDisposable
{
    private static readonly IdempotentOperation<string> s_pay = new("pay") { Transactional = true, IsStoredException = static e => e is ArithmeticException };
    private static readonly IdempotentOperation<string> s_ship = new("ship") { Transactional = true };

    private readonly SqliteFile _file = new();
    private readonly IdempotencyRuntime _runtime;

    public SqliteRuntimeTests()
    {
        _runtime = NewRuntime();
        _file.Query("CREATE TABLE ledger (word TEXT NOT NULL)");
        _file.Open().GetAsync(RecordOf("1"), Cancellation).AsTask().GetAwaiter().GetResult();
    }

    [Fact]
    public async Task Body_CommitsWithItsOutcome()
    {
        Assert.Equal("receipt", await PayAsync("1"));

        Assert.Equal("receipt", await PayAsync("1", runtime: NewRuntime()));
        Assert.Equal(["1"], Ledger());
    }

    [Fact]
    public async Task Body_ThatFails_LeavesNothing()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => PayAsync("1", static () => throw new TimeoutException()));

        Assert.Empty(Ledger());
        Assert.Null(await _file.Open().GetAsync(RecordOf("1"), Cancellation));
        Assert.Equal("receipt", await PayAsync("1"));
        Assert.Equal(["1"], Ledger());
    }

    [Fact]
    public async Task Failure_ThatIsAnOutcome_IsStoredWithoutTheBodysWrites()
    {
        await Assert.ThrowsAsync<DivideByZeroException>(() => PayAsync("1", static () => throw new DivideByZeroException()));

        await Assert.ThrowsAsync<IdempotencyStoredFailureException>(() => PayAsync("1", runtime: NewRuntime()));
        Assert.Empty(Ledger());
    }

    [Fact]
    public async Task Duplicates_OfSeveralProcesses_ArePaidOnce()
    {
        var runtimes = Enumerable.Range(0, 4).Select(_ => NewRuntime()).ToList();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => PayAsync("1", runtime: runtimes[i % 4]))));

        Assert.Equal(["receipt"], receipts.Distinct());
        Assert.Equal(["1"], Ledger());
    }

    [Fact]
    public async Task Nested_CommitsWithTheOuterAndUndoesOnlyItself()
    {
        await RunAsync(_runtime, s_pay, "1", async token =>
        {
            Write("paid");
            await RunAsync(_runtime, s_ship, "1", static _ => Task.FromResult(Write("shipped")), token);
            await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(_runtime, s_ship, "2", static _ =>
            {
                Write("lost");
                throw new TimeoutException();
            }, token));
            return "done";
        });

        Assert.Equal(["paid", "shipped"], Ledger());
    }

    [Fact]
    public async Task BroughtTransaction_TakesClaimWritesAndOutcomeAlong()
    {
        using (var connection = _file.Connect())
        {
            await using var theirs = connection.BeginTransaction();
            using (IdempotencyTransaction.Use(theirs))
            {
                Run(connection, "INSERT INTO ledger VALUES ('theirs')");
                Assert.Equal("receipt", await PayAsync("1"));
                Assert.Equal("receipt", await PayAsync("1"));
            }

            Assert.Null(await _file.Open().GetAsync(RecordOf("1"), Cancellation));
            await theirs.CommitAsync(Cancellation);
        }

        Assert.Equal(["theirs", "1"], Ledger());
        Assert.Equal("receipt", await PayAsync("1", runtime: NewRuntime()));
        Assert.Equal(["theirs", "1"], Ledger());
    }

    [Fact]
    public async Task BroughtTransaction_ThatIsRolledBack_LeavesNothingAndIsNeverAnsweredFromMemory()
    {
        using (var connection = _file.Connect())
        {
            await using var theirs = connection.BeginTransaction();
            using (IdempotencyTransaction.Use(theirs))
            {
                await PayAsync("1");
            }

            await theirs.RollbackAsync(Cancellation);
        }

        Assert.Empty(Ledger());
        Assert.Equal("receipt", await PayAsync("1"));
        Assert.Equal(["1"], Ledger());
    }

    [Fact]
    public async Task BroughtTransaction_WhoseBodyFails_GoesOnWithoutItsWrites()
    {
        using (var connection = _file.Connect())
        {
            await using var theirs = connection.BeginTransaction();
            using (IdempotencyTransaction.Use(theirs))
            {
                await Assert.ThrowsAsync<TimeoutException>(() => PayAsync("1", static () => throw new TimeoutException()));
                await Assert.ThrowsAsync<DivideByZeroException>(() => PayAsync("2", static () => throw new DivideByZeroException()));
                await PayAsync("3");
            }

            await theirs.CommitAsync(Cancellation);
        }

        Assert.Equal(["3"], Ledger());
        await Assert.ThrowsAsync<IdempotencyStoredFailureException>(() => PayAsync("2"));
        Assert.Equal("receipt", await PayAsync("1"));
    }

    [Fact]
    public async Task BroughtTransaction_IsJoinedByOneOperationAtATime()
    {
        using var connection = _file.Connect();
        await using var theirs = connection.BeginTransaction();
        using (IdempotencyTransaction.Use(theirs))
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => PayAsync($"{i % 4}"), Cancellation)));
        }

        await theirs.CommitAsync(Cancellation);
        Assert.Equal(["0", "1", "2", "3"], Ledger().Order());
    }

    [Fact]
    public async Task BroughtTransaction_AfterItsUse_IsNotJoined()
    {
        using var connection = _file.Connect();
        await using (var theirs = connection.BeginTransaction(deferred: true))
        {
            IdempotencyTransaction.Use(theirs).Dispose();
            await PayAsync("1");
        }

        Assert.Equal(["1"], Ledger());
    }

    [Fact]
    public async Task BroughtTransaction_OfAnotherStoresName_IsNotJoined()
    {
        using var connection = _file.Connect();
        await using (var theirs = connection.BeginTransaction(deferred: true))
        using (IdempotencyTransaction.Use(theirs, "audit"))
        {
            await PayAsync("1");
        }

        Assert.Equal(["1"], Ledger());
    }

    [Fact]
    public async Task BroughtTransaction_ThatIsOver_IsTold()
    {
        using var connection = _file.Connect();
        var theirs = connection.BeginTransaction();
        await theirs.CommitAsync(Cancellation);
        using var use = IdempotencyTransaction.Use(theirs);

        await Assert.ThrowsAsync<ArgumentException>(() => PayAsync("1"));
    }

    [Fact]
    public async Task BroughtInABody_IsJoinedInPlaceOfTheBodysOwn()
    {
        using var other = new SqliteConnection($"Data Source={_file.Path}.other;Pooling=false");
        other.Open();
        Run(other, "CREATE TABLE ledger (word TEXT NOT NULL)");
        using var runtime = IdempotencyRuntime.Create(b => b.UseSqlite(_file.Path).UseSqlite("other", $"{_file.Path}.other").UseTimeProvider(_file.Time));
        var elsewhere = new IdempotentOperation<string>("elsewhere") { Transactional = true, Store = "other" };

        await RunAsync(runtime, elsewhere, "0", static _ => Task.FromResult("The tables are made."));

        await RunAsync(runtime, s_pay, "1", async token =>
        {
            await using var theirs = other.BeginTransaction();
            using (IdempotencyTransaction.Use(theirs, "other"))
            {
                await RunAsync(runtime, elsewhere, "1", static _ => Task.FromResult(Write("elsewhere")), token);
            }

            await theirs.CommitAsync(token);
            return Write("here");
        });

        Assert.Equal("elsewhere", Run(other, "SELECT word FROM ledger"));
        Assert.Equal(["here"], Ledger());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task VersionsWithDifferentSecrets_PayOnce(bool isTransactional)
    {
        await using var older = NewRuntime(static o => o.SensitiveKeySecret = Secret(1));
        await using var newer = NewRuntime(static o =>
        {
            o.SensitiveKeySecret = Secret(2);
            o.PreviousSecrets.Add(Secret(1));
        });
        var operation = new IdempotentOperation<string>("secret") { HasSensitiveParts = true, Transactional = isTransactional };
        var runs = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? older : newer).ExecuteAsync(
            operation, SensitiveKey("order-42"), default, 0, (_, _) => Task.FromResult($"{Interlocked.Increment(ref runs)}")))));

        Assert.Equal(1, runs);
        var records = (await _file.Open().ListAsync(new() { Operation = "secret" }, null, 10, Cancellation)).Records;
        Assert.All(records, static record => Assert.Equal(RecordState.Completed, record.State));
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _file.DisposeAsync();
    }

    private static RecordKey RecordOf(string order) => new($"idempotency::pay:{order}");

    private static byte[] Secret(byte version) => [.. Enumerable.Repeat(version, 32)];

    private static KeyWriter SensitiveKey(string value)
    {
        KeyWriter key = default;
        key.BeginParts(1);
        key.Name("order");
        var start = key.BeginSensitive();
        key.Write(value);
        key.EndSensitive(start);
        return key;
    }

    private IdempotencyRuntime NewRuntime(Action<IdempotencyOptions>? options = null)
    {
        var store = _file.Open();
        return IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => store).UseTimeProvider(TimeProvider.System), options);
    }

    private IEnumerable<string> Ledger()
    {
        using var connection = _file.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT word FROM ledger ORDER BY rowid";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader.GetString(0);
        }
    }

    /// <summary>Pays an order: the body writes it into the ledger and does what it is told.</summary>
    private Task<string> PayAsync(string order, Action? then = null, IdempotencyRuntime? runtime = null) => RunAsync(runtime ?? _runtime, s_pay, order, _ =>
    {
        Write(order);
        then?.Invoke();
        return Task.FromResult("receipt");
    });

    private static string Write(string word)
    {
        using var command = IdempotencyContext.Required.Connection!.CreateCommand();
        command.Transaction = IdempotencyContext.Required.Transaction;
        command.CommandText = $"INSERT INTO ledger VALUES ('{word}')";
        command.ExecuteNonQuery();
        return word;
    }

    private static Task<string> RunAsync(
        IdempotencyRuntime runtime, IdempotentOperation<string> operation, string key, Func<CancellationToken, Task<string>> body, CancellationToken caller = default) =>
        runtime.ExecuteAsync(operation, KeyWriter.Of(key), default, body, static (body, token) => body(token), caller);
}
