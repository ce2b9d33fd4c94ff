using System.Text;
using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>What a case works with: the store under test and short words for what every case does.</summary>
internal sealed class Scene(StoreHarness harness, IIdempotencyStore store)
{
    public const string Operation = "conformance";

    public StoreHarness Harness => harness;

    public IIdempotencyStore Store => store;

    public TimeSpan Lease => harness.Lease;

    public TimeSpan Retention => harness.Retention;

    public TimeSpan Precision => harness.Precision;

    public static async Task<Scene> OpenAsync(StoreHarness harness) => new(harness, await harness.OpenAsync());

    public static RecordKey Key(string name) => new($"test:scope:{Operation}:{name}");

    public static Fingerprint Print(string text) => Fingerprint.FromBytes(Encoding.UTF8.GetBytes(text));

    public static StoredOutcome Value(string text) => new(OutcomeKind.Value, "json", Encoding.UTF8.GetBytes(text));

    /// <summary>A new attempt, with an owner token of its own, that has not claimed yet.</summary>
    public Attempt Attempt(
        string key = "key", string print = "", bool hold = false, bool reconcile = false, int maxAttempts = 0, string operation = Operation, IIdempotencyStore? on = null) => new(
        on ?? store,
        new(Key(key), OwnerToken.Create(), Print(print), new()
        {
            Operation = operation,
            Lease = Lease,
            Retention = Retention,
            HoldWhenAbandoned = hold,
            CanReconcile = reconcile,
            MaxAttempts = maxAttempts,
            SchemaHash = 1,
        }));

    /// <summary>A new attempt that has claimed.</summary>
    public async Task<Attempt> ClaimedAsync(
        string key = "key", string print = "", bool hold = false, bool reconcile = false, string operation = Operation, IIdempotencyStore? on = null)
    {
        var attempt = Attempt(key, print, hold, reconcile, operation: operation, on: on);
        await attempt.ClaimAsync(ClaimStatus.Claimed);
        return attempt;
    }

    public async Task AdvanceAsync(TimeSpan time) => await harness.AdvanceAsync(time);

    public async Task<IdempotencyRecord?> FindAsync(string key = "key") => await store.GetAsync(Key(key), default);

    public async Task<IdempotencyRecord> GetAsync(string key = "key") => Expect.NotNull(await FindAsync(key), $"the record of '{key}'");

    public async Task StateAsync(RecordState expected, string key = "key") =>
        Expect.Equal(expected, (await GetAsync(key)).State, $"the state of '{key}'");

    public async Task<long> CountAsync(RecordState? state = null, string? operation = null) =>
        await store.CountAsync(new() { State = state, Operation = operation }, default);

    public async Task ResolveAsync(ResolveStatus expected, Resolution resolution, int attempt = 1, string key = "key") => Expect.Equal(
        expected,
        await store.ResolveAsync(new(Key(key), attempt, resolution), default),
        $"resolve '{key}' at attempt {attempt}");
}
