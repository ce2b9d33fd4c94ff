using System.Globalization;
using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Records that commit together with a body's writes. The open transaction is the lease.</summary>
internal static class TransactionCases
{
    public static ConformanceCase[] All { get; } =
    [
        Case("Transaction_ThatCommits_KeepsTheRecordAndTheWrites", async (s, store) =>
        {
            await using (var transaction = await BeginAsync(s, store))
            {
                var request = s.Attempt().Request;
                Expect.Equal(ClaimStatus.Claimed, (await transaction.ClaimAsync(request, default)).Status, "the claim");
                await RunAsync(transaction, "INSERT INTO body VALUES (1)");
                Expect.Equal(WriteStatus.Applied, await transaction.CompleteAsync(new(request.Key, request.Owner, Scene.Value("42"), s.Retention), default), "complete");
                await transaction.CommitAsync(default);
            }

            var replay = await s.Attempt().ClaimAsync(ClaimStatus.Completed);
            Expect.Bytes(Scene.Value("42").Payload, Expect.NotNull(replay.Outcome, "the outcome").Payload, "the outcome");
            await WritesAsync(s, store, 1);
        }),

        Case("Transaction_ThatIsNotCommitted_LeavesNothing", async (s, store) =>
        {
            await using (var transaction = await BeginAsync(s, store))
            {
                await transaction.ClaimAsync(s.Attempt().Request, default);
                await RunAsync(transaction, "INSERT INTO body VALUES (1)");
            }

            Expect.True(await s.FindAsync() is null, "there is no record");
            await WritesAsync(s, store, 0);
        }),

        Case("Transaction_IsNotSeenBeforeItsCommit", async (s, store) =>
        {
            await using var transaction = await BeginAsync(s, store);
            await transaction.ClaimAsync(s.Attempt().Request, default);
            Expect.True(await s.FindAsync() is null, "there is no record yet");
        }),

        Case("Transaction_WhileAnotherHasTheKey_IsBusy", async (s, store) =>
        {
            await using var first = await BeginAsync(s, store);
            await first.ClaimAsync(s.Attempt().Request, default);
            await using var second = await BeginAsync(s, store);
            Expect.Equal(ClaimStatus.Busy, (await second.ClaimAsync(s.Attempt().Request, default)).Status, "the claim of the second transaction");
        }),

        Case("Transaction_ClaimOfACompletedRecord_IsReplayed", async (s, store) =>
        {
            await (await s.ClaimedAsync()).CompleteAsync(WriteStatus.Applied);
            await using var transaction = await BeginAsync(s, store);
            Expect.Equal(ClaimStatus.Completed, (await transaction.ClaimAsync(s.Attempt().Request, default)).Status, "the claim");
        }),

        Case("Transaction_ClaimWithAnotherFingerprint_IsReused", async (s, store) =>
        {
            await (await s.ClaimedAsync(print: "10")).CompleteAsync(WriteStatus.Applied);
            await using var transaction = await BeginAsync(s, store);
            Expect.Equal(ClaimStatus.KeyReused, (await transaction.ClaimAsync(s.Attempt(print: "99").Request, default)).Status, "the claim");
        }),

        Case("Transaction_ClaimAgainByItsOwner_ChangesNothing", async (s, store) =>
        {
            await using var transaction = await BeginAsync(s, store);
            var request = s.Attempt().Request;
            var first = await transaction.ClaimAsync(request, default);
            var again = await transaction.ClaimAsync(request, default);
            Expect.Equal((ClaimStatus.Claimed, 1, first.FencingToken), (again.Status, again.Attempt, again.FencingToken), "status, attempt and fencing token");
        }),

        Case("Transaction_RolledBackToASavepoint_KeepsWhatCameBefore", async (s, store) =>
        {
            await using (var transaction = await BeginAsync(s, store))
            {
                await transaction.ClaimAsync(s.Attempt("outer").Request, default);
                await transaction.SaveAsync("nested", default);
                await transaction.ClaimAsync(s.Attempt("nested").Request, default);
                await RunAsync(transaction, "INSERT INTO body VALUES (1)");
                await transaction.RollbackToAsync("nested", default);
                await transaction.CommitAsync(default);
            }

            await s.GetAsync("outer");
            Expect.True(await s.FindAsync("nested") is null, "the nested record is rolled back");
            await WritesAsync(s, store, 0);
        }),

        Case("Transaction_ThatTheBodyEnded_IsNotOpen", async (s, store) =>
        {
            await using var transaction = await BeginAsync(s, store);
            await transaction.ClaimAsync(s.Attempt().Request, default);
            Expect.True(transaction.IsOpen, "the transaction is open while the body runs");
            await transaction.Transaction.CommitAsync();
            Expect.True(!transaction.IsOpen, "the transaction is over when the body has committed it");
        }),

        Case("Transaction_Joined_IsTheCallersToEnd", async (s, store) =>
        {
            await using (var callers = await BeginAsync(s, store))
            {
                await using (var joined = store.Join(callers.Transaction))
                {
                    Expect.Equal(ClaimStatus.Claimed, (await joined.ClaimAsync(s.Attempt().Request, default)).Status, "the claim");
                }

                await callers.CommitAsync(default);
            }

            await s.GetAsync();
        }),

        Case("Transaction_WhoseCommitIsInDoubt_IsSettledByItsOwner", async (s, store) =>
        {
            var request = s.Attempt().Request;
            await using (var transaction = await BeginAsync(s, store))
            {
                await transaction.ClaimAsync(request, default);
                await transaction.CompleteAsync(new(request.Key, request.Owner, Scene.Value("42"), s.Retention), default);
                await transaction.CommitAsync(default);
            }

            Expect.Equal(request.Owner, (await s.GetAsync()).Owner, "the owner of the record");
        }),

        Race.Case("Race_OfTransactions_HasOneWinner", StoreFeatures.Transactions, async (s, race) =>
        {
            var key = race.Keys(1)[0];
            var answers = await Race.AtOnceAsync(async i =>
            {
                await using var transaction = await BeginAsync(s, (ITransactionalStore)race.Store(i));
                var request = s.Attempt(key).Request;
                var answer = await transaction.ClaimAsync(request, default);
                if (answer.Status == ClaimStatus.Claimed)
                {
                    await transaction.CompleteAsync(new(request.Key, request.Owner, Scene.Value($"{i}"), s.Retention), default);
                    await transaction.CommitAsync(default);
                }

                return answer.Status;
            });
            Expect.Equal(1, answers.Count(a => a == ClaimStatus.Claimed), "how many of the callers claimed");
            Expect.True(answers.All(a => a is ClaimStatus.Claimed or ClaimStatus.Busy or ClaimStatus.Completed), "everybody else is told that it is busy, or completed");
            await s.StateAsync(RecordState.Completed, key);
        }),
    ];

    private static ConformanceCase Case(string name, Func<Scene, ITransactionalStore, Task> run) => new(name, StoreFeatures.Transactions, async s =>
    {
        var store = (ITransactionalStore)s.Store;
        await using (var transaction = await BeginAsync(s, store))
        {
            await RunAsync(transaction, "CREATE TABLE body (number INTEGER NOT NULL)");
            await transaction.CommitAsync(default);
        }

        await run(s, store);
    });

    private static async Task<IStoreTransaction> BeginAsync(Scene s, ITransactionalStore store) => await store.BeginAsync(s.Lease, default);

    private static async Task WritesAsync(Scene s, ITransactionalStore store, int expected)
    {
        await using var transaction = await BeginAsync(s, store);
        var count = Convert.ToInt32(await RunAsync(transaction, "SELECT COUNT(*) FROM body"), CultureInfo.InvariantCulture);
        Expect.Equal(expected, count, "how many writes of the body there are");
    }

    private static async Task<object?> RunAsync(IStoreTransaction transaction, string sql)
    {
        await using var command = transaction.Connection.CreateCommand();
        command.Transaction = transaction.Transaction;
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
