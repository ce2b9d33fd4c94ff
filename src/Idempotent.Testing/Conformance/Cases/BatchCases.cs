using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Batches answer per item, in the order of the items.</summary>
internal static class BatchCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("ClaimBatch_AnswersPerItem", async s =>
        {
            await (await s.ClaimedAsync("b-completed")).CompleteAsync(WriteStatus.Applied);
            await s.ClaimedAsync("c-running");
            await s.ClaimedAsync("d-reused", print: "10");
            await (await s.ClaimedAsync("e-held")).HoldAsync(WriteStatus.Applied);
            await ClaimAsync(
                s,
                (s.Attempt("e-held"), ClaimStatus.Held),
                (s.Attempt("d-reused", print: "99"), ClaimStatus.KeyReused),
                (s.Attempt("a-new"), ClaimStatus.Claimed),
                (s.Attempt("c-running"), ClaimStatus.InProgress),
                (s.Attempt("b-completed"), ClaimStatus.Completed));
        }),

        new("ClaimBatch_WithADuplicate_NamesTheFirstItem", async s =>
        {
            var answers = await ClaimAsync(
                s,
                (s.Attempt("other"), ClaimStatus.Claimed),
                (s.Attempt("key"), ClaimStatus.Claimed),
                (s.Attempt("key"), ClaimStatus.SameAsItem),
                (s.Attempt("key"), ClaimStatus.SameAsItem));
            Expect.Equal(1, answers[2].SameAs, "the item that the third one is the same as");
            Expect.Equal(1, answers[3].SameAs, "the item that the fourth one is the same as");
        }),

        new("ClaimBatch_WithADuplicateOfAnotherFingerprint_IsReused", async s => await ClaimAsync(
            s,
            (s.Attempt(print: "10"), ClaimStatus.Claimed),
            (s.Attempt(print: "99"), ClaimStatus.KeyReused))),

        new("ClaimBatch_OfNothing_IsNothing", async s =>
            Expect.Equal(0, (await s.Store.ClaimBatchAsync([], default)).Length, "how many answers")),

        Writes("Complete", RecordState.Completed, (s, a) => s.Store.CompleteBatchAsync([.. a.Select(x => new CompleteRequest(x.Request.Key, x.Owner, Scene.Value("1"), s.Retention))], default)),
        Writes("Release", RecordState.Released, (s, a) => s.Store.ReleaseBatchAsync([.. a.Select(x => new ReleaseRequest(x.Request.Key, x.Owner, s.Retention))], default)),
        Writes("Renew", RecordState.InProgress, (s, a) => s.Store.RenewBatchAsync([.. a.Select(x => new RenewRequest(x.Request.Key, x.Owner, s.Lease))], default)),
        Writes("Hold", RecordState.Held, (s, a) => s.Store.HoldBatchAsync([.. a.Select(x => new HoldRequest(x.Request.Key, x.Owner, HoldReason.Failed))], default)),

        new("ResolveBatch_AnswersPerItem", async s =>
        {
            await (await s.ClaimedAsync("held")).HoldAsync(WriteStatus.Applied);
            await s.ClaimedAsync("running");
            ResolveRequest[] requests = [.. new[] { "running", "held", "absent" }.Select(key => new ResolveRequest(Scene.Key(key), 1, Resolution.RunAgain))];
            var answers = await s.Store.ResolveBatchAsync(requests, default);
            Expect.Equal("Refused, Applied, NotFound", string.Join(", ", answers), "the answers");
            await s.StateAsync(RecordState.Released, "held");
        }),
    ];

    private static async Task<ClaimResult[]> ClaimAsync(Scene s, params (Attempt Attempt, ClaimStatus Expected)[] items)
    {
        var answers = await s.Store.ClaimBatchAsync([.. items.Select(i => i.Attempt.Request)], default);
        Expect.Equal(string.Join(", ", items.Select(i => i.Expected)), string.Join(", ", answers.Select(a => a.Status)), "the answers");
        return answers;
    }

    private static ConformanceCase Writes(string step, RecordState then, Func<Scene, Attempt[], ValueTask<WriteStatus[]>> write) => new($"{step}Batch_AnswersPerItem", async s =>
    {
        var owner = await s.ClaimedAsync("z-owned");
        await s.ClaimedAsync("a-anothers");
        await s.AdvanceAsync(s.Lease);
        // Two items fail, and the one between them is applied all the same.
        var answers = await write(s, [s.Attempt("a-anothers"), owner, s.Attempt("absent")]);
        Expect.Equal("NotOwner, Applied, NotOwner", string.Join(", ", answers), "the answers");
        await s.StateAsync(then, "z-owned");
        await s.StateAsync(RecordState.Abandoned, "a-anothers");
    });
}
