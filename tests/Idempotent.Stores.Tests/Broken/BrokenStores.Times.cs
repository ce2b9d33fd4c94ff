using Idempotent.Storing;

namespace Idempotent.Stores.Tests;

internal static partial class BrokenStores
{
    private static readonly TimeSpan s_little = TimeSpan.FromMilliseconds(2);

    private static Plant[] Fencing =>
    [
        new("FencingToken_IsAtLeastTheStoresTime", "tokens have a unit of their own", c => new(c)
        {
            Claim = async (r, _) => await c.World.Store.ClaimAsync(r, default) is var a && a.FencingToken > 0 ? a with { FencingToken = a.FencingToken / 2 } : a,
            Get = (_, record) => Now(record is null ? null : record with { FencingToken = record.FencingToken / 2 }),
        }),
        Answers("FencingToken_GrowsOverTakeover", "a takeover keeps the token", (_, r, before, a) =>
            Is(before, RecordState.Abandoned) && before!.Owner != r.Owner ? a with { FencingToken = before.FencingToken } : a),
        Answers("FencingToken_GrowsOverRelease", "a release starts the tokens again", (b, r, before, a) =>
            Is(before, RecordState.Released) && before!.Owner != OwnerToken.None ? a with { FencingToken = b.World.Seen[r.Key].FencingToken } : a),
        Answers("FencingToken_GrowsOverExpiry", "expiry starts the tokens again", (b, r, before, a) =>
            before is null && b.World.Seen.ContainsKey(r.Key) && b.World is { WasPurged: false, WasDeleted: false } ? a with { FencingToken = 1 } : a),
        Answers("FencingToken_GrowsOverPurge", "the purge starts the tokens again", (b, r, before, a) =>
            before is null && b.World.Seen.ContainsKey(r.Key) && b.World.WasPurged ? a with { FencingToken = 1 } : a),
        Answers("FencingToken_GrowsOverDelete", "deletion starts the tokens again", (b, _, before, a) =>
            before is null && b.World.WasDeleted && b.Client.Number == 1 ? a with { FencingToken = 1 } : a),
        Answers("FencingToken_GrowsOverDecision", "a decision keeps the token", (_, _, before, a) =>
            Is(before, RecordState.Released) && before!.Owner == OwnerToken.None ? a with { FencingToken = before.FencingToken } : a),
    ];

    private static Plant[] Retentions =>
    [
        Completing("Retention_OfAnOutcome_CountsFromItsCompletion", "an outcome is kept a little short", (b, r, _) =>
            b.Right.CompleteAsync(r with { Retention = r.Retention - s_little }, default)),
        Releasing("Retention_OfAReleasedRecord_CountsFromItsRelease", "a released record is kept a little short", (b, r, _) =>
            b.Right.ReleaseAsync(r with { Retention = r.Retention - s_little }, default)),
        Requests("Retention_OfAnAbandonedRecord_CountsFromTheEndOfItsLease", "an abandoned record is kept a little short", (r, _) =>
            r.Terms.HoldWhenAbandoned ? r : WithTerms(r, t => t with { Retention = t.Retention - s_little })),
        Requests("InProgress_WithALiveLease_NeverExpires", "the retention ends the lease", (r, _) =>
            r.Terms.Lease > r.Terms.Retention ? WithTerms(r, t => t with { Lease = t.Retention }) : r),
        Claiming("Abandoned_UnderHold_NeverExpires", "an abandoned record under hold expires", async (b, r, before) =>
        {
            if (Is(before, RecordState.Abandoned) && before!.LeaseUntil + before.Retention <= b.World.Now)
            {
                await b.Right.DeleteAsync(r.Key, default);
            }

            return await b.Right.ClaimAsync(r, default);
        }),
        new("Held_NeverExpires", "the purge removes what was held for long", c => new(c)
        {
            Purge = async limit =>
            {
                foreach (var held in (await c.World.Store.ListAsync(new() { State = RecordState.Held }, null, 1000, default)).Records)
                {
                    if (held.StartedAt + (2 * held.Retention) <= c.World.Now)
                    {
                        await c.World.Store.DeleteAsync(held.Key, default);
                    }
                }

                return await c.World.Store.PurgeAsync(limit, default);
            },
        }),
    ];

    private static Plant[] Outcomes =>
    [
        Keeps("Outcome_Empty_ComesBackAsItWas", "nothing is kept as something",
            o => o is { Kind: OutcomeKind.Value, Payload.IsEmpty: true } ? o with { Payload = " "u8.ToArray() } : o),
        Keeps("Outcome_Null_ComesBackAsItWas", "null is kept as nothing", o => o.Payload.Span.SequenceEqual("null"u8) ? o with { Payload = default } : o),
        Keeps("Outcome_Large_ComesBackAsItWas", "a megabyte loses a byte", o => o.Payload.Length == 1 << 20 ? o with { Payload = o.Payload[1..] } : o),
        Keeps("Outcome_Failure_ComesBackAsItWas", "failures are kept as values", o => o.Kind == OutcomeKind.Failure ? o with { Kind = OutcomeKind.Value } : o),
        Keeps("Outcome_Tombstone_ComesBackAsItWas", "tombstones are kept as values", o => o.Kind == OutcomeKind.NotStored ? o with { Kind = OutcomeKind.Value } : o),
        Keeps("Outcome_LongFormat_ComesBackAsItWas", "long formats are cut", o => o.Format.Length > 16 ? o with { Format = o.Format[..16] } : o),
        Keeps("Outcome_ThatIsOversized_IsStoredWholeOrNotAtAll", "what is oversized is cut", o => o.Payload.Length > 4 << 20 ? o with { Payload = o.Payload[..(4 << 20)] } : o),
    ];

    private static Plant[] Keys =>
    [
        Maps("Key_OfTheGreatestLength_IsKeptWhole", "keys are cut at 511", k => k.Length > 511 ? k[..511] : k),
        Maps("Key_OfEveryPrintableCharacter_IsKept", "a tilde becomes a dash", k => k.Length > 100 ? k.Replace('~', '-') : k),
        Maps("Key_InAnotherCase_IsAnotherKey", "case does not count", k => k.EndsWith("order-A", StringComparison.Ordinal) ? k.ToLowerInvariant() : k),
        Maps("Key_ThatBeginsLikeAnother_IsAnotherKey", "keys are compared by their beginning", k => k.EndsWith("order-12", StringComparison.Ordinal) ? k[..^1] : k),
        Maps("Key_WithThePatternsOfQueryLanguages_IsAnotherKey", "keys are patterns", k => k.EndsWith("a%", StringComparison.Ordinal) ? k[..^1] + "_" : k),
    ];

    private static Plant Keeps(string name, string fault, Func<StoredOutcome, StoredOutcome> keep) =>
        Completing(name, fault, (b, r, _) => b.Right.CompleteAsync(r with { Outcome = keep(r.Outcome) }, default));

    private static Plant Maps(string name, string fault, Func<string, string> map) => new(name, fault, c => new(c) { MapKey = key => new(map(key.Value)) });
}
