using System.Runtime.InteropServices;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>The calls of one runtime that lead their key: claim it, run it or wait for another process. Duplicates join them. Thread-safe.</summary>
internal sealed class JoinTable
{
    private readonly object _gate = new();
    private readonly Dictionary<RecordKey, Call> _leaders = [];

    /// <summary>The call that leads the key: the given one if nobody did.</summary>
    public Call Join(Call call)
    {
        lock (_gate)
        {
            return CollectionsMarshal.GetValueRefOrAddDefault(_leaders, call.Key, out _) ??= call;
        }
    }

    /// <summary>Makes room for the next leader. Twice is once.</summary>
    public void Leave(Call call)
    {
        lock (_gate)
        {
            if (_leaders.TryGetValue(call.Key, out var leader) && ReferenceEquals(leader, call))
            {
                _leaders.Remove(call.Key);
            }
        }
    }
}
