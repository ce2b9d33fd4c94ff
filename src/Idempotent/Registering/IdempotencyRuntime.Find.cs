using Idempotent.Registering;

namespace Idempotent;

public sealed partial class IdempotencyRuntime
{
    private static readonly AsyncLocal<Chosen?> s_chosen = new();

    /// <summary>
    /// The runtime of a call that was handed none, such as that of a static method: what <see cref="Use"/> or the running idempotent method says, whichever is the inner one; else the one that this
    /// process's host made. Called by generated code.
    /// </summary>
    /// <exception cref="IdempotencyNotConfiguredException">There is none, or several hosts live in this process.</exception>
    public static IdempotencyRuntime Find()
    {
        var context = IdempotencyContext.Current;
        return s_chosen.Value is { } chosen && !IdempotencyContext.BeganInside(chosen.Within) ? chosen.Runtime : context?.Runtime ?? DefaultRuntimes.Single();
    }

    /// <summary>
    /// Lets calls that are handed no runtime take this one, in the calling async flow and what it calls, until the result is disposed of, which brings the one before back. For tests, and for a process
    /// with several hosts.
    /// </summary>
    /// <param name="runtime">The runtime. It stays the caller's to dispose.</param>
    /// <remarks>Begin it in the method whose calls are meant: what an async method changes ends with that method.</remarks>
    public static IDisposable Use(IdempotencyRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        var previous = new AmbientRestore<Chosen?>(s_chosen, s_chosen.Value);
        s_chosen.Value = new(runtime, IdempotencyContext.Current);
        return previous;
    }

    /// <param name="Runtime">The runtime.</param>
    /// <param name="Within">The method that ran when it was chosen: one that began inside since then counts more.</param>
    private sealed record Chosen(IdempotencyRuntime Runtime, IdempotencyContext? Within);
}
