using System.Runtime.CompilerServices;
using Microsoft.Coyote.Random;
using Microsoft.Coyote.Runtime;

namespace Idempotent.Schedules.Tests.Controlling;

/// <summary>
/// What Coyote does not know of the platform, as it does what it knows: an operation that pauses until its condition holds. Nothing here is a model of the library under test: its
/// own instructions stay, only these calls lead here.
/// </summary>
public static class ControlledCalls
{
    [InsteadOf(typeof(Task))]
    public static Task WaitAsync(Task task, CancellationToken cancellationToken) => WaitAsync(task, Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

    [InsteadOf(typeof(Task))]
    public static async Task WaitAsync(Task task, TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var isOver = Timer(timeout, timeProvider);
        await Operation.PauseUntilAsync(() => task.IsCompleted || cancellationToken.IsCancellationRequested || isOver(), resumeAsynchronously: true);
        if (task.IsCompleted)
        {
            await task;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!task.IsCompleted)
        {
            throw new TimeoutException();
        }
    }

    [InsteadOf(typeof(Task))]
    public static async Task Delay(TimeSpan delay, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var isOver = Timer(delay, timeProvider);
        await Operation.PauseUntilAsync(() => cancellationToken.IsCancellationRequested || isOver(), resumeAsynchronously: true);
        cancellationToken.ThrowIfCancellationRequested();
    }

    [InsteadOf(typeof(Task))]
    public static Task Delay(TimeSpan delay, TimeProvider timeProvider) => Delay(delay, timeProvider, default);

    /// <summary>Coyote leaves this to the platform, which asks its own thread pool to go on after a source whose continuations run asynchronously.</summary>
    [InsteadOf(typeof(Microsoft.Coyote.Rewriting.Types.Threading.Tasks.Task))]
    public static async Task<Task> WhenAny(Task task1, Task task2)
    {
        await Operation.PauseUntilAsync(() => task1.IsCompleted || task2.IsCompleted, resumeAsynchronously: true);
        return task1.IsCompleted ? task1 : task2;
    }

    /// <summary>Only as far as the library uses it: without the caller's context, thrown on or not.</summary>
    [InsteadOf(typeof(Task))]
    public static ConfiguredTaskAwaitable ConfigureAwait(Task task, ConfigureAwaitOptions options) =>
        (options.HasFlag(ConfigureAwaitOptions.SuppressThrowing) ? QuietlyAsync(task) : task).ConfigureAwait(false);

    /// <summary>The callbacks run in an operation of their own.</summary>
    [InsteadOf(typeof(CancellationTokenSource))]
    public static Task CancelAsync(CancellationTokenSource source) => Task.Run(source.Cancel);

    /// <summary>The schedule chooses what is random, so that it can be run again.</summary>
    [InsteadOf(typeof(Random), InsteadOfAttribute.Constructor)]
    public static Random NewRandom() => new ChosenRandom();

    private static async Task QuietlyAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception)
        {
            // That it does not matter how the task ended is what was asked for.
        }
    }

    private static Func<bool> Timer(TimeSpan time, TimeProvider timeProvider)
    {
        var began = timeProvider.GetTimestamp();
        return () => time != Timeout.InfiniteTimeSpan && timeProvider.GetElapsedTime(began) >= time;
    }

    private sealed class ChosenRandom : Random
    {
        private const int Parts = 8;

        private readonly Generator _generator = Generator.Create();

        public override double NextDouble() => _generator.NextInteger(Parts) / (double)Parts;
    }
}
