using Idempotent.Storing;

namespace Idempotent.Stores.Tests;

internal static partial class BrokenStores
{
    private static Plant[] Batches =>
    [
        Batch("ClaimBatch_AnswersPerItem", "answers come in the order of keys", (requests, answers) =>
            requests.Count > 3 && requests.Select(r => r.Key).Distinct().Count() == requests.Count
                ? [.. requests.Zip(answers).OrderBy(x => x.First.Key).Select(x => x.Second)]
                : answers),
        Batch("ClaimBatch_WithADuplicate_NamesTheFirstItem", "a duplicate names the item before", (_, answers) =>
            [.. answers.Select((a, i) => a.Status == ClaimStatus.SameAsItem ? a with { SameAs = i - 1 } : a)]),
        Batch("ClaimBatch_WithADuplicateOfAnotherFingerprint_IsReused", "duplicates are compared by key only", (requests, answers) =>
            requests[0].Key == requests[^1].Key ? [.. answers.Select((a, i) => i > 0 ? a with { Status = ClaimStatus.SameAsItem } : a)] : answers),
        new("ClaimBatch_OfNothing_IsNothing", "nothing is an error", c => new(c)
        {
            ClaimBatch = requests => requests.Count == 0 ? throw new ArgumentException("Empty.", nameof(requests)) : ((IIdempotencyStore)c.World.Store).ClaimBatchAsync(requests, default),
        }),
        .. new[] { "Complete", "Release", "Renew", "Hold", "Resolve" }.Select(step =>
            new Plant($"{step}Batch_AnswersPerItem", "one item that fails fails the batch", c => new(c) { AllOrNothing = step })),
    ];

    private static Plant[] Managing =>
    [
        new("Get_ShowsTheWholeRecord", "get forgets the schema", c => new(c) { Get = (_, record) => Now(record is null ? null : record with { SchemaHash = 0 }) }),
        new("Get_OfAnExpiredRecord_IsNull", "get shows what was", c => new(c)
        {
            Get = (key, record) => Now(record ?? (c.World is { WasDeleted: false, WasPurged: false } ? c.World.Seen.GetValueOrDefault(key) : null)),
        }),
        Lists("List_IsInPagesByOrdinalKey", "pages are in no order", (b, filter, after, size) => b.ListAsync(filter, after, size, default), (_, page, size) =>
            size == 3 ? page with { Records = [.. page.Records.Reverse()] } : page),
        Lists("List_ThatFillsItsLastPage_Ends", "a full page is never the last", (b, filter, after, size) => b.ListAsync(filter, after, size, default), (_, page, size) =>
            page.Records.Count == size ? page with { Next = page.Records[^1].Key } : page),
        Lists("List_IsByOperationAndState", "of an operation, all states are listed", (b, filter, after, size) =>
            b.ListAsync(filter.Operation is null ? filter : filter with { State = null }, after, size, default), (_, page, _) => page),
        Lists("List_HasNeitherOutcomesNorCheckpoints", "lists have outcomes", (b, filter, after, size) => b.ListAsync(filter, after, size, default), (_, page, _) =>
            page with { Records = [.. page.Records.Select(r => r.State == RecordState.Completed ? r with { Outcome = new(OutcomeKind.Value, "json", default) } : r)] }),
        new("Count_IsByOperationAndState", "all operations are counted", c => new(c) { Count = filter => c.World.Store.CountAsync(filter with { Operation = null }, default) }),
        new("Count_LeavesOutExpiredRecords", "expired ones are counted", c => new(c)
        {
            Count = async filter => filter == RecordFilter.All ? c.World.Seen.Count : await c.World.Store.CountAsync(filter, default),
        }),
        Completing("Delete_TakesTheRecordFromItsOwner", "the owner of a deleted record may complete", (b, r, before) =>
            b.World.WasDeleted && before is null ? Now(WriteStatus.Applied) : b.Right.CompleteAsync(r, default)),
        new("Delete_OfAnAbsentKey_IsFalse", "there was always something", c => new(c)
        {
            Delete = async key =>
            {
                await c.World.Store.DeleteAsync(key, default);
                return true;
            },
        }),
        new("Purge_LeavesWhatHasNotExpired", "the purge removes released ones", c => new(c)
        {
            Purge = async limit =>
            {
                var released = await c.World.Store.ListAsync(new() { State = RecordState.Released }, null, 1000, default);
                foreach (var record in released.Records)
                {
                    await c.World.Store.DeleteAsync(record.Key, default);
                }

                return await c.World.Store.PurgeAsync(limit, default);
            },
        }),
        new("Purge_RemovesWhatHasExpired", "of a purge that ends, the third is not counted", c => new(c)
        {
            Purge = async limit => await c.World.Store.PurgeAsync(limit, default) is var r && r is { More: false, Purged: > 2 } ? r with { Purged = 2 } : r,
        }),
        new("Purge_StopsAtItsLimit", "the purge knows no limit for what has expired", c => new(c)
        {
            Purge = async limit => await c.World.Store.PurgeAsync(await HasAbandonedAsync(c) ? limit : int.MaxValue, default),
        }),
        new("Purge_ThatHolds_StopsAtItsLimit", "the purge knows no limit for what is held", c => new(c)
        {
            Purge = async limit => await c.World.Store.PurgeAsync(await HasAbandonedAsync(c) ? int.MaxValue : limit, default),
        }),
        new("Purge_HoldsWhatIsAbandonedUnderHold", "a purge that ends does not say what it held", c => new(c)
        {
            Purge = async limit => await c.World.Store.PurgeAsync(limit, default) is var r && r.More ? r : r with { Held = 0 },
        }),
    ];

