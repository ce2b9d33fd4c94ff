using Idempotent.Storing;

namespace Idempotent;

/// <summary>The base of every exception of this library. Never stored as an outcome.</summary>
public abstract class IdempotencyException : Exception
{
    private protected IdempotencyException(string message, string? operation, string? key, Exception? innerException = null)
        : base(message, innerException)
    {
        Operation = operation;
        Key = key;
    }

    /// <summary>The operation's name; null where no operation is concerned.</summary>
    public string? Operation { get; }

    /// <summary>The record's key, with sensitive parts hashed; null where no key is concerned.</summary>
    public string? Key { get; }
}

/// <summary>The key belongs to a call with another payload: the client reused a key. HTTP 422.</summary>
public sealed class IdempotencyKeyReusedException(string? operation, string? key) : IdempotencyException(
    $"The idempotency key '{key}' of '{operation}' was used before with other arguments. A key stands for one request: send a new key with a new request.", operation, key);

/// <summary>The first run is still in progress. HTTP 409.</summary>
public sealed class IdempotencyInProgressException(string? operation, string? key, TimeSpan retryAfter) : IdempotencyException(
    $"'{operation}' is still running for the key '{key}'. Try again in {retryAfter.TotalSeconds:0.###} s.", operation, key)
{
    /// <summary>When to try again; never negative.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>An earlier attempt's effects are unknown and the operation must not run again until somebody decides.</summary>
public sealed class IdempotencyOutcomeUnknownException(string? operation, string? key, int attempt, HoldReason reason, Exception? innerException = null) : IdempotencyException(
    $"Attempt {attempt} of '{operation}' for the key '{key}' has no known outcome ({reason}), so it is held. Resolve it with IIdempotencyManager.ResolveAsync.", operation, key, innerException)
{
    /// <summary>The attempt whose outcome is unknown: give it to <see cref="IIdempotencyManager.ResolveAsync"/>.</summary>
    public int Attempt { get; } = attempt;

    /// <summary>Why the record is held.</summary>
    public HoldReason Reason { get; } = reason;
}

/// <summary>The method ran, but its lease was lost and another attempt owns the record; this result goes to no caller.</summary>
public sealed class IdempotencyLeaseLostException(string? operation, string? key, int attempt, Exception? innerException = null) : IdempotencyException(
    $"Attempt {attempt} of '{operation}' for the key '{key}' lost its lease while it ran: a later attempt has the record, or it is held or was decided about. Its result is discarded; call again to get the outcome.", operation, key, innerException)
{
    /// <summary>The attempt that lost.</summary>
    public int Attempt { get; } = attempt;
}

/// <summary>
/// The body of a transactional method ended the transaction that it runs in. Nothing was recorded; where the body had committed, the record is held.
/// </summary>
public sealed class IdempotencyTransactionEndedException(string? operation, string? key, Exception? innerException = null) : IdempotencyException(
    $"The body of '{operation}' for the key '{key}' ended the transaction that it runs in, so its outcome could not be recorded. Leave commit and rollback to the runtime (IDEM315).", operation, key, innerException);

/// <summary>The method ran once, its outcome could not be stored, and it is never run again.</summary>
public sealed class IdempotencyOutcomeNotStoredException(string? operation, string? key, string reason) : IdempotencyException(
    $"'{operation}' ran for the key '{key}', but its result could not be stored ({reason}), so there is nothing to replay. It will not run again under this key.", operation, key);

/// <summary>There is an outcome and it can't be read back; the method is not run again.</summary>
public sealed class IdempotencyOutcomeUnreadableException(string? operation, string? key, string reason, Exception? innerException = null) : IdempotencyException(
    $"The stored outcome of '{operation}' for the key '{key}' can't be read ({reason}). It will not run again under this key.", operation, key, innerException);

/// <summary>A stored failure, thrown again where its own type can't be built.</summary>
public sealed class IdempotencyStoredFailureException(string? operation, string? key, string originalType, string originalMessage) : IdempotencyException(
    $"'{operation}' failed for the key '{key}' and the failure is its outcome: {originalType}: {originalMessage}", operation, key)
{
    /// <summary>Full name of the exception's type.</summary>
    public string OriginalType { get; } = originalType;

    /// <summary>Its message.</summary>
    public string OriginalMessage { get; } = originalMessage;
}

/// <summary>A method called itself with its own key, directly or down the chain of running methods.</summary>
public sealed class IdempotencyReentrancyException(string? operation, string? key) : IdempotencyException(
    $"'{operation}' called itself with its own key '{key}' while it runs and would wait for itself. Call the inner method, or give the inner call a key of its own.", operation, key);

/// <summary>A value has no stable form as a key. Nothing was claimed.</summary>
public sealed class IdempotencyKeyException(string message, string? operation = null, Exception? innerException = null)
    : IdempotencyException(message, operation, null, innerException);

/// <summary>The store could not be reached, or refused for lack of room. Whether the step was applied may be unknown. HTTP 503.</summary>
public sealed class IdempotencyStoreUnavailableException : IdempotencyException
{
    /// <summary>The store was asked.</summary>
    public IdempotencyStoreUnavailableException(string message, Exception? innerException = null)
        : base(message, null, null, innerException)
    {
    }

    /// <summary>The store was not asked, because it failed so often lately that it is left alone for a while: nothing was applied.</summary>
    public IdempotencyStoreUnavailableException(string message, TimeSpan retryAfter, Exception? innerException = null)
        : base(message, null, null, innerException) => RetryAfter = retryAfter;

    /// <summary>When the store is asked again, where it was not asked now; null where it was. Never negative.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>Nothing is configured to run idempotent methods with, or the configuration is wrong. The method did not run.</summary>
public sealed class IdempotencyNotConfiguredException(string message, Exception? innerException = null)
    : IdempotencyException(message, null, null, innerException);
