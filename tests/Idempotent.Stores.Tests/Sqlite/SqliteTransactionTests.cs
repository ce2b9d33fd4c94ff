using Idempotent.Storing;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteTransactionTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();

    public SqliteTransactionTests()
    {
        using var connection = _file.Connect();
        SqliteFile.Run(connection, "CREATE TABLE ledger (amount INTEGER NOT NULL)");
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task Commit_KeepsRecordAndWritesTogether()
    {
        var store = _file.Open();
        var claim = Claim();
        await using (var transaction = await store.BeginAsync(Terms.Lease, Cancellation))
        {
            Assert.Equal(ClaimStatus.Claimed, (await transaction.ClaimAsync(claim, Cancellation)).Status);
            Spend(transaction);
            Assert.Equal(0L, _file.Query("SELECT count(*) FROM ledger"));
            Assert.Equal(WriteStatus.Applied, await transaction.CompleteAsync(Complete(claim), Cancellation));
            Assert.True(transaction.IsOpen);
            await transaction.CommitAsync(Cancellation);
            Assert.False(transaction.IsOpen);
        }

        Assert.Equal(1L, _file.Query("SELECT count(*) FROM ledger"));
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task Dispose_WithoutCommit_LeavesNothing()
    {
        var store = _file.Open();
        await using (var transaction = await store.BeginAsync(Terms.Lease, Cancellation))
        {
            await transaction.ClaimAsync(Claim(), Cancellation);
            Spend(transaction);
        }

        Assert.Equal(0L, _file.Query("SELECT count(*) FROM ledger"));
        Assert.Null(await store.GetAsync(Key(), Cancellation));
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Claim_WhileAnotherTransactionRuns_IsBusyAndLaterReplayed(bool otherStore)
    {
        var store = _file.Open();
        var second = otherStore ? _file.Open() : store;
        var claim = Claim();
        await using var first = await store.BeginAsync(Terms.Lease, Cancellation);
        await first.ClaimAsync(claim, Cancellation);
        await using var duplicate = await second.BeginAsync(Terms.Lease, Cancellation);

        Assert.Equal(ClaimStatus.Busy, (await duplicate.ClaimAsync(Claim(), Cancellation)).Status);
        await first.CompleteAsync(Complete(claim), Cancellation);
        await first.CommitAsync(Cancellation);
        await first.DisposeAsync();

        Assert.Equal(ClaimStatus.Completed, (await duplicate.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(ClaimStatus.Claimed, (await duplicate.ClaimAsync(Claim("other"), Cancellation)).Status);
    }

    [Fact]
    public async Task Claim_WhenCompleted_IsReplayedWhileAnotherTransactionRuns()
    {
        var store = _file.Open();
        var done = Claim("done");
        await store.ClaimAsync(done, Cancellation);
        await store.CompleteAsync(Complete(done), Cancellation);
        await using var running = await store.BeginAsync(Terms.Lease, Cancellation);
        await running.ClaimAsync(Claim(), Cancellation);
        await using var duplicate = await store.BeginAsync(Terms.Lease, Cancellation);

        Assert.Equal(ClaimStatus.Completed, (await duplicate.ClaimAsync(Claim("done"), Cancellation)).Status);
    }

    [Fact]
    public async Task Savepoint_RollsBackTheNestedOperationOnly()
    {
        var store = _file.Open();
        var (outer, inner) = (Claim("outer"), Claim("inner"));
        await using (var transaction = await store.BeginAsync(Terms.Lease, Cancellation))
        {
            await transaction.ClaimAsync(outer, Cancellation);
            Spend(transaction);
            await transaction.SaveAsync("inner", Cancellation);
            await transaction.ClaimAsync(inner, Cancellation);
            Spend(transaction);
            await transaction.RollbackToAsync("inner", Cancellation);
            await transaction.CompleteAsync(Complete(outer), Cancellation);
            await transaction.CommitAsync(Cancellation);
        }

        Assert.Equal(1L, _file.Query("SELECT count(*) FROM ledger"));
        Assert.Null(await store.GetAsync(inner.Key, Cancellation));
        Assert.Equal(RecordState.Completed, (await store.GetAsync(outer.Key, Cancellation))!.State);
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    public async Task Body_ThatEndsTheTransaction_IsNoticed(string sql)
    {
        var store = _file.Open();
        await using var transaction = await store.BeginAsync(Terms.Lease, Cancellation);
        await transaction.ClaimAsync(Claim(), Cancellation);

        Run(transaction, sql);

        Assert.False(transaction.IsOpen);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CompleteAsync(Complete(Claim()), Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancellation));
    }

    [Fact]
    public async Task Join_CommitsWithTheCaller()
    {
        var store = _file.Open();
        await store.CountAsync(RecordFilter.All, Cancellation);
        using var connection = _file.Connect();
        await using (var theirs = connection.BeginTransaction())
        {
            await using var joined = store.Join(theirs);
            var claim = Claim();
            Assert.Equal(ClaimStatus.Claimed, (await joined.ClaimAsync(claim, Cancellation)).Status);
            Assert.Equal(ClaimStatus.Claimed, (await joined.ClaimAsync(claim, Cancellation)).Status);
            Spend(joined);
            Assert.Equal(WriteStatus.Applied, await joined.CompleteAsync(Complete(claim), Cancellation));
            await joined.DisposeAsync();
            Assert.Null(await store.GetAsync(Key(), Cancellation));
            await theirs.CommitAsync(Cancellation);
        }

        Assert.Equal(1L, _file.Query("SELECT count(*) FROM ledger"));
        Assert.Equal(RecordState.Completed, (await store.GetAsync(Key(), Cancellation))!.State);
    }

    [Fact]
    public async Task Join_OfATransactionThatHasRead_SaysHowToBeginIt()
    {
        var store = _file.Open();
        await store.CountAsync(RecordFilter.All, Cancellation);
        using var connection = _file.Connect();
        await using var theirs = connection.BeginTransaction(deferred: true);
        SqliteFile.Run(connection, "SELECT count(*) FROM ledger");
        await store.ClaimAsync(Claim("between"), Cancellation);
        await using var joined = store.Join(theirs);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await joined.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("deferred: false", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_BeforeTheTablesAreMade_SaysWhatToDo()
    {
        using var connection = _file.Connect();
        await using var theirs = connection.BeginTransaction();
        await using var joined = _file.Open().Join(theirs);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await joined.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("use the store once before it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_OfAnotherDatabase_IsRefused()
    {
        await using var elsewhere = new SqliteFile();
        using var connection = elsewhere.Connect();
        await using var theirs = connection.BeginTransaction();
        await using var joined = _file.Open().Join(theirs);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await joined.ClaimAsync(Claim(), Cancellation));
    }

    [Fact]
    public async Task Join_OfATransactionThatIsOver_IsRefused()
    {
        using var connection = _file.Connect();
        var theirs = connection.BeginTransaction();
        await theirs.CommitAsync(Cancellation);

        Assert.Throws<ArgumentException>(() => _file.Open().Join(theirs));
    }

    [Fact]
    public async Task Connection_LeftOpenByACrash_LeavesNothing()
    {
        var store = _file.Open();
        await store.CountAsync(RecordFilter.All, Cancellation);
        using (var crashed = _file.Connect())
        {
            await using var transaction = store.Join(crashed.BeginTransaction());
            await transaction.ClaimAsync(Claim(), Cancellation);
            Spend(transaction);
        }

        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(0L, _file.Query("SELECT count(*) FROM ledger"));
    }

    private static void Spend(IStoreTransaction transaction) => Run(transaction, "INSERT INTO ledger VALUES (10)");

    private static void Run(IStoreTransaction transaction, string sql)
    {
        using var command = transaction.Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction.Transaction;
        command.ExecuteNonQuery();
    }
}
