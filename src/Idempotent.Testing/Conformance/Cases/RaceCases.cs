using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Steps of many callers at once. Each is one atomic step: as if they came one after the other, in some order.</summary>
internal static class RaceCases
{
    public static ConformanceCase[] All { get; } =
    [
        OneOfAllClaims("Race_ToClaimAnAbsentKey_HasOneWinner", attempt: 1, (_, _) => Task.CompletedTask),
        OneOfAllClaims("Race_ToTakeOver_HasOneWinner", attempt: 2, async (s, key) =>
        {
            await s.ClaimedAsync(key);
            await s.AdvanceAsync(s.Lease);
        }),
        OneOfAllClaims("Race_ToClaimAReleasedRecord_HasOneWinner", attempt: 2, async (s, key) => await (await s.ClaimedAsync(key)).ReleaseAsync(WriteStatus.Applied)),

        LateOwnerOrTaker("Race_OfALateCompletionAndATakeover_HasOneWinner", RecordState.Completed, async owner => await owner.CompleteAsync(Scene.Value("late"))),
        LateOwnerOrTaker("Race_OfALateRenewalAndATakeover_HasOneWinner", RecordState.InProgress, owner => owner.RenewAsync()),

        Race.Case("Race_ToResolve_HasOneWinner", StoreFeatures.None, async (s, race) =>
        {
            var key = race.Keys(1)[0];
            await (await s.ClaimedAsync(key)).HoldAsync(WriteStatus.Applied);
            var answers = await Race.AtOnceAsync(async i => await race.Store(i).ResolveAsync(new(Scene.Key(key), 1, Resolution.CompleteWith(Scene.Value($"{i}"))), default));
            Expect.Equal(1, answers.Count(a => a == ResolveStatus.Applied), "how many decisions were applied");
            var outcome = Expect.NotNull((await s.GetAsync(key)).Outcome, "the outcome");
            Expect.Bytes(Scene.Value($"{Array.IndexOf(answers, ResolveStatus.Applied)}").Payload, outcome.Payload, "the winner's outcome");
        }),

        Race.Case("Race_OfBatchesInOppositeOrders_HasOneWinnerPerKey", StoreFeatures.None, async (s, race) =>
        {
            var keys = race.Keys(2);
            var batches = Enumerable.Range(0, Race.Callers).Select(i => (i % 2 == 0 ? keys : keys.Reverse()).Select(key => s.Attempt(key).Request).ToArray()).ToArray();
            var answers = await Race.AtOnceAsync(async i => await race.Store(i).ClaimBatchAsync(batches[i], default));
            foreach (var key in keys)
            {
                var claimed = answers.Zip(batches).Sum(a => a.First.Zip(a.Second).Count(item => item.Second.Key == Scene.Key(key) && item.First.Status == ClaimStatus.Claimed));
                Expect.Equal(1, claimed, $"how many claimed '{key}'");
            }
        }),

        Race.Case("Race_OfAPairAndItsCurrentKey_LeavesNoHalf", StoreFeatures.PairClaims, async (s, race) =>
        {
            var (older, newer) = (race.Keys(2)[0], race.Keys(2)[1]);
            var won = await Race.AtOnceAsync(async i => i % 2 == 0
                ? (await ((IPairClaimStore)race.Store(i)).ClaimPairAsync(s.Attempt(older).Request, s.Attempt(newer).Request, default)).Current?.Status == ClaimStatus.Claimed
                : (await s.Attempt(newer, on: race.Store(i)).ClaimAsync()).Status == ClaimStatus.Claimed);
            Expect.Equal(1, won.Count(w => w), "how many claimed the current key");
            Expect.Equal(Array.IndexOf(won, true) % 2 == 0, await s.FindAsync(older) is not null, "whether the predecessor is claimed too");
        }),

        Race.Case("Race_OfWatchersAndACompletion_WakesAll", StoreFeatures.Watching, async (s, race) =>
        {
            var key = race.Keys(1)[0];
            var owner = await s.ClaimedAsync(key);
            await Race.AtOnceAsync(async i =>
            {
                if (i == Race.Callers / 2)
                {
                    await owner.CompleteAsync(WriteStatus.Applied);
                    return true;
                }

                // Subscribe, look, wait: no change is missed in between.
                await using var watch = await WatchCases.WatchAsync(s, race.Store(i), key);
                while ((await race.Store(i).GetAsync(Scene.Key(key), default))!.State != RecordState.Completed)
                {
                    await WatchCases.WokenAsync(s, watch.WaitAsync(s.Retention, default).AsTask());
                }

                return true;
            });
        }),
    ];

    private static ConformanceCase OneOfAllClaims(string name, int attempt, Func<Scene, string, Task> prepare) => Race.Case(name, StoreFeatures.None, async (s, race) =>
    {
        var key = race.Keys(1)[0];
        await prepare(s, key);
        var callers = Enumerable.Range(0, Race.Callers).Select(i => s.Attempt(key, on: race.Store(i))).ToArray();
        var answers = await Race.AtOnceAsync(i => callers[i].ClaimAsync());
        Expect.Equal(1, answers.Count(a => a.Status == ClaimStatus.Claimed), "how many of the callers claimed");
        Expect.Equal(Race.Callers - 1, answers.Count(a => a.Status == ClaimStatus.InProgress), "how many of the callers were told that it is in progress");
        var winner = Array.FindIndex(answers, a => a.Status == ClaimStatus.Claimed);
        Expect.Equal(attempt, answers[winner].Attempt, "the winner's attempt");
        Expect.Equal(callers[winner].Owner, (await s.GetAsync(key)).Owner, "the owner");
    });

    /// <summary>Pairs of callers, one key each: the owner whose lease is over, and one who takes over.</summary>
    private static ConformanceCase LateOwnerOrTaker(string name, RecordState ownersState, Func<Attempt, Task<WriteStatus>> write) => Race.Case(name, StoreFeatures.None, async (s, race) =>
    {
        var keys = race.Keys(Race.Callers / 2);
        var owners = await Task.WhenAll(keys.Select(key => s.ClaimedAsync(key)));
        var takers = keys.Select(key => s.Attempt(key)).ToArray();
        await s.AdvanceAsync(s.Lease);
        var won = await Race.AtOnceAsync(async i =>
        {
            // In every other pair the owner comes first.
            var (pair, isOwner) = (i / 2, (i % 2 == 0) == (i / 2 % 2 == 0));
            var caller = (isOwner ? owners : takers)[pair] with { Store = race.Store(i) };
            var hasWon = isOwner ? await write(caller) == WriteStatus.Applied : (await caller.ClaimAsync()).Status == ClaimStatus.Claimed;
            return hasWon ? caller : null;
        });
        for (var pair = 0; pair < keys.Length; pair++)
        {
            Expect.Equal(1, new[] { won[2 * pair], won[(2 * pair) + 1] }.Count(w => w is not null), "how many of the late owner and the taker have won");
            var winner = (won[2 * pair] ?? won[(2 * pair) + 1])!;
            var record = await s.GetAsync(keys[pair]);
            Expect.Equal(winner.Owner, record.Owner, "the owner");
            Expect.Equal(winner.Owner == owners[pair].Owner ? ownersState : RecordState.InProgress, record.State, "the state");
        }
    });
}
