using Idempotent.Storing;

namespace Idempotent.Stores.Tests;

/// <summary>A right watch, but for the wakes that it swallows.</summary>
internal sealed class BrokenWatch(World world, IRecordWatch right, bool wasThere) : IRecordWatch
{
    private readonly int _stepsAtSubscription = world.Steps;
    private readonly bool _isFirst = ++world.Watchers == 1;
    private int _waits;

    /// <summary>A step that wakes nobody who is waiting already.</summary>
    public string? Mutes { get; init; }

    public bool ForgetsWhatCameBeforeTheWait { get; init; }

    public bool WakesOnce { get; init; }

    public bool WakesOnlyTheFirst { get; init; }

    public bool NeverTimesOut { get; init; }

    public bool IgnoresCancellation { get; init; }

    public async ValueTask WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var stepsBefore = world.Steps;
        var isFirstWait = ++_waits == 1;
        var isAlone = world.Watchers == 1;
        if ((WakesOnce && !isFirstWait)
            || (WakesOnlyTheFirst && !_isFirst)
            || (ForgetsWhatCameBeforeTheWait && isAlone && isFirstWait && stepsBefore > _stepsAtSubscription))
        {
            await Never();
        }

        await right.WaitAsync(NeverTimesOut ? TimeSpan.FromDays(40) : timeout, IgnoresCancellation ? default : cancellationToken);
        if (Mutes is not null && wasThere && world.Watchers == 1 && isFirstWait && world.Steps > stepsBefore && world.LastStep == Mutes)
        {
            await Never();
        }
    }

    public ValueTask DisposeAsync() => right.DisposeAsync();

    private static Task Never() => new TaskCompletionSource().Task;
}
