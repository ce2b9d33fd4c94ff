using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>Outcomes to bytes and back. Thread-safe.</summary>
internal sealed class OutcomeCodec(IdempotencyOptions options)
{
    private readonly ResultJson _json = new(options.JsonSerializerOptions);

    /// <summary>The outcome of a method without a result.</summary>
    public static StoredOutcome NoResult { get; } = new(OutcomeKind.Value, OutcomeFormat.Json, default);

    /// <summary>A result as an outcome, whatever its size.</summary>
    public static StoredOutcome Encode<TResult>(TResult result, JsonTypeInfo<TResult> typeInfo) =>
        new(OutcomeKind.Value, OutcomeFormat.Json, JsonSerializer.SerializeToUtf8Bytes(result, typeInfo));

    /// <summary>A failure as an outcome, whatever its size.</summary>
    public static StoredOutcome Encode(Exception failure) =>
        new(OutcomeKind.Failure, OutcomeFormat.Json, JsonSerializer.SerializeToUtf8Bytes(StoredFailure.Of(failure), StoredFailureJson.Default.StoredFailure));

    /// <summary>A result as an outcome; a tombstone, and why, where it can't be turned into bytes or is too large for the options or the store.</summary>
    public StoredOutcome Encode<TResult>(IdempotentOperation<TResult> operation, TResult result, int largest, out string? problem)
    {
        problem = null;
        if (typeof(TResult) == typeof(NoResult))
        {
            return NoResult;
        }

        try
        {
            return Pack(Encode(result, _json.Of(operation.ResultTypeInfo)), largest, out problem);
        }
        catch (Exception e)
        {
            // Converters and getters are user code: whatever they throw, the body has run and must not run again.
            return Tombstone(problem = e is NotSupportedException or JsonException ? e.Message : e.GetType().Name);
        }
    }

    /// <summary>A failure as an outcome; a tombstone, and why, where it is too large.</summary>
    public StoredOutcome Encode(Exception failure, int largest, out string? problem) =>
        Pack(Encode(failure), largest, out problem);

    /// <summary>What a duplicate gets: a result of its own.</summary>
    /// <exception cref="IdempotencyOutcomeNotStoredException">The outcome is a tombstone.</exception>
    /// <exception cref="IdempotencyOutcomeUnreadableException">The payload can't be read.</exception>
    /// <exception cref="Exception">The outcome is a failure: this one.</exception>
    public TResult Decode<TResult>(IdempotentOperation<TResult> operation, RecordKey key, StoredOutcome outcome)
    {
        switch (outcome.Kind)
        {
            case OutcomeKind.NotStored:
                throw new IdempotencyOutcomeNotStoredException(operation.Name, key.Value, Reason(outcome));
            case OutcomeKind.Failure:
                throw ToException(operation, key, outcome);
        }

        if (typeof(TResult) == typeof(NoResult))
        {
            return default!;
        }

        try
        {
            return JsonSerializer.Deserialize(OutcomeFormat.ToJson(outcome.Format, outcome.Payload).Span, _json.Of(operation.ResultTypeInfo))!;
        }
        catch (Exception e)
        {
            throw Unreadable(operation, key, e);
        }
    }

    private StoredOutcome Pack(StoredOutcome outcome, int largest, out string? problem)
    {
        problem = null;
        if (outcome.Payload.Length > options.CompressAbove)
        {
            outcome = outcome with { Format = OutcomeFormat.BrotliJson, Payload = OutcomeFormat.Compress(outcome.Payload.Span) };
        }

        largest = Math.Min(largest, options.MaxOutcomeSize);
        return outcome.Payload.Length <= largest ? outcome : Tombstone(problem = $"it has {outcome.Payload.Length} bytes and the limit is {largest}");
    }

    private static StoredOutcome Tombstone(string reason) =>
        new(OutcomeKind.NotStored, OutcomeFormat.Json, JsonSerializer.SerializeToUtf8Bytes(new("", reason), StoredFailureJson.Default.StoredFailure));

    private static string Reason(StoredOutcome tombstone)
    {
        try
        {
            return Read(tombstone).Message;
        }
        catch (Exception)
        {
            // A tombstone stands for itself, whatever somebody else wrote into it.
            return "no reason is recorded";
        }
    }

    private static Exception ToException(IdempotentOperation operation, RecordKey key, StoredOutcome outcome)
    {
        StoredFailure failure;
        try
        {
            failure = Read(outcome);
        }
        catch (Exception e)
        {
            return Unreadable(operation, key, e);
        }

        return Build(operation, failure) ?? new IdempotencyStoredFailureException(operation.Name, key.Value, failure.Type, failure.Message);
    }

    private static Exception? Build(IdempotentOperation operation, StoredFailure failure)
    {
        try
        {
            return operation.BuildException?.Invoke(failure.Type, failure.Message);
        }
        catch (Exception)
        {
            // The type's own constructor refused: it is told as a stored failure.
            return null;
        }
    }

    private static StoredFailure Read(StoredOutcome outcome) =>
        JsonSerializer.Deserialize(OutcomeFormat.ToJson(outcome.Format, outcome.Payload).Span, StoredFailureJson.Default.StoredFailure)
        ?? throw new InvalidDataException("it is null");

    private static IdempotencyOutcomeUnreadableException Unreadable(IdempotentOperation operation, RecordKey key, Exception cause) =>
        new(operation.Name, key.Value, cause.Message, cause);
}
