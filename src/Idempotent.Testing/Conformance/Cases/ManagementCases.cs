using Idempotent.Storing;

namespace Idempotent.Testing;

internal static class ManagementCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Get_ShowsTheWholeRecord", async s =>
        {
            var owner = s.Attempt(print: "10", hold: true);
            var claim = await owner.ClaimAsync(ClaimStatus.Claimed);
            var record = await s.GetAsync();
            Expect.Equal(owner.Request.Key, record.Key, "the key");
            Expect.Equal(Scene.Operation, record.Operation, "the operation");
            Expect.Equal(RecordState.InProgress, record.State, "the state");
            Expect.Equal(owner.Owner, record.Owner, "the owner");
            Expect.Equal(claim.FencingToken, record.FencingToken, "the fencing token");
            Expect.Equal(Scene.Print("10"), record.Fingerprint, "the fingerprint");
            Expect.Equal(1L, record.SchemaHash, "the schema");
            Expect.Equal(true, record.HoldWhenAbandoned, "whether it is held when abandoned");
            Expect.Equal(claim.StartedAt, record.StartedAt, "when it started");
            Expect.Equal(record.StartedAt + s.Lease, record.LeaseUntil, "when the lease ends");
            Expect.Equal(null, record.ExpiresAt, "when it expires");
            Expect.Equal(s.Retention, record.Retention, "the retention");
        }),

        new("Get_OfAnExpiredRecord_IsNull", async s =>
        {
            await (await s.ClaimedAsync()).CompleteAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention);
            Expect.True(await s.FindAsync() is null, "an expired record is not seen");
        }),

        new("List_IsInPagesByOrdinalKey", async s =>
        {
            string[] keys = ["B", "a", "Z", "0", "~", "b", "_"];
            foreach (var key in keys)
            {
                await s.ClaimedAsync(key);
            }

            var pages = new List<string>();
            RecordKey? after = null;
            do
            {
                var page = await s.Store.ListAsync(RecordFilter.All, after, 3, default);
                pages.Add(string.Concat(page.Records.Select(r => r.Key.Value[^1])));
                after = page.Next;
            }
            while (after is not null && pages.Count < 5);

            Expect.Equal("0BZ _ab ~", string.Join(' ', pages), "the pages");
        }),

        new("List_ThatFillsItsLastPage_Ends", async s =>
        {
            await s.ClaimedAsync("1");
            await s.ClaimedAsync("2");
            Expect.Equal(null, (await s.Store.ListAsync(RecordFilter.All, null, 2, default)).Next, "where the next page begins");
        }),

        new("List_IsByOperationAndState", async s =>
        {
            await SeveralAsync(s);
            var page = await s.Store.ListAsync(new() { Operation = "charge", State = RecordState.Completed }, null, 10, default);
            Expect.Equal("charge-done", string.Join(' ', page.Records.Select(r => r.Key.Value.Split(':')[^1])), "the completed ones of 'charge'");
        }),

        new("List_HasNeitherOutcomesNorCheckpoints", async s =>
        {
            await (await s.ClaimedAsync()).CompleteAsync(WriteStatus.Applied);
            var record = (await s.Store.ListAsync(RecordFilter.All, null, 10, default)).Records[0];
            Expect.True(record.Outcome is null && record.Checkpoint.IsEmpty, "lists are without outcomes and checkpoints");
        }),

        new("Count_IsByOperationAndState", async s =>
        {
            await SeveralAsync(s);
            Expect.Equal(4L, await s.CountAsync(), "how many there are");
            Expect.Equal(2L, await s.CountAsync(operation: "charge"), "how many of 'charge'");
            Expect.Equal(2L, await s.CountAsync(RecordState.Completed), "how many are completed");
            Expect.Equal(1L, await s.CountAsync(RecordState.Completed, "charge"), "how many of 'charge' are completed");
        }),

        new("Count_LeavesOutExpiredRecords", async s =>
        {
            await (await s.ClaimedAsync()).CompleteAsync(WriteStatus.Applied);
            await s.AdvanceAsync(s.Retention);
            Expect.Equal(0L, await s.CountAsync(), "how many unexpired ones there are");
        }),

        new("Delete_TakesTheRecordFromItsOwner", async s =>
        {
            var owner = await s.ClaimedAsync();
            Expect.True(await s.Store.DeleteAsync(Scene.Key("key"), default), "the record was there");
            await owner.CompleteAsync(WriteStatus.NotOwner);
            Expect.True(await s.FindAsync() is null, "the record is gone");
        }),

        new("Delete_OfAnAbsentKey_IsFalse", async s =>
            Expect.Equal(false, await s.Store.DeleteAsync(Scene.Key("key"), default), "whether there was a record")),
    ];

    private static async Task SeveralAsync(Scene s)
    {
        foreach (var operation in new[] { "charge", "refund" })
        {
            await s.ClaimedAsync(operation + "-running", operation: operation);
            await (await s.ClaimedAsync(operation + "-done", operation: operation)).CompleteAsync(WriteStatus.Applied);
        }
    }
}
