using Idempotent.Storing;
using Microsoft.Extensions.Logging;

namespace Idempotent;

/// <summary>What the log is told. Keys are shown as stored, with sensitive parts hashed; arguments and results never.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "{Operation} runs again for {Key}: attempt {Attempt}, because an earlier one failed or died.")]
    public static partial void RunsAgain(ILogger logger, string operation, RecordKey key, int attempt);

    [LoggerMessage(2, LogLevel.Warning, "{Operation} is held for {Key}: attempt {Attempt} has no known outcome ({Reason}). It waits for IIdempotencyManager.ResolveAsync.")]
    public static partial void Held(ILogger logger, string operation, RecordKey key, int attempt, HoldReason reason);

    [LoggerMessage(3, LogLevel.Warning, "{Operation} is now held for {Key}: attempt {Attempt}, {Reason}.")]
    public static partial void IsHeld(ILogger logger, string operation, RecordKey key, int attempt, HoldReason reason);

    [LoggerMessage(4, LogLevel.Error, "The store failed the claim of {Operation} for {Key}; the method did not run.")]
    public static partial void ClaimFailed(ILogger logger, Exception exception, string operation, RecordKey key);

    [LoggerMessage(5, LogLevel.Warning, "The renewal of {Count} leases failed; it is tried again until they are over.")]
    public static partial void RenewalFailed(ILogger logger, Exception exception, int count);

    [LoggerMessage(6, LogLevel.Warning, "Attempt {Attempt} of {Operation} for {Key} lost its lease while it ran; its token is cancelled.")]
    public static partial void LeaseIsOver(ILogger logger, string operation, RecordKey key, int attempt);

    [LoggerMessage(7, LogLevel.Warning, "Attempt {Attempt} of {Operation} for {Key} runs longer than {MaxRunning}: its lease is not renewed any more and its token is cancelled.")]
    public static partial void RunningTooLong(ILogger logger, string operation, RecordKey key, int attempt, TimeSpan maxRunning);

    [LoggerMessage(8, LogLevel.Error, "The result of attempt {Attempt} of {Operation} for {Key} is discarded: the record is another attempt's now ({Current}).")]
    public static partial void ResultDiscarded(ILogger logger, string operation, RecordKey key, int attempt, int? current);

    [LoggerMessage(9, LogLevel.Error, "Attempt {Attempt} of {Operation} for {Key} ran and its outcome could not be saved; saving goes on in the background.")]
    public static partial void OutcomeNotSaved(ILogger logger, Exception exception, string operation, RecordKey key, int attempt);

    [LoggerMessage(10, LogLevel.Warning, "{Count} writes still can't be saved; they are tried again.")]
    public static partial void StillNotSaved(ILogger logger, Exception exception, int count);

    [LoggerMessage(11, LogLevel.Information, "The outcome of {Operation} for {Key} is saved now.")]
    public static partial void SavedLate(ILogger logger, string operation, RecordKey key);

    [LoggerMessage(12, LogLevel.Error, "The outcome of {Operation} for {Key} was never saved: the store answered {Answer}.")]
    public static partial void NeverSaved(ILogger logger, string operation, RecordKey key, WriteStatus answer);

    [LoggerMessage(13, LogLevel.Error, "Attempt {Attempt} of {Operation} for {Key} could not be held; it is tried again in the background.")]
    public static partial void HoldNotSaved(ILogger logger, Exception exception, string operation, RecordKey key, int attempt);

    [LoggerMessage(14, LogLevel.Warning, "The claim of attempt {Attempt} of {Operation} for {Key} could not be given back; it is tried again until its lease is over.")]
    public static partial void ReleaseNotSaved(ILogger logger, Exception exception, string operation, RecordKey key, int attempt);

    [LoggerMessage(15, LogLevel.Error, "The result of {Operation} for {Key} can't be stored ({Reason}): duplicates get IdempotencyOutcomeNotStoredException.")]
    public static partial void OutcomeNotStored(ILogger logger, string operation, RecordKey key, string reason);

    [LoggerMessage(16, LogLevel.Error, "Reconciling attempt {Attempt} of {Operation} for {Key} failed; the record is held until a duplicate asks again.")]
    public static partial void ReconcileFailed(ILogger logger, Exception exception, string operation, RecordKey key, int attempt);

    [LoggerMessage(17, LogLevel.Warning, "The record of {Operation} for {Key} could not be read to tell who owns it.")]
    public static partial void OwnerNotFound(ILogger logger, Exception exception, string operation, RecordKey key);

    [LoggerMessage(18, LogLevel.Error, "The commit of attempt {Attempt} of {Operation} for {Key} failed, or its reply was lost; a retry finds out.")]
    public static partial void CommitFailed(ILogger logger, Exception exception, string operation, RecordKey key, int attempt);

    [LoggerMessage(19, LogLevel.Error, "The failure of {Operation} for {Key} could not be saved as its outcome: a retry runs again.")]
    public static partial void FailureNotSaved(ILogger logger, Exception exception, string operation, RecordKey key);

    [LoggerMessage(20, LogLevel.Warning, "{Operation} runs unprotected: the store is down, and the options say so (WhenStoreUnavailable.RunUnprotected). {Runs} calls since this was last told, a minute ago or longer.")]
    public static partial void RunsUnprotected(ILogger logger, Exception exception, string operation, int runs);

    [LoggerMessage(21, LogLevel.Information, "{Operation} runs again for {Key}: its transaction was rolled back because of what others did at the same time.")]
    public static partial void TransactionRunsAgain(ILogger logger, Exception exception, string operation, RecordKey key);
}
