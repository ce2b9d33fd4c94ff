using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>A watch on a store that has none: it wakes again and again, as a watch may, so that who waits looks for itself.</summary>
internal sealed class PollingWatch : IRecordWatch
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    public ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        new(Task.Delay(timeout < s_pause ? timeout : s_pause, TimeProvider.System, cancellationToken));

    public ValueTask DisposeAsync() => default;
}
