using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>An outcome that is known to be recorded. Immutable: whoever finds it in <see cref="LocalOutcomes"/> finds it whole.</summary>
/// <param name="call">The call.</param>
/// <param name="key">The record's key.</param>
/// <param name="outcome">A value.</param>
/// <param name="until">When it must not be used any more, by the clock of <see cref="LocalOutcomes"/>.</param>
internal abstract class LocalOutcome(in KeptLocalKey call, RecordKey key, StoredOutcome outcome, long until)
{
    private readonly KeptLocalKey _call = call;

    /// <summary>The operation, of one runtime.</summary>
    public OperationPlan Plan => _call.Key.Plan!;

    /// <summary>The call's hash: see <see cref="LocalKey.HashOf"/>.</summary>
    public ulong Hash => _call.Key.Hash;

    /// <summary>What <see cref="LocalOutcomes"/> had forgotten when the call began.</summary>
    public long Epoch => _call.Epoch;

    /// <summary>The record's key.</summary>
    public RecordKey Key => key;

    /// <summary>When the outcome must not be used any more.</summary>
    public long Until => until;

    /// <summary>How many bytes it keeps, nearly.</summary>
    public int Size => _call.Bytes.Length + outcome.Payload.Length;

    protected StoredOutcome Outcome => outcome;

    /// <summary>Whether this is the call of these bytes: a hash alone could be another's.</summary>
    public bool IsOf(in LocalKey local, scoped in KeyWriter itsKey, scoped in KeyWriter itsFingerprint) =>
        Hash == local.Hash
        && ReferenceEquals(Plan, local.Plan)
        && string.Equals(_call.Key.Scope, local.Scope, StringComparison.Ordinal)
        && (local.Sealed is { } bytes ? bytes.AsSpan().SequenceEqual(_call.Bytes) : IsOf(itsKey.Written, itsFingerprint.Written));

    private bool IsOf(ReadOnlySpan<byte> itsKey, ReadOnlySpan<byte> itsFingerprint)
    {
        var bytes = _call.Bytes.AsSpan();
        return bytes.Length == itsKey.Length + itsFingerprint.Length && bytes.StartsWith(itsKey) && bytes[itsKey.Length..].SequenceEqual(itsFingerprint);
    }
}

/// <inheritdoc/>
/// <typeparam name="TResult">The method's result.</typeparam>
internal sealed class LocalOutcome<TResult>(in KeptLocalKey call, IdempotentOperation<TResult> operation, RecordKey key, StoredOutcome outcome, TResult result, long until)
    : LocalOutcome(call, key, outcome, until)
{
    private readonly bool _isShared = operation.ResultIsImmutable || typeof(TResult) == typeof(NoResult);
    private readonly TResult? _shared = operation.ResultIsImmutable ? result : default;
    private Task<TResult>? _task;

    /// <summary>The result: the one instance where it is deeply immutable, else a copy.</summary>
    /// <exception cref="IdempotencyOutcomeUnreadableException">The payload can't be read.</exception>
    public TResult Get() => _isShared ? _shared! : Plan.Runtime.Codec.Decode(operation, Key, Outcome);

    public Task<TResult> GetAsync() => _isShared ? _task ??= Task.FromResult(_shared!) : CopyAsync().AsTask();

    public ValueTask<TResult> GetValueAsync() => _isShared ? new(_shared!) : CopyAsync();

#pragma warning disable CS1998 // What can't be read is a task that failed.
    private async ValueTask<TResult> CopyAsync() => Get();
#pragma warning restore CS1998
}
