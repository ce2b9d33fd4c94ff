using Idempotent.Storing;
using Idempotent.Testing;
using Idempotent.Tests.Observing;

namespace Idempotent.Tests.Running;

/// <summary>Claim, the body's writes and the outcome in one transaction.</summary>
public class TransactingTests : RigTests
{
    private static readonly IdempotentOperation<string> s_pay = new("pay") { Transactional = true, IsStoredException = static e => e is ArithmeticException };

    private MemoryTransactions _transactions = null!;

    [Fact]
    public async Task Body_CommitsWithItsOutcome()
    {
        using var rig = NewRig();

        Assert.Equal("done", await rig.RunAsync(s_pay, "1", WriteAsync("paid")));

        Assert.Equal(["paid"], _transactions.Written);
        Assert.Equal("done", await rig.RunAsync(s_pay, "1", NeverAsync));
        Assert.DoesNotContain(StoreStep.Renew, rig.Calls.Steps);
    }

    [Fact]
    public async Task Run_IsCountedAsExecuted_AndItsDuplicateAsReplayed()
    {
        using var rig = NewRig();
        var operation = new IdempotentOperation<string>("counted.transaction") { Transactional = true };
        using var seen = new Measurements(operation.Name);

        await rig.RunAsync(operation, "1", WriteAsync("paid"));
        await rig.RunAsync(operation, "1", NeverAsync);

        Assert.Equal(["executed", "replayed"], seen.Outcomes.Where(static o => o.Name == "idempotent.executions").Select(static o => o.Outcome));
    }

    [Fact]
    public async Task EnsureOwned_WhileTheTransactionIsOpen_Passes()
    {
        using var rig = NewRig();

        Assert.Equal("done", await rig.RunAsync(s_pay, "1", static async _ =>
        {
            await IdempotencyContext.Required.EnsureOwnedAsync();
            return "done";
        }));
    }

