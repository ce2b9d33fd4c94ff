using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>One call at one point: its folder, and where it stops to be killed. Thread-safe.</summary>
public sealed class CrashScene
{
    private readonly Dictionary<string, int> _times = [];
    private readonly List<string> _passed = [];
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? _point;

    internal CrashScene(string folder, string? point)
    {
        Folder = folder;
        _point = point;
    }

    /// <summary>A folder of its own, which outlives the process.</summary>
    public string Folder { get; }

    /// <summary>Completes when the call stands at the point where it is killed.</summary>
    internal Task Reached => _reached.Task;

    /// <summary>The points that the call came to, in order.</summary>
    internal IReadOnlyList<string> Passed
    {
        get
        {
            lock (_passed)
            {
                return [.. _passed];
            }
        }
    }

    /// <summary>Puts a point before and after each call of a store. Renewals have none: they come by the clock.</summary>
    /// <param name="store">The store under test. It is disposed with what this returns.</param>
    public IIdempotencyStore Wrap(IIdempotencyStore store) => new CrashingStore(store, this);

    /// <summary>A place in the body where the process may be killed, e.g. between two writes. The task never completes at the point where it is: a body that blocks waits for it.</summary>
    /// <param name="place">Its name.</param>
    public Task ReachAsync(string place)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(place);
        string point;
        lock (_passed)
        {
            var time = _times[place] = _times.GetValueOrDefault(place) + 1;
            point = time == 1 ? place : $"{place}, time {time}";
            _passed.Add(point);
        }

        if (point != _point)
        {
            return Task.CompletedTask;
        }

        _reached.TrySetResult();
        return new TaskCompletionSource().Task;
    }
}
