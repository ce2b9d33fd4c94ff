using Idempotent.Registering;

namespace Idempotent;

public sealed partial class IdempotencyRuntime
{
    // Null in a container, which disposes the stores itself.
    private ConfiguredIdempotency? _ownStores;

    /// <summary>
    /// Makes a runtime without a container, for <c>service.AsIdempotent(runtime)</c> and code that calls <c>ExecuteAsync</c> itself. Dispose it when the last
    /// call has ended: that disposes its stores.
    /// </summary>
    /// <param name="configure">Chooses the store: <c>b => b.UseSqlite("x.db")</c>.</param>
    /// <param name="options">Changes the options.</param>
    /// <exception cref="IdempotencyNotConfiguredException">Something is wrong with the set-up, or no store is chosen; the message lists all of it.</exception>
    public static IdempotencyRuntime Create(Action<IdempotencyBuilder> configure, Action<IdempotencyOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var setup = new IdempotencySetup();
        options?.Invoke(setup.Options);
        configure(new IdempotencyBuilder(setup, services: null));
        var configured = ConfiguredIdempotency.Create(setup, services: null);
        var runtime = configured.CreateRuntime(isDefault: false);
        runtime._ownStores = configured;
        return runtime;
    }

    /// <summary>Makes a runtime without a container whose records live in this process's memory: for tests and for applications of one process.</summary>
    /// <param name="options">Changes the options.</param>
    /// <exception cref="IdempotencyNotConfiguredException">The options are wrong; the message lists all that is.</exception>
    public static IdempotencyRuntime CreateInMemory(Action<IdempotencyOptions>? options = null) => Create(static builder => builder.UseInMemory(), options);
}
