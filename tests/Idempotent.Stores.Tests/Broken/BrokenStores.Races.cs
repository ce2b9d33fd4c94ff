using Idempotent.Storing;

namespace Idempotent.Stores.Tests;

internal static partial class BrokenStores
{
    private static Plant[] Instances =>
    [
        Renewing("Instances_ShareTheirRecords", "an instance renews only what it claimed", (b, r, _) =>
            b.Client.Number > 1 ? Now(WriteStatus.NotOwner) : b.Right.RenewAsync(r, default)),
        new("Records_OutliveTheInstanceThatWroteThem", "closing gives up what is in progress", c => new(c)
        {
            Close = async () =>
            {
                foreach (var running in (await c.World.Store.ListAsync(new() { State = RecordState.InProgress }, null, 1000, default)).Records)
                {
                    await c.World.Store.DeleteAsync(running.Key, default);
                }
            },
        }),
        Answers("FencingToken_GrowsOverDeletionAndReopening", "a new instance starts the tokens again", (b, _, before, a) =>
            before is null && b.World.WasDeleted && b.Client.Number > 1 ? a with { FencingToken = 1 } : a),
    ];

    /// <summary>All of them look, and then act on what they saw.</summary>
    private static Plant[] Races =>
    [
        LooksThenClaims("Race_ToClaimAnAbsentKey_HasOneWinner", (b, before, _) => before is null && !b.World.HadPairs),
        LooksThenClaims("Race_ToTakeOver_HasOneWinner", (_, before, a) => Is(before, RecordState.Abandoned) && a.Attempt > before!.Attempt),
        LooksThenClaims("Race_ToClaimAReleasedRecord_HasOneWinner", (_, before, _) => Is(before, RecordState.Released)),
        Completing("Race_OfALateCompletionAndATakeover_HasOneWinner", "looks at the owner, then completes", async (b, r, before) =>
        {
            await LookAwayAsync();
            var status = await b.Right.CompleteAsync(r, default);
            return before?.Owner == r.Owner && status == WriteStatus.NotOwner ? WriteStatus.Applied : status;
        }),
        Renewing("Race_OfALateRenewalAndATakeover_HasOneWinner", "looks at the owner, then renews", async (b, r, before) =>
        {
            await LookAwayAsync();
            var status = await b.Right.RenewAsync(r, default);
            return before?.Owner == r.Owner && status == WriteStatus.NotOwner ? WriteStatus.Applied : status;
        }),
        Resolves("Race_ToResolve_HasOneWinner", "looks at the state, then decides", async (b, r, before) =>
        {
            await LookAwayAsync();
            var status = await b.Right.ResolveAsync(r, default);
            return Is(before, RecordState.Held) && status == ResolveStatus.Refused ? ResolveStatus.Applied : status;
        }),
        new("Race_OfBatchesInOppositeOrders_HasOneWinnerPerKey", "looks at the keys, then claims", c => new(c)
        {
            ClaimBatch = async requests =>
            {
                var absent = await Task.WhenAll(requests.Select(async r => await c.World.Store.GetAsync(r.Key, default) is null));
                await LookAwayAsync();
                var answers = await ((IIdempotencyStore)c.World.Store).ClaimBatchAsync(requests, default);
                return [.. answers.Select((a, i) => absent[i] && a.Status == ClaimStatus.InProgress ? a with { Status = ClaimStatus.Claimed } : a)];
            },
        }),
    ];

    private static Plant LooksThenClaims(string name, Func<Broken, IdempotencyRecord?, ClaimResult, bool> sawItFree) => Claiming(name, "looks at the record, then claims", async (b, r, before) =>
    {
        await LookAwayAsync();
        var answer = await b.Right.ClaimAsync(r, default);
        return answer.Status == ClaimStatus.InProgress && sawItFree(b, before, answer) ? answer with { Status = ClaimStatus.Claimed } : answer;
    });

    /// <summary>Lets everybody else who is ready go first: to the end of the pool's common queue.</summary>
    private static Task LookAwayAsync() => Task.Factory.StartNew(static () => { }, default, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
}
