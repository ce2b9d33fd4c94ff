using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>
/// Gives a unit test of static, partial and intercepted methods a runtime of its own, with a store in memory, in place of a host's: tests that run at once in one process don't meet. Dispose it at the
/// end of the test.
/// </summary>
/// <remarks>Begin it in the test method itself: what an async method changes of the current runtime ends with that method.</remarks>
public sealed class IdempotencyTestRuntime : IDisposable
{
    private readonly IDisposable _use;

    private IdempotencyTestRuntime(TimeProvider time, Action<IdempotencyOptions>? options)
    {
        Store = new(time);
        Runtime = IdempotencyRuntime.Create(builder => builder.UseTimeProvider(time).UseStore(IdempotencyBuilder.Unnamed, _ => Store), options);
        _use = IdempotencyRuntime.Use(Runtime);
    }

    /// <summary>The runtime: what <see cref="IdempotencyRuntime.Find"/> returns until this is disposed.</summary>
    public IdempotencyRuntime Runtime { get; }

    /// <summary>Its store, without a name.</summary>
    public InMemoryIdempotencyStore Store { get; }

    /// <summary>Begins to give calls the runtime.</summary>
    /// <param name="time">The clock of store and runtime; null for the system's.</param>
    /// <param name="options">Changes the options.</param>
    /// <exception cref="IdempotencyNotConfiguredException">The options are wrong; the message lists all that is.</exception>
    public static IdempotencyTestRuntime Begin(TimeProvider? time = null, Action<IdempotencyOptions>? options = null) => new(time ?? TimeProvider.System, options);

    /// <summary>Gives calls again what they had before, and disposes the runtime.</summary>
    public void Dispose()
    {
        _use.Dispose();
        Runtime.Dispose();
    }
}
