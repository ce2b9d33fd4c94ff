using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class PairCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("ClaimPair_OfAbsentKeys_ClaimsBoth", StoreFeatures.PairClaims, async s =>
        {
            var (predecessor, current) = (s.Attempt("old"), s.Attempt("new"));
            var answer = await ClaimAsync(s, predecessor, ClaimStatus.Claimed, current, ClaimStatus.Claimed);
            Expect.Within(s.Lease, answer.Predecessor.Remaining, "what is left of the predecessor's lease");
            Expect.Within(s.Lease, answer.Current!.Value.Remaining, "what is left of the current key's lease");
            Expect.Equal(predecessor.Owner, (await s.GetAsync("old")).Owner, "the owner of the predecessor");
            Expect.Equal(current.Owner, (await s.GetAsync("new")).Owner, "the owner of the current key");
        }),

        new("ClaimPair_WhosePredecessorIsCompleted_EndsThere", StoreFeatures.PairClaims, async s =>
        {
            await (await s.ClaimedAsync("old")).CompleteAsync(WriteStatus.Applied, "42");
            var answer = await ClaimAsync(s, s.Attempt("old"), ClaimStatus.Completed, s.Attempt("new"), null);
            Expect.Bytes(Scene.Value("42").Payload, Expect.NotNull(answer.Predecessor.Outcome, "the outcome").Payload, "the outcome");
            Expect.True(await s.FindAsync("new") is null, "the current key has no record");
        }),

        new("ClaimPair_WhoseCurrentKeyIsCompleted_LeavesThePredecessorAsItWas", StoreFeatures.PairClaims, async s =>
        {
            await (await s.ClaimedAsync("new")).CompleteAsync(WriteStatus.Applied);
            await ClaimAsync(s, s.Attempt("old"), ClaimStatus.Claimed, s.Attempt("new"), ClaimStatus.Completed);
            Expect.True(await s.FindAsync("old") is null, "the predecessor has no record");
        }),

        new("ClaimPair_Again_ChangesNothing", StoreFeatures.PairClaims, async s =>
        {
            var (predecessor, current) = (s.Attempt("old"), s.Attempt("new"));
            await ClaimAsync(s, predecessor, ClaimStatus.Claimed, current, ClaimStatus.Claimed);
            var again = await ClaimAsync(s, predecessor, ClaimStatus.Claimed, current, ClaimStatus.Claimed);
            Expect.Equal(1, again.Predecessor.Attempt, "the attempt at the predecessor");
            Expect.Equal(1, again.Current!.Value.Attempt, "the attempt at the current key");
        }),
    ];

    private static async Task<PairClaimResult> ClaimAsync(Scene s, Attempt predecessor, ClaimStatus first, Attempt current, ClaimStatus? second)
    {
        var answer = await ((IPairClaimStore)s.Store).ClaimPairAsync(predecessor.Request, current.Request, default);
        Expect.Equal(first, answer.Predecessor.Status, "the predecessor's answer");
        Expect.Equal(second, answer.Current?.Status, "the current key's answer");
        return answer;
    }
}
