namespace Idempotent.Storing;

/// <summary>Who waits for which record. Watchers of one key share one signal, so that a wake costs the same for one and for thousands.</summary>
internal sealed class RecordWatches(object gate, TimeProvider time)
{
    private readonly Dictionary<RecordKey, Signal> _signals = [];

    private TimeProvider Time { get; } = time;

    public IRecordWatch Watch(RecordKey key)
    {
        lock (gate)
        {
            if (!_signals.TryGetValue(key, out var signal))
            {
                _signals.Add(key, signal = new());
            }

            signal.Watchers++;
            return new RecordWatch(this, key, signal);
        }
    }

    /// <summary>Called under the gate, after the change.</summary>
    public void Wake(RecordKey key)
    {
        if (_signals.Count > 0 && _signals.TryGetValue(key, out var signal))
        {
            signal.Raise();
        }
    }

    private void Leave(RecordKey key, Signal signal)
    {
        lock (gate)
        {
            if (--signal.Watchers == 0)
            {
                _signals.Remove(key);
            }
        }
    }

    private sealed class Signal
    {
        private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Watchers { get; set; }

        public Task Next => _next.Task;

        public void Raise()
        {
            var raised = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            raised.SetResult();
        }
    }

    private sealed class RecordWatch(RecordWatches watches, RecordKey key, Signal signal) : IRecordWatch
    {
        private Task _next = signal.Next;
        private int _disposed;

        public async ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
        {
            // A time-out is an answer here, not an exception.
            await _next.WaitAsync(timeout, watches.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // From here on the caller reads again, and sees every change whose signal is passed over by this.
            _next = signal.Next;
            cancellationToken.ThrowIfCancellationRequested();
        }

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                watches.Leave(key, signal);
            }

            return ValueTask.CompletedTask;
        }
    }
}
