using Npgsql;

namespace Idempotent.PostgreSql.Connecting;

/// <summary>
/// Takes the steps of many callers in few trips. One that comes while few trips are under way makes its own at once; those that come while there are enough go together as soon as one has ended. Thread-safe.
/// </summary>
/// <typeparam name="TRequest">A step. Taken again by its owner it changes nothing.</typeparam>
/// <typeparam name="TAnswer">Its answer.</typeparam>
/// <param name="alone">Makes a trip for one.</param>
/// <param name="together">Makes a trip for several, with an answer for each in their order.</param>
internal sealed class SharedTrips<TRequest, TAnswer>(Func<TRequest, CancellationToken, ValueTask<TAnswer>> alone, Func<TRequest[], ValueTask<TAnswer[]>> together)
{
    /// <summary>Two, so that one group is at the disk while the next one is collected and worked on.</summary>
    private const int MostUnderWay = 2;

    /// <summary>Bounds how long one caller waits for the work of others.</summary>
    private const int LargestGroup = 128;

    private readonly object _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _underWay;

    /// <summary>Takes a step. Cancelling ends the wait of its caller; once the trip of several is under way, the step may be taken all the same.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The database failed; the step may have been taken.</exception>
    public ValueTask<TAnswer> RunAsync(TRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return TryEnqueue(request) is { } waiting ? new(waiting.WaitAsync(cancellationToken)) : RunAloneAsync(request, cancellationToken);
    }

    /// <summary>Null where the caller makes a trip of its own.</summary>
    private Waiting? TryEnqueue(TRequest request)
    {
        lock (_gate)
        {
            if (_underWay < MostUnderWay)
            {
                _underWay++;
                return null;
            }

            var waiting = new Waiting(request);
            _waiting.Enqueue(waiting);
            return waiting;
        }
    }

    private async ValueTask<TAnswer> RunAloneAsync(TRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await alone(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (TakeGroup() is { Length: > 0 } group)
            {
                // Not on this caller's time, nor in its context.
                ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Trips.RunGroupsAsync(work.Group), (Trips: this, Group: group), preferLocal: false);
            }
        }
    }

    private async Task RunGroupsAsync(Waiting[] group)
    {
        while (group.Length > 0)
        {
            await RunGroupAsync(group).ConfigureAwait(false);
            group = TakeGroup();
        }
    }

    /// <summary>Who goes in the place of a trip that has ended; nobody where nobody waits, and then there is one trip less under way.</summary>
    private Waiting[] TakeGroup()
    {
        lock (_gate)
        {
            var group = new List<Waiting>(Math.Min(_waiting.Count, LargestGroup));
            while (group.Count < LargestGroup && _waiting.TryDequeue(out var waiting))
            {
                if (!waiting.IsGone)
                {
                    group.Add(waiting);
                }
            }

            _underWay -= group.Count == 0 ? 1 : 0;
            return [.. group];
        }
    }

    private async Task RunGroupAsync(Waiting[] group)
    {
        try
        {
            var answers = group.Length == 1
                ? [await alone(group[0].Request, CancellationToken.None).ConfigureAwait(false)]
                : await together(Array.ConvertAll(group, static w => w.Request)).ConfigureAwait(false);
            for (var i = 0; i < group.Length; i++)
            {
                group[i].Answer.TrySetResult(answers[i]);
            }
        }
        catch (IdempotencyStoreUnavailableException e) when (group.Length > 1 && e.InnerException is PostgresException)
        {
            // The server refused, perhaps because of one of them, and has undone all: each for itself.
            foreach (var waiting in group)
            {
                await RunGroupAsync([waiting]).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Array.ForEach(group, waiting => waiting.Answer.TrySetException(e));
        }
    }

    private sealed class Waiting(TRequest request)
    {
        public TRequest Request => request;

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsGone => Answer.Task.IsCompleted;

        /// <summary>The caller's side.</summary>
        public async Task<TAnswer> WaitAsync(CancellationToken cancellationToken)
        {
            await using var registration = cancellationToken.UnsafeRegister(static (self, token) => ((Waiting)self!).Answer.TrySetCanceled(token), this).ConfigureAwait(false);
            return await Answer.Task.ConfigureAwait(false);
        }
    }
}
