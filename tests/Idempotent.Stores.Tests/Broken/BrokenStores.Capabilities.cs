using Idempotent.Storing;

namespace Idempotent.Stores.Tests;

internal static partial class BrokenStores
{
    private static Plant[] Watching =>
    [
        Watches("Watch_WakesOnCompletion", "a completion wakes nobody", (w, right, was) => new(w, right, was) { Mutes = "Complete" }),
        Watches("Watch_WakesOnRelease", "a release wakes nobody", (w, right, was) => new(w, right, was) { Mutes = "Release" }),
        Watches("Watch_WakesOnHold", "a hold wakes nobody", (w, right, was) => new(w, right, was) { Mutes = "Hold" }),
        Watches("Watch_WakesOnDeletion", "a deletion wakes nobody", (w, right, was) => new(w, right, was) { Mutes = "Delete" }),
        Watches("Watch_WakesOnDecision", "a decision wakes nobody", (w, right, was) => new(w, right, was) { Mutes = "Resolve" }),
        Watches("Watch_WakesForAChangeBeforeTheWait", "only who waits is woken", (w, right, was) => new(w, right, was) { ForgetsWhatCameBeforeTheWait = true }),
        Watches("Watch_WakesAgain", "a watch wakes once", (w, right, was) => new(w, right, was) { WakesOnce = true }),
        Watches("Watch_ReturnsWhenTheTimeIsOver", "the time is never over", (w, right, was) => new(w, right, was) { NeverTimesOut = true }),
        Watches("Watch_ThatIsCancelled_Throws", "cancellation is ignored", (w, right, was) => new(w, right, was) { IgnoresCancellation = true }),
        Watches("Race_OfWatchersAndACompletion_WakesAll", "one watcher is woken", (w, right, was) => new(w, right, was) { WakesOnlyTheFirst = true }),
    ];

    private static Plant[] Capabilities =>
    [
        Answers("Progress_IsHandedToWhoTakesOver", "a takeover loses the progress", (_, _, before, a) => Is(before, RecordState.Abandoned) ? a with { Checkpoint = default } : a),
        Answers("Progress_IsHandedOnAfterARelease", "a release loses the progress", (_, _, before, a) => Is(before, RecordState.Released) ? a with { Checkpoint = default } : a),
        Answers("Progress_IsNotHandedToAnotherFingerprint", "anybody gets the progress", (_, r, before, a) =>
            Is(before, RecordState.Released) && before!.Fingerprint != r.Fingerprint ? a with { Checkpoint = before.Checkpoint } : a),
        Saves("Progress_ReplacesWhatWasSaved", "the first progress stays", (w, key, owner, progress, before) =>
            before is { Checkpoint.Length: > 0 } ? Now(WriteStatus.Applied) : w.Store.SaveProgressAsync(key, owner, progress, default)),
        new("Progress_IsTheBytesAtTheTimeOfTheCall", "the caller's buffer is kept", c => new(c)
        {
            SaveProgress = async (key, owner, progress, _) =>
            {
                var status = await c.World.Store.SaveProgressAsync(key, owner, progress, default);
                c.World.LastProgress = status == WriteStatus.Applied ? progress : null;
                return status;
            },
            Get = (_, record) => Now(record is null || c.World.LastProgress is null ? record : record with { Checkpoint = c.World.LastProgress.Value }),
        }),
        Saves("Progress_OfARecordThatIsNotInProgress_IsRefused", "what is completed makes progress", (w, key, owner, progress, before) =>
            Is(before, RecordState.Completed) ? Now(WriteStatus.Applied) : w.Store.SaveProgressAsync(key, owner, progress, default)),

        Pairs("ClaimPair_OfAbsentKeys_ClaimsBoth", "nothing is left of the predecessor's lease", (_, _, _, _, answer) =>
            Now(answer with { Predecessor = answer.Predecessor with { Remaining = TimeSpan.Zero } })),
        Pairs("ClaimPair_WhosePredecessorIsCompleted_EndsThere", "the current key is claimed all the same", async (s, _, current, _, answer) =>
        {
            if (answer.Predecessor.Status == ClaimStatus.Completed)
            {
                await s.ClaimAsync(current, default);
            }

            return answer;
        }),
        Pairs("ClaimPair_WhoseCurrentKeyIsCompleted_LeavesThePredecessorAsItWas", "the predecessor stays claimed", async (s, predecessor, _, _, answer) =>
        {
            if (answer.Current?.Status == ClaimStatus.Completed)
            {
                await s.ClaimAsync(predecessor, default);
            }

            return answer;
        }),
        Pairs("ClaimPair_Again_ChangesNothing", "a repeated pair is another attempt", (_, predecessor, _, before, answer) =>
            Now(before?.Owner == predecessor.Owner ? answer with { Predecessor = answer.Predecessor with { Attempt = 2 } } : answer)),
        Pairs("Race_OfAPairAndItsCurrentKey_LeavesNoHalf", "a pair that loses leaves its half", async (s, predecessor, _, _, answer) =>
        {
            if (answer.Current?.Status == ClaimStatus.InProgress)
            {
                await s.ClaimAsync(predecessor, default);
            }

            return answer;
        }),
    ];

    private static Plant Watches(string name, string fault, Func<World, IRecordWatch, bool, BrokenWatch> watch) =>
        new(name, fault, c => new(c) { Watch = (key, right) => watch(c.World, right, c.World.Seen.ContainsKey(key)) });

    private static Plant Saves(string name, string fault, Func<World, RecordKey, OwnerToken, ReadOnlyMemory<byte>, IdempotencyRecord?, ValueTask<WriteStatus>> save) =>
        new(name, fault, c => new(c) { SaveProgress = (key, owner, progress, before) => save(c.World, key, owner, progress, before) });

    private static Plant Pairs(
        string name, string fault, Func<InMemoryIdempotencyStore, ClaimRequest, ClaimRequest, IdempotencyRecord?, PairClaimResult, ValueTask<PairClaimResult>> answer) => new(name, fault, c => new(c)
        {
            ClaimPair = async (predecessor, current) =>
            {
                var store = c.World.Store;
                var before = await store.GetAsync(predecessor.Key, default);
                return await answer(store, predecessor, current, before, await store.ClaimPairAsync(predecessor, current, default));
            },
        });
}