    [Fact]
    public async Task Body_ThatFails_LeavesNothing()
    {
        using var rig = NewRig();

        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "1", _ =>
        {
            Write("paid");
            throw new TimeoutException();
        }));

        Assert.Empty(_transactions.Written);
        Assert.Null(await rig.RecordAsync("pay", "1"));
        Assert.Equal("done", await rig.RunAsync(s_pay, "1", WriteAsync("paid")));
    }

    [Fact]
    public async Task Failure_ThatIsAnOutcome_IsStoredAfterTheRollback()
    {
        using var rig = NewRig();

        await Assert.ThrowsAsync<DivideByZeroException>(() => rig.RunAsync(s_pay, "1", _ =>
        {
            Write("paid");
            throw new DivideByZeroException("declined");
        }));

        Assert.Empty(_transactions.Written);
        Assert.Equal("declined", (await Assert.ThrowsAsync<IdempotencyStoredFailureException>(() => rig.RunAsync(s_pay, "1", NeverAsync))).OriginalMessage);
    }

    [Fact]
    public async Task Duplicate_InAnotherProcess_IsAnsweredOnlyAfterTheCommit()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body);
        await begun.Soon();
        var other = rig.RunAsync(s_pay, "1", NeverAsync, runtime: rig.NewRuntime());
        rig.Pass(TimeSpan.FromSeconds(5));
        Assert.False(other.IsCompleted);

        end.SetResult("done");
        await first.Soon();
        await rig.PassUntilAsync(other);

        Assert.Equal("done", await other);
    }

    [Fact]
    public async Task Duplicate_WhenTheKeyStaysBusy_IsToldInProgress()
    {
        using var rig = NewRig();
        var (body, begun, end) = Waits.Gate<string>();
        var first = rig.RunAsync(s_pay, "1", body);
        await begun.Soon();
        var other = rig.RunAsync(s_pay, "1", NeverAsync, runtime: rig.NewRuntime());

        await rig.PassUntilAsync(other);

        await Assert.ThrowsAsync<IdempotencyInProgressException>(() => other);
        end.SetResult("done");
        await first.Soon();
    }

    [Fact]
    public async Task Joiner_IsAnsweredOnlyAfterTheCommit()
    {
        using var rig = NewRig();
        var committed = new TaskCompletionSource();
        var commit = rig.Store.Next(StoreStep.Commit, StoreFault.DelayedRequest(committed.Task));
        var first = rig.RunAsync(s_pay, "1", WriteAsync("paid"));
        await commit.Reached.Soon();
        var joiner = rig.RunAsync(s_pay, "1", NeverAsync);
        Assert.False(joiner.IsCompleted);

        committed.SetResult();

        Assert.Equal("done", await joiner.Soon());
        Assert.Equal("done", await first.Soon());
    }

    [Fact]
    public async Task Commit_WhenItsReplyIsLost_IsSettledByReadingTheOwnerBack()
    {
        using var rig = NewRig();
        rig.Store.Next(StoreStep.Commit, StoreFault.ReplyLost());

        Assert.Equal("done", await rig.RunAsync(s_pay, "1", WriteAsync("paid")).Soon());
    }

    [Fact]
    public async Task Commit_ThatFails_IsToldAndLeavesNothing()
    {
        using var rig = NewRig();
        rig.Store.Next(StoreStep.Commit, StoreFault.Unavailable());

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => rig.RunAsync(s_pay, "1", WriteAsync("paid")).Soon());

        Assert.Empty(_transactions.Written);
        Assert.Equal("done", await rig.RunAsync(s_pay, "1", WriteAsync("paid")));
    }

    [Fact]
    public async Task Body_ThatCommits_IsToldAndTheRecordIsHeld()
    {
        using var rig = NewRig();

        await Assert.ThrowsAsync<IdempotencyTransactionEndedException>(() => rig.RunAsync(s_pay, "1", _ =>
        {
            Write("paid");
            IdempotencyContext.Required.Transaction!.Commit();
            return Task.FromResult("done");
        }));

        Assert.Equal(RecordState.Held, (await rig.RecordAsync("pay", "1"))!.State);
        await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => rig.RunAsync(s_pay, "1", NeverAsync));
    }

    [Fact]
    public async Task Body_ThatRollsBack_IsToldAndARetryRuns()
    {
        using var rig = NewRig();

        await Assert.ThrowsAsync<IdempotencyTransactionEndedException>(() => rig.RunAsync(s_pay, "1", _ =>
        {
            IdempotencyContext.Required.Transaction!.Rollback();
            return Task.FromResult("done");
        }));

        Assert.Equal("done", await rig.RunAsync(s_pay, "1", WriteAsync("paid")));
    }

    [Fact]
    public async Task Nested_OnTheSameStore_CommitsWithTheOuter()
    {
        using var rig = NewRig();
        var (wait, begun, end) = Waits.Gate<string>();
        var outer = rig.RunAsync(s_pay, "1", async token =>
        {
            Assert.Equal("done", await rig.RunAsync(s_pay, "2", WriteAsync("inner"), caller: token));
            Assert.Equal("done", await rig.RunAsync(s_pay, "2", NeverAsync, caller: token));
            return await wait(token);
        });
        await begun.Soon();
        Assert.Null(await rig.RecordAsync("pay", "2"));

        end.SetResult("done");
        await outer.Soon();

        Assert.Equal(["inner"], _transactions.Written);
        Assert.Equal("done", await rig.RunAsync(s_pay, "2", NeverAsync));
    }

    [Fact]
    public async Task Nested_ThatFails_UndoesOnlyItself()
    {
        using var rig = NewRig();

        await rig.RunAsync(s_pay, "1", async token =>
        {
            Write("outer");
            await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(s_pay, "2", _ =>
            {
                Write("inner");
                throw new TimeoutException();
            }, caller: token));
            return "done";
        });

        Assert.Equal(["outer"], _transactions.Written);
        Assert.Null(await rig.RecordAsync("pay", "2"));
    }

    [Fact]
    public async Task Nested_Siblings_TakeTurns()
    {
        using var rig = NewRig();
        var (wait, begun, end) = Waits.Gate<string>();
        var second = false;
        var outer = rig.RunAsync(s_pay, "1", async token =>
        {
            await Task.WhenAll(
                rig.RunAsync(s_pay, "2", wait, caller: token),
                rig.RunAsync(s_pay, "3", _ => Task.FromResult($"{second = true}"), caller: token));
            return "done";
        });
        await begun.Soon();
        Assert.False(second);

        end.SetResult("first");

        Assert.Equal("done", await outer.Soon());
        Assert.True(second);
    }

    [Fact]
    public async Task Body_AfterMaxRunning_IsCancelled()
    {
        using var rig = NewRig(static o => o.MaxRunning = TimeSpan.FromMinutes(1));
        var (body, begun, end) = Waits.Gate<string>();
        var call = rig.RunAsync(s_pay, "1", body);
        var token = await begun.Soon();

        rig.Pass(TimeSpan.FromMinutes(1));

        Assert.True(token.IsCancellationRequested);
        end.SetResult("late");
        Assert.Equal("late", await call.Soon());
    }

    [Fact]
    public async Task Transactional_OverAStoreWithoutTransactions_IsRefused()
    {
        using var rig = new Rig(plainly: true);

        await Assert.ThrowsAsync<IdempotencyNotConfiguredException>(() => rig.RunAsync(s_pay, "1", NeverAsync));
    }

    private Rig NewRig(Action<IdempotencyOptions>? configure = null) => NewRig(configure, memory => _transactions = new(memory));

    private static void Write(string word) => ((MemoryTransactions.Handle)IdempotencyContext.Required.Transaction!).Write(word);

    private static Func<CancellationToken, Task<string>> WriteAsync(string word) => _ =>
    {
        Write(word);
        return Task.FromResult("done");
    };

    private static Task<string> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");
}

/// <inheritdoc/>
public sealed class TransactingFromTheStoreTests : TransactingTests
{
    protected override bool Remembers => false;
}
