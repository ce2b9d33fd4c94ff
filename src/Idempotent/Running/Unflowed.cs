namespace Idempotent;

/// <summary>What is started inside serves everybody and must not carry one caller's context (its activity, its <see cref="IdempotencyContext"/>) along.</summary>
internal readonly struct Unflowed : IDisposable
{
    private readonly bool _restores;

    private Unflowed(bool restores) => _restores = restores;

    public static Unflowed Begin()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return default;
        }

        ExecutionContext.SuppressFlow();
        return new(restores: true);
    }

    public void Dispose()
    {
        if (_restores)
        {
            ExecutionContext.RestoreFlow();
        }
    }
}
