using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>A call by its bytes and, once that is known to be recorded, its outcome. Whatever finds it in <see cref="LocalOutcomes"/> finds it whole.</summary>
internal abstract class LocalOutcome(in LocalKey local, byte[] bytes, long epoch)
{
    private readonly string _scope = local.Scope!;

    /// <summary>The operation, of one runtime.</summary>
    public OperationPlan Plan { get; } = local.Plan!;

    /// <summary>The call's hash: see <see cref="LocalKey.HashOf"/>.</summary>
    public ulong Hash { get; } = local.Hash;

    /// <summary>What <see cref="LocalOutcomes"/> had forgotten when the call began.</summary>
    public long Epoch { get; } = epoch;

    /// <summary>The record's key.</summary>
    public RecordKey? Key { get; private set; }

    /// <summary>When the outcome must not be used any more, by <see cref="CoarseClock"/>.</summary>
    public long Until { get; private set; }

    /// <summary>How many bytes it keeps, nearly.</summary>
    public int Size => bytes.Length + (Outcome?.Payload.Length ?? 0);

    protected StoredOutcome? Outcome { get; private set; }

    /// <summary>Whether this is the call of these bytes: a hash alone could be another's.</summary>
    public bool IsOf(in LocalKey call, scoped in KeyWriter key, scoped in KeyWriter fingerprint) =>
        Hash == call.Hash
        && ReferenceEquals(Plan, call.Plan)
        && string.Equals(_scope, call.Scope, StringComparison.Ordinal)
        && (call.Sealed is { } known ? known.AsSpan().SequenceEqual(bytes) : IsOf(key.Written, fingerprint.Written));

    private bool IsOf(ReadOnlySpan<byte> key, ReadOnlySpan<byte> fingerprint) =>
        bytes.Length == key.Length + fingerprint.Length && bytes.AsSpan().StartsWith(key) && bytes.AsSpan(key.Length).SequenceEqual(fingerprint);

    protected void Know(RecordKey key, StoredOutcome outcome, long until)
    {
        Key = key;
        Outcome = outcome;
        Until = until;
    }
}

/// <inheritdoc/>
/// <typeparam name="TResult">The method's result.</typeparam>
internal sealed class LocalOutcome<TResult>(in LocalKey local, IdempotentOperation<TResult> operation, byte[] bytes, long epoch) : LocalOutcome(local, bytes, epoch)
{
    private TResult? _shared;
    private bool _isShared;
    private Task<TResult>? _task;

    /// <summary>Takes the outcome, before anybody finds it.</summary>
    public void Know(RecordKey key, StoredOutcome outcome, TResult result, long until)
    {
        Know(key, outcome, until);
        if (outcome.Kind == OutcomeKind.Value && (operation.ResultIsImmutable || typeof(TResult) == typeof(NoResult)))
        {
            (_shared, _isShared) = (result, true);
        }
    }

    /// <summary>The result: the one instance where it is deeply immutable, else a copy.</summary>
    /// <exception cref="Exception">What replaying the outcome ends with.</exception>
    public TResult Get() => _isShared ? _shared! : Plan.Runtime.Codec.Decode(operation, Key!, Outcome!);

    public Task<TResult> GetAsync() => _isShared ? _task ??= Task.FromResult(_shared!) : CopyAsync().AsTask();

    public ValueTask<TResult> GetValueAsync() => _isShared ? new(_shared!) : CopyAsync();

#pragma warning disable CS1998 // What can't be read is a task that failed.
    private async ValueTask<TResult> CopyAsync() => Get();
#pragma warning restore CS1998
}
