using System.Data;
using Idempotent.Storing;
using Npgsql;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>Records in transactions that also have the application's writes, step by step.</summary>
public sealed class PostgreSqlTransactionTests : IAsyncDisposable
{
    private readonly PostgreSqlTables _tables = new();

    [Fact]
    public async Task Claim_OfAKeyThatAnotherTransactionHas_IsBusyAtOnce_AndReplayedAfterItsCommit()
    {
        var (store, other, claim) = (await _tables.OpenAsync(), await _tables.OpenAsync(), Claim());
        await using var first = await store.BeginAsync(Terms.Lease, Cancellation);
        await first.ClaimAsync(claim, Cancellation);
        await using var second = await other.BeginAsync(Terms.Lease, Cancellation);

        Assert.Equal(ClaimStatus.Busy, (await second.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(ClaimStatus.Claimed, (await second.ClaimAsync(Claim("other"), Cancellation)).Status);
        await first.CompleteAsync(Complete(claim), Cancellation);
        await first.CommitAsync(Cancellation);

        Assert.Equal(ClaimStatus.Completed, (await second.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task Takeover_OfARecordThatAnotherTransactionTakesOver_IsBusyAtOnce()
    {
        var (store, released) = (await _tables.OpenAsync(), Claim());
        await store.ClaimAsync(released, Cancellation);
        await store.ReleaseAsync(new(released.Key, released.Owner, Terms.Retention), Cancellation);
        await using (var first = await store.BeginAsync(Terms.Lease, Cancellation))
        {
            await using var second = await store.BeginAsync(Terms.Lease, Cancellation);

            Assert.Equal((ClaimStatus.Claimed, 2), (await first.ClaimAsync(Claim(), Cancellation) is var answer ? (answer.Status, answer.Attempt) : default));
            Assert.Equal(ClaimStatus.Busy, (await second.ClaimAsync(Claim(), Cancellation)).Status);
        }

        Assert.Equal((RecordState.Released, 1), (await store.GetAsync(Key(), Cancellation) is { } record ? (record.State, record.Attempt) : default));
    }

    [Fact]
    public async Task Owner_ThatIdlesPastItsLease_IsEndedByTheServer_AndItsKeyIsFree()
    {
        var (store, claim) = (await _tables.OpenAsync(), Claim());
        await using var idle = await store.BeginAsync(TimeSpan.FromMilliseconds(50), Cancellation);
        await idle.ClaimAsync(claim, Cancellation);
        await using var next = await store.BeginAsync(Terms.Lease, Cancellation);

        while ((await next.ClaimAsync(Claim(), Cancellation)).Status == ClaimStatus.Busy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }

        Assert.Equal(WriteStatus.NotOwner, await idle.CompleteAsync(Complete(claim), Cancellation));
        Assert.Equal((false, true), (idle.IsOpen, idle.IsLost));
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await idle.CommitAsync(Cancellation));
    }

    [Fact]
    public async Task Savepoint_ThatIsRolledBackTo_FreesTheKeysBehindIt()
    {
        var store = await _tables.OpenAsync();
        await using var first = await store.BeginAsync(Terms.Lease, Cancellation);
        await using var second = await store.BeginAsync(Terms.Lease, Cancellation);
        await first.ClaimAsync(Claim("outer"), Cancellation);
        await first.SaveAsync("nested", Cancellation);
        await first.ClaimAsync(Claim("nested"), Cancellation);
        Assert.Equal(ClaimStatus.Busy, (await second.ClaimAsync(Claim("nested"), Cancellation)).Status);

        await first.RollbackToAsync("nested", Cancellation);

        Assert.Equal(ClaimStatus.Claimed, (await second.ClaimAsync(Claim("nested"), Cancellation)).Status);
        Assert.Equal(ClaimStatus.Busy, (await second.ClaimAsync(Claim("outer"), Cancellation)).Status);
    }

    [Theory]
    [InlineData("COMMIT")]
    [InlineData("ROLLBACK")]
    public async Task Body_ThatEndsTheTransaction_IsNoticed(string sql)
    {
        var store = await _tables.OpenAsync();
        await using var transaction = await store.BeginAsync(Terms.Lease, Cancellation);
        await transaction.ClaimAsync(Claim(), Cancellation);

        await RunAsync(transaction, sql);

        Assert.Equal((false, false), (transaction.IsOpen, transaction.IsLost));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CompleteAsync(Complete(Claim()), Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await transaction.CommitAsync(Cancellation));
    }

    [Fact]
    public async Task Body_ThatGoesOnAfterAStatementThatFailed_IsToldWhy()
    {
        var (store, claim) = (await _tables.OpenAsync(), Claim());
        await using var transaction = await store.BeginAsync(Terms.Lease, Cancellation);
        await transaction.ClaimAsync(claim, Cancellation);
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(transaction, "SELECT 1 / 0"));

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await transaction.CompleteAsync(Complete(claim), Cancellation));

        Assert.Contains("a statement of the body's failed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_MakesTheTables_AndCommitsWithTheCaller()
    {
        var (store, claim) = (await _tables.OpenAsync(), Claim());
        await using var connection = await PostgreSqlTables.ConnectAsync();
        await using (var theirs = await connection.BeginTransactionAsync(Cancellation))
        {
            await using var joined = store.Join(theirs);
            Assert.Equal(ClaimStatus.Claimed, (await joined.ClaimAsync(claim, Cancellation)).Status);
            Assert.Equal(WriteStatus.Applied, await joined.CompleteAsync(Complete(claim), Cancellation));
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await joined.CommitAsync(Cancellation));
            await joined.DisposeAsync();
            Assert.Null(await store.GetAsync(claim.Key, Cancellation));
            await theirs.CommitAsync(Cancellation);
        }

        Assert.Equal(RecordState.Completed, (await store.GetAsync(claim.Key, Cancellation))!.State);
        await using var command = new NpgsqlCommand("SHOW idle_in_transaction_session_timeout", connection);
        Assert.Equal("0", await command.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Join_OfAnotherDatabase_IsRefused()
    {
        var store = await _tables.OpenAsync();
        await using var connection = await PostgreSqlTables.ConnectAsync("template1");
        await using var theirs = await connection.BeginTransactionAsync(Cancellation);
        await using var joined = store.Join(theirs);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(async () => await joined.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("'template1'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Join_OfATransactionThatIsOver_IsRefused()
    {
        var store = await _tables.OpenAsync();
        await using var connection = await PostgreSqlTables.ConnectAsync();
        await using var theirs = await connection.BeginTransactionAsync(Cancellation);
        await theirs.CommitAsync(Cancellation);

        Assert.Throws<ArgumentException>(() => store.Join(theirs));
    }

    [Fact]
    public async Task Isolation_IsTheOneAskedFor_AndFailuresOfItAreRunAgain_AsOftenAsAskedFor()
    {
        var store = await _tables.OpenAsync(static o => (o.TransactionIsolation, o.TransactionRetries) = (IsolationLevel.Serializable, 2));
        await using var transaction = await store.BeginAsync(Terms.Lease, Cancellation);
        await transaction.ClaimAsync(Claim(), Cancellation);

        Assert.Equal("serializable", await RunAsync(transaction, "SHOW transaction_isolation"));
        var (serialization, deadlock, other) = (Failure("40001"), Failure("40P01"), Failure("23505"));
        Assert.True(store.IsToBeRunAgain(serialization, 2));
        Assert.False(store.IsToBeRunAgain(serialization, 3));
        Assert.True(store.IsToBeRunAgain(new InvalidOperationException("wrapped", deadlock), 1));
        Assert.False(store.IsToBeRunAgain(other, 1));
        static PostgresException Failure(string state) => new("failed", "ERROR", "ERROR", state);
    }

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    private static async Task<object?> RunAsync(IStoreTransaction transaction, string sql)
    {
        await using var command = transaction.Connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction.Transaction, sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
