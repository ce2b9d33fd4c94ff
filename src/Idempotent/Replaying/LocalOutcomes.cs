using System.Numerics;
using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>
/// Outcomes that are recorded and that this process has seen, for a short time: hot replays then cost no trip to the store. Thread-safe without a lock: a slot holds a whole outcome or
/// none. Bounded by its slots and by what one may weigh; whoever finds both of its slots taken replaces the outcome that is over first.
/// </summary>
internal sealed class LocalOutcomes(IdempotencyOptions options, TimeProvider time)
{
    /// <summary>Heavier ones are left to the store, in bytes of call and payload.</summary>
    private const int HeaviestSize = 8 * 1024;

    // What needs a decision may be decided about elsewhere.
    private const long LongestUnderHold = 1000;

    private readonly CoarseClock _clock = new(time);
    private readonly LocalOutcome?[] _slots = options.LocalOutcomes == 0 ? [] : new LocalOutcome?[Math.Max(2, BitOperations.RoundUpToPowerOf2((uint)options.LocalOutcomes))];
    private readonly long _longest = (long)options.LocalOutcomeAge.TotalMilliseconds;
    private long _epoch;

    public bool IsOn => _slots.Length > 0;

    public long Epoch => Volatile.Read(ref _epoch);

    private long Now => _clock.Now;

    /// <summary>The outcome of a call; null when it is not known here.</summary>
    public LocalOutcome? Find(in LocalKey local, scoped in KeyWriter key, scoped in KeyWriter fingerprint)
    {
        var slot = SlotOf(local.Hash);
        var found = At(slot, local, key, fingerprint) ?? At(slot ^ 1, local, key, fingerprint);
        return found?.Until > Now ? found : null;
    }

    /// <summary>When an outcome must not be used any more.</summary>
    /// <param name="plan">The operation.</param>
    /// <param name="left">What is left of the retention, at least.</param>
    public long Until(OperationPlan plan, TimeSpan left)
    {
        var longest = plan.HoldsWhenAbandoned || plan.WhenFailed == WhenFailed.Hold ? Math.Min(_longest, LongestUnderHold) : _longest;
        return Now + Math.Min((long)left.TotalMilliseconds, longest) - _clock.Resolution;
    }

    public void Add(LocalOutcome outcome)
    {
        if (outcome.Size > HeaviestSize)
        {
            return;
        }

        ref var slot = ref Choose(outcome);
        // A full fence: either this sees that something was forgotten meanwhile, or who forgets sees what is here.
        Interlocked.Exchange(ref slot, outcome);
        if (Epoch != outcome.Epoch)
        {
            Interlocked.CompareExchange(ref slot, null, outcome);
        }
    }

    /// <summary>The record was removed. Calls under way do not bring its outcome back.</summary>
    public void Forget(RecordKey key)
    {
        Interlocked.Increment(ref _epoch);
        foreach (ref var slot in _slots.AsSpan())
        {
            if (Volatile.Read(ref slot) is { } outcome && outcome.Key == key)
            {
                Interlocked.CompareExchange(ref slot, null, outcome);
            }
        }
    }

    private LocalOutcome? At(int slot, in LocalKey local, scoped in KeyWriter key, scoped in KeyWriter fingerprint) =>
        Volatile.Read(ref _slots[slot]) is { } kept && kept.IsOf(local, key, fingerprint) ? kept : null;

    private int SlotOf(ulong hash) => (int)hash & (_slots.Length - 1);

    private ref LocalOutcome? Choose(LocalOutcome outcome)
    {
        ref var first = ref _slots[SlotOf(outcome.Hash)];
        ref var second = ref _slots[SlotOf(outcome.Hash) ^ 1];
        return ref Worth(Volatile.Read(ref first), outcome) <= Worth(Volatile.Read(ref second), outcome) ? ref first : ref second;
    }

    /// <summary>An earlier outcome of the same call is worth nothing.</summary>
    private static long Worth(LocalOutcome? kept, LocalOutcome outcome) => kept is null || kept.Hash == outcome.Hash ? long.MinValue : kept.Until;
}
