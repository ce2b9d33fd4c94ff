using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Passes every call on, except for the faults that a test injects. Thread-safe.</summary>
/// <param name="inner">The store behind the faults.</param>
public sealed class FaultingStore(IIdempotencyStore inner) : DelegatingTransactionalStore(inner)
{
    private readonly Dictionary<StoreStep, Queue<StoreFault>> _faults = [];
    private readonly Dictionary<StoreStep, StoreFault> _lasting = [];

    /// <summary>Lets the next call of a step meet a fault; several faults of one step meet the calls after it, in order.</summary>
    /// <returns>The fault, to wait for <see cref="StoreFault.Reached"/>.</returns>
    public StoreFault Next(StoreStep step, StoreFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_faults)
        {
            if (!_faults.TryGetValue(step, out var queue))
            {
                _faults.Add(step, queue = new());
            }

            queue.Enqueue(fault);
        }

        return fault;
    }

    /// <summary>Lets every call of a step meet a fault, after those of <see cref="Next"/>, until <see cref="Heal"/>.</summary>
    public StoreFault Always(StoreStep step, StoreFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_faults)
        {
            _lasting[step] = fault;
        }

        return fault;
    }

    /// <summary>Takes all faults away that no call has met yet.</summary>
    public void Heal()
    {
        lock (_faults)
        {
            _faults.Clear();
            _lasting.Clear();
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<TAnswer> InvokeAsync<TAnswer>(StoreCall call, Func<ValueTask<TAnswer>> next)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(next);
        StoreFault? fault;
        lock (_faults)
        {
            fault = _faults.TryGetValue(call.Step, out var queue) && queue.Count > 0 ? queue.Dequeue() : _lasting.GetValueOrDefault(call.Step);
        }

        return fault is null ? next() : fault.ApplyAsync(next);
    }
}
