using Idempotent.Storing;

namespace Idempotent;

/// <summary>
/// One call, from its key to its answer. While it leads its key, duplicates in this process wait for <see cref="WhenStarted"/> and <see cref="WhenEnded"/>.
/// </summary>
internal abstract class Call(CallStart start)
{
    private readonly object _gate = new();
    private TaskCompletionSource? _started;
    private TaskCompletionSource? _ended;

    public OperationPlan Plan => start.Plan;

    public RecordKey Key => start.Key;

    public Fingerprint Fingerprint => start.Fingerprint;

    /// <summary>The fingerprint as versions made it whose records have the same key.</summary>
    public SchemaFingerprint[] EarlierFingerprints => start.EarlierFingerprints;

    /// <summary>The caller's token.</summary>
    public CancellationToken Caller => start.Caller;

    /// <summary>What this process remembers the outcome under; null where it is not to.</summary>
    protected KeptLocalKey? LocalKey => start.LocalKey;

    /// <summary>Whether the record is known to be this call's, or that of a run that it waits for: the key stands for its <see cref="Fingerprint"/>.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Whether the call has ended; what it ended with is then in <see cref="Outcome"/>, or <see cref="Failure"/>, or it is for the next one to claim anew.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The outcome that duplicates get.</summary>
    public StoredOutcome? Outcome { get; private set; }

    /// <summary>The failure that duplicates get.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The body is about to run, or runs elsewhere, or the call has ended.</summary>
    public Task WhenStarted()
    {
        lock (_gate)
        {
            return IsStarted || IsEnded ? Task.CompletedTask : (_started ??= NewSource()).Task;
        }
    }

    public Task WhenEnded()
    {
        lock (_gate)
        {
            return IsEnded ? Task.CompletedTask : (_ended ??= NewSource()).Task;
        }
    }

    protected void Start()
    {
        TaskCompletionSource? started;
        lock (_gate)
        {
            IsStarted = true;
            started = _started;
        }

        started?.TrySetResult();
    }

    /// <summary>Ends the lead: with an outcome, a failure, or, with neither, so that one of the duplicates claims anew. The first end counts.</summary>
    protected void End(StoredOutcome? outcome, Exception? failure)
    {
        TaskCompletionSource? started, ended;
        lock (_gate)
        {
            if (IsEnded)
            {
                return;
            }

            Outcome = outcome;
            Failure = failure;
            IsEnded = true;
            (started, ended) = (_started, _ended);
        }

        started?.TrySetResult();
        ended?.TrySetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
