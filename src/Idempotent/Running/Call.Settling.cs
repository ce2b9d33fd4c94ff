namespace Idempotent;

/// <content>Callers that block: each step is over before the next line, so that all of it, the body too, stays on their thread.</content>
internal abstract partial class Call<TResult>
{
    private ValueTask<T> Settle<T>(ValueTask<T> step) => Blocks && !step.IsCompleted ? new(step.AsTask().GetAwaiter().GetResult()) : step;

    private ValueTask Settle(ValueTask step) => Blocks && !step.IsCompleted ? Settle(step.AsTask()) : step;

    private ValueTask Settle(Task step)
    {
        if (!Blocks)
        {
            return new(step);
        }

        step.GetAwaiter().GetResult();
        return default;
    }
}
