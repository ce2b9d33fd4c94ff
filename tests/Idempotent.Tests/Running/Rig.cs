using Idempotent.Keys;
using Idempotent.Storing;
using Idempotent.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Tests.Running;

/// <summary>A runtime over a store in memory, with faults, a record of calls, a log and a clock that stands still.</summary>
internal sealed class Rig : IDisposable
{
    private readonly LoggerFactory _logging;
    private readonly List<IdempotencyRuntime> _runtimes = [];
    private readonly bool _isPlain;

    public Rig(Action<IdempotencyOptions>? configure = null, bool plainly = false, Func<IIdempotencyStore, IIdempotencyStore>? wrap = null)
    {
        configure?.Invoke(Options);
        Time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        Memory = new(Time);
        Calls = new(wrap?.Invoke(Memory) ?? Memory);
        Store = new(Calls);
        _isPlain = plainly;
        _logging = new([new FakeLoggerProvider(Logs)]);
        Runtime = NewRuntime();
    }

    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(30);

    public IdempotencyOptions Options { get; } = new() { Lease = Lease, WaitTimeout = TimeSpan.FromSeconds(20) };

    public FakeTimeProvider Time { get; }

    public InMemoryIdempotencyStore Memory { get; }

    public RecordingStore Calls { get; }

    public FaultingStore Store { get; }

    public FakeLogCollector Logs { get; } = new();

    public IdempotencyRuntime Runtime { get; }

    /// <summary>Another host over the same store: what another process is.</summary>
    public IdempotencyRuntime NewRuntime(IIdempotencyScopeProvider? scope = null, IdempotencyOptions? options = null)
    {
        var runtime = new IdempotencyRuntime(options ?? Options, new Dictionary<string, IIdempotencyStore> { [""] = _isPlain ? new PlainStore(Store) : Store }, scope, Time, _logging);
        _runtimes.Add(runtime);
        return runtime;
    }

    /// <summary>The record of a key in this rig's store; null when there is none.</summary>
    public async Task<IdempotencyRecord?> RecordAsync(string operation, string key) => await Memory.GetAsync(KeyOf(operation, key), default);

    public static RecordKey KeyOf(string operation, string key) => new($"idempotency::{operation}:{key}");

    public Task<TResult> RunAsync<TResult>(
        IdempotentOperation<TResult> operation,
        string key,
        Func<CancellationToken, Task<TResult>> body,
        string? fingerprint = null,
        Func<CancellationToken, Task<Reconciled<TResult>>>? reconcile = null,
        IdempotencyRuntime? runtime = null,
        CancellationToken caller = default)
    {
        var print = new KeyWriter(stackalloc byte[64]);
        if (fingerprint is not null)
        {
            print.BeginParts(1);
            print.Name("amount");
            print.Write(fingerprint);
        }

        return (runtime ?? Runtime).ExecuteAsync(
            operation,
            KeyWriter.Of(key),
            print,
            (body, reconcile),
            static (state, token) => state.body(token),
            caller,
            reconcile is null ? null : static (state, token) => state.reconcile!(token));
    }

    /// <summary>Lets time pass step by step, as it does: renewals come before deadlines.</summary>
    public void Pass(TimeSpan time)
    {
        for (var end = Time.GetUtcNow() + time; Time.GetUtcNow() < end;)
        {
            Time.Advance(TimeSpan.FromSeconds(1) < end - Time.GetUtcNow() ? TimeSpan.FromSeconds(1) : end - Time.GetUtcNow());
        }
    }

    /// <summary>Lets time pass until a record is as it should become.</summary>
    public Task UntilAsync(string operation, string key, Func<IdempotencyRecord?, bool> isDone) =>
        PassUntilAsync(async () => isDone(await RecordAsync(operation, key)));

    /// <summary>Lets time pass until an event is in the log.</summary>
    public Task UntilLoggedAsync(int eventId) => PassUntilAsync(() => Task.FromResult(Logs.GetSnapshot().Any(l => l.Id.Id == eventId)));

    /// <summary>Lets time pass until something has ended, however it did. What never ends fails the test.</summary>
    public Task PassUntilAsync(Task end) => PassUntilAsync(() => Task.FromResult(end.IsCompleted));

    private async Task PassUntilAsync(Func<Task<bool>> isDone)
    {
        var given = Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!await isDone())
        {
            Assert.False(given.IsCompleted, "It never ended.");
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        Store.Heal();
        foreach (var runtime in _runtimes)
        {
            runtime.Dispose();
        }

        _logging.Dispose();
    }
}

internal static class Waits
{
    /// <summary>A test that would hang fails instead.</summary>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    public static Task Soon(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>Runs the body once it is asked for, and tells when it has begun.</summary>
    public static (Func<CancellationToken, Task<T>> Body, Task<CancellationToken> Begun, TaskCompletionSource<T> End) Gate<T>()
    {
        var begun = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return (token =>
        {
            begun.TrySetResult(token);
            return end.Task;
        }, begun.Task, end);
    }
}