    private static Plant[] Resolving =>
    [
        Answers("Resolve_RunAgain_GivesTheNextAttempt", "a decision starts the attempts again", (_, _, before, a) =>
            Is(before, RecordState.Released) && before!.Owner == OwnerToken.None ? a with { Attempt = 1 } : a),
        Resolves("Resolve_CompleteWith_IsReplayed", "the decided outcome is lost", (b, r, _) => b.Right.ResolveAsync(
            r.Resolution.Outcome is { Payload.Length: > 3 } outcome ? r with { Resolution = Resolution.CompleteWith(outcome with { Payload = default }) } : r, default)),
        Resolves("Resolve_OfAnAbandonedRecord_IsApplied", "only what is held is decided", (b, r, before) =>
            Is(before, RecordState.Abandoned) ? Now(ResolveStatus.Refused) : b.Right.ResolveAsync(r, default)),
        Completing("Resolve_TakesTheRecordFromItsOwner", "a decision leaves the record to its owner", (b, r, before) =>
            Is(before, RecordState.Released) && before!.Owner == OwnerToken.None ? Now(WriteStatus.Applied) : b.Right.CompleteAsync(r, default)),
        Resolves("Resolve_AtAnotherAttempt_IsAMismatch", "the attempt does not count", (b, r, before) =>
            b.Right.ResolveAsync(before is null ? r : r with { ExpectedAttempt = before.Attempt }, default)),
        Resolves("Resolve_OfARecordThatNeedsNoDecision_IsRefused", "what runs is decided", (b, r, before) =>
            Is(before, RecordState.InProgress) ? Now(ResolveStatus.Applied) : b.Right.ResolveAsync(r, default)),
        Resolves("Resolve_OfAnAbsentKey_IsNotFound", "nothing is refused", (b, r, before) =>
            before is null ? Now(ResolveStatus.Refused) : b.Right.ResolveAsync(r, default)),
    ];

    private static async Task<bool> HasAbandonedAsync(Client client) => await client.World.Store.CountAsync(new() { State = RecordState.Abandoned }, default) > 0;

    private static Plant Batch(string name, string fault, Func<IReadOnlyList<ClaimRequest>, ClaimResult[], ClaimResult[]> answer) => new(name, fault, c => new(c)
    {
        ClaimBatch = async requests => await ((IIdempotencyStore)c.World.Store).ClaimBatchAsync(requests, default) is { Length: > 0 } answers ? answer(requests, answers) : [],
    });

    private static Plant Lists(
        string name, string fault, Func<InMemoryIdempotencyStore, RecordFilter, RecordKey?, int, ValueTask<RecordPage>> list, Func<World, RecordPage, int, RecordPage> page) => new(name, fault, c => new(c)
        {
            List = async (filter, after, size) => page(c.World, await list(c.World.Store, filter, after, size), size),
        });

    private static Plant Resolves(string name, string fault, Func<Broken, ResolveRequest, IdempotencyRecord?, ValueTask<ResolveStatus>> resolve) => new(name, fault, c =>
    {
        Broken broken = null!;
        return broken = new(c) { Resolve = (r, before) => resolve(broken, r, before) };
    });
}
