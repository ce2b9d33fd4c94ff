namespace Idempotent.Registering;

/// <summary>
/// The runtimes that a call may take which finds none nearer: one a host. Weakly held, so that a host that nobody disposed is not kept for it. Thread-safe.
/// </summary>
internal static class DefaultRuntimes
{
    private static readonly object s_writing = new();

    // Replaced as a whole, so that calls read it without a lock.
    private static volatile WeakReference<IdempotencyRuntime>[] s_runtimes = [];

    public static void Add(IdempotencyRuntime runtime)
    {
        lock (s_writing)
        {
            s_runtimes = [.. s_runtimes.Where(static r => r.TryGetTarget(out _)), new(runtime)];
        }
    }

    public static void Remove(IdempotencyRuntime runtime)
    {
        lock (s_writing)
        {
            s_runtimes = [.. s_runtimes.Where(r => r.TryGetTarget(out var other) && other != runtime)];
        }
    }

    /// <exception cref="IdempotencyNotConfiguredException">There is none, or there are several.</exception>
    public static IdempotencyRuntime Single()
    {
        IdempotencyRuntime? only = null;
        foreach (var reference in s_runtimes)
        {
            if (!reference.TryGetTarget(out var runtime))
            {
                continue;
            }

            if (only is not null)
            {
                throw new IdempotencyNotConfiguredException(
                    "Several hosts of this process have an IdempotencyRuntime, and this call must not take the wrong one. Give its type a field, property or primary-constructor parameter of type IdempotencyRuntime, or choose one for this flow with IdempotencyRuntime.Use(runtime). A host that is no longer needed must be disposed.");
            }

            only = runtime;
        }

        return only ?? throw new IdempotencyNotConfiguredException(
            "No IdempotencyRuntime was found for this call, which would run unprotected. Start the host that calls AddIdempotency(), or resolve IdempotencyRuntime from its container, before the first call; or give the type a field, property or primary-constructor parameter of type IdempotencyRuntime. In a test, use IdempotencyTestRuntime.Begin() or IdempotencyRuntime.Use(runtime).");
    }
}
