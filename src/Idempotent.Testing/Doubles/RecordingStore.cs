using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>A call that a <see cref="RecordingStore"/> saw return.</summary>
/// <param name="Call">What was called.</param>
/// <param name="Answer">What the store answered; null when it threw.</param>
/// <param name="Failure">What the store threw; null when it answered.</param>
public sealed record RecordedCall(StoreCall Call, object? Answer, Exception? Failure);

/// <summary>Passes every call on and keeps what was called and answered. Thread-safe.</summary>
/// <param name="inner">The store that answers.</param>
public sealed class RecordingStore(IIdempotencyStore inner) : DelegatingTransactionalStore(inner)
{
    private readonly List<RecordedCall> _calls = [];

    /// <summary>What was called so far, in the order in which the calls returned: a copy.</summary>
    public IReadOnlyList<RecordedCall> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The steps of <see cref="Calls"/>.</summary>
    public IEnumerable<StoreStep> Steps => Calls.Select(c => c.Call.Step);

    /// <summary>Forgets what was called so far.</summary>
    public void Clear()
    {
        lock (_calls)
        {
            _calls.Clear();
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<TAnswer> InvokeAsync<TAnswer>(StoreCall call, Func<ValueTask<TAnswer>> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            var answer = await next().ConfigureAwait(false);
            Keep(new(call, answer, null));
            return answer;
        }
        catch (Exception failure)
        {
            Keep(new(call, null, failure));
            throw;
        }
    }

    private void Keep(RecordedCall call)
    {
        lock (_calls)
        {
            _calls.Add(call);
        }
    }
}
