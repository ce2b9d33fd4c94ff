using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>An outcome comes back byte by byte.</summary>
internal static class OutcomeCases
{
    public static ConformanceCase[] All { get; } =
    [
        ComesBack("Empty", new(OutcomeKind.Value, "json", ReadOnlyMemory<byte>.Empty)),
        ComesBack("Null", new(OutcomeKind.Value, "json", "null"u8.ToArray())),
        EachComesBack("Large", static s => new(OutcomeKind.Value, "json", Pattern(Math.Min(1 << 20, s.Store.Guarantee.LargestOutcome)))),
        ComesBack("Failure", new(OutcomeKind.Failure, "json", "\"declined\""u8.ToArray())),
        ComesBack("Tombstone", new(OutcomeKind.NotStored, "none", ReadOnlyMemory<byte>.Empty)),
        ComesBack("LongFormat", new(OutcomeKind.Value, new string('f', 32), "1"u8.ToArray())),

        new("Outcome_ThatIsOversized_IsStoredWholeOrNotAtAll", async s =>
        {
            var owner = await s.ClaimedAsync();
            var oversized = new StoredOutcome(OutcomeKind.Value, "json", Pattern(8 << 20));
            try
            {
                Expect.Equal(WriteStatus.Applied, await owner.CompleteAsync(oversized), "complete with 8 MiB");
                Expect.True(s.Store.Guarantee.LargestOutcome >= oversized.Payload.Length, "what is applied is not larger than the guarantee says");
            }
            catch (Exception exception) when (exception is ArgumentException or IdempotencyException)
            {
                // Refused: then the attempt is as it was, and can say that it has nothing to keep.
                await s.StateAsync(RecordState.InProgress);
                oversized = new(OutcomeKind.NotStored, "none", ReadOnlyMemory<byte>.Empty);
                Expect.Equal(WriteStatus.Applied, await owner.CompleteAsync(oversized), "complete with a tombstone");
            }

            IsSame(oversized, (await s.Attempt().ClaimAsync(ClaimStatus.Completed)).Outcome);
        }),
    ];

    private static ConformanceCase ComesBack(string what, StoredOutcome outcome) => EachComesBack(what, _ => outcome);

    private static ConformanceCase EachComesBack(string what, Func<Scene, StoredOutcome> make) => new($"Outcome_{what}_ComesBackAsItWas", async s =>
    {
        var outcome = make(s);
        var owner = await s.ClaimedAsync();
        Expect.Equal(WriteStatus.Applied, await owner.CompleteAsync(outcome), "complete");
        IsSame(outcome, (await s.Attempt().ClaimAsync(ClaimStatus.Completed)).Outcome);
        IsSame(outcome, (await s.GetAsync()).Outcome);
    });

    private static void IsSame(StoredOutcome expected, StoredOutcome? actual)
    {
        var outcome = Expect.NotNull(actual, "the outcome");
        Expect.Equal(expected.Kind, outcome.Kind, "the kind");
        Expect.Equal(expected.Format, outcome.Format, "the format");
        Expect.Bytes(expected.Payload, outcome.Payload, "the payload");
    }

    /// <summary>Every byte value, in an order without a short period.</summary>
    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)(i + (i >> 8) + (i >> 16));
        }

        return bytes;
    }
}
