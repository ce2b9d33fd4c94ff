using System.Globalization;
using Idempotent.Keys;
using Idempotent.Storing;
using Idempotent.Testing;
using Microsoft.Coyote.Random;
using Microsoft.Coyote.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>Hosts over one store, one operation with one key, and a clock that passes while they run: one for each schedule.</summary>
internal sealed class World
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Longer than anything that a scenario waits for.</summary>
    public static readonly TimeSpan Ages = TimeSpan.FromHours(20);

    /// <summary>So slow that no lease ends because its owner gets no turn.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(50);

    // More than any schedule needs, the unfair beginning included, in which the clock may run alone.
    private const int MostTicks = 5_000;

    private const string DoneBy = "done by ";

    private readonly List<IdempotencyRuntime> _hosts = [];
    private readonly Generator _random = Generator.Create();
    private bool _isSettling;

    /// <param name="plant">Puts a fault between the store and its witness.</param>
    public World(Func<IIdempotencyStore, IIdempotencyStore>? plant = null)
    {
        Memory = new(Time);
        Witness = new(plant?.Invoke(Memory) ?? Memory, Time);
        Store = new(Witness);
    }

    public static RecordKey Key { get; } = new("idempotency::pay:1");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public InMemoryIdempotencyStore Memory { get; }

    public Witness Witness { get; }

    public FaultingStore Store { get; }

    /// <summary>An instance a world: it remembers the runtime that ran it.</summary>
    public IdempotentOperation<string> Operation { get; init; } = new("pay") { Lease = Lease, WaitTimeout = Ages };

    /// <summary>What passes between two looks at the clock. A schedule may let the clock run alone for a while: at three seconds long enough for a lease to end, at <see cref="Slow"/> not.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Runs instead of returning at once, in the time that the body takes.</summary>
    public Func<CancellationToken, Task> Work { get; init; } = static async _ => await Task.Yield();

    /// <summary>Whether the store wakes those who wait; else they poll.</summary>
    public bool Wakes { get; init; } = true;

    /// <summary>Whether the store may fail to save an outcome: the one case in which a caller may have got another than the record has.</summary>
    public bool SavesLate { get; init; }

    /// <summary>Finds out what a dead attempt did.</summary>
    public Func<Task<Reconciled<string>>>? Reconcile { get; init; }

    /// <summary>Another host over the store: what another process is.</summary>
    public IdempotencyRuntime NewHost()
    {
        var host = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => Wakes ? Store : new PlainStore(Store)).UseTimeProvider(Time));
        _hosts.Add(host);
        return host;
    }

    /// <summary>Any number below a limit: the schedule chooses it.</summary>
    public int Any(int limit) => _random.NextInteger(limit);

    /// <summary>A caller of a host, on a thread of its own.</summary>
    public Task<Ended> Call(IdempotencyRuntime host, string? payload = null, CancellationToken caller = default) => Task.Run(() => CallAsync(host, payload, caller));

    /// <summary>An attempt of a process that died after its claim. Its lease is alive.</summary>
    public async Task<OwnerToken> DieAsync(bool holds = false)
    {
        var owner = OwnerToken.Create();
        var terms = new ClaimTerms { Operation = "pay", Lease = Lease, Retention = TimeSpan.FromHours(24), HoldWhenAbandoned = holds };
        await Witness.ClaimAsync(new(Key, owner, Fingerprint.Empty, terms), default);
        return owner;
    }

    /// <summary>Lets time pass, at any speed, until all have ended.</summary>
    public async Task<Ended[]> EndAsync(params Task<Ended>[] calls)
    {
        await PassUntilAsync(Task.WhenAll(calls));
        return [.. calls.Select(static c => c.Result)];
    }

    public Task PassUntilAsync(Task task)
    {
        for (var i = 0; !task.IsCompleted; i++)
        {
            Promise.Holds(i < MostTicks, $"Something is stuck: {i} ticks passed, and it has not ended.");
            SchedulingPoint.Interleave();
            Time.Advance(_isSettling ? Slow : Tick);
        }

        return task;
    }

    /// <summary>What is true whatever happened: a fresh caller of a fresh host gets an outcome, it is the only one, and it is replayed.</summary>
    public async Task<string> SettleAsync(params Ended[] ended)
    {
        Store.Heal();
        _isSettling = true;
        var first = await EndAsync(Call(NewHost()));
        var outcome = first[0].Value ?? throw new BrokenPromiseException($"A fresh caller got no outcome: {first[0].Failure}");
        var bodies = Witness.Bodies;
        var again = await EndAsync(Call(NewHost()));
        Promise.Holds(again[0].Value == outcome && Witness.Bodies == bodies, $"A replay gave {again[0]}, not '{outcome}'.");
        foreach (var end in ended)
        {
            Promise.Holds(end.Value is null || end.Value == outcome || IsExcused(end.Value), $"A caller got '{end.Value}', and the outcome is '{outcome}'.");
        }

        await CloseAsync();
        return outcome;
    }

    /// <summary>Whether the result is of an attempt that told its callers before its outcome could be saved, and that another took over after its lease.</summary>
    public bool IsExcused(string result) => SavesLate && Witness.IsTakenOver(long.Parse(result.AsSpan(DoneBy.Length), CultureInfo.InvariantCulture));

    public async Task CloseAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    private async Task<Ended> CallAsync(IdempotencyRuntime host, string? payload, CancellationToken caller)
    {
        try
        {
            return new(await ExecuteAsync(host, payload, caller), null);
        }
        catch (Exception failure) when (failure is not BrokenPromiseException)
        {
            return new(null, failure);
        }
    }

    private Task<string> ExecuteAsync(IdempotencyRuntime host, string? payload, CancellationToken caller)
    {
        var fingerprint = new KeyWriter(stackalloc byte[64]);
        if (payload is not null)
        {
            fingerprint.BeginParts(1);
            fingerprint.Name("amount");
            fingerprint.Write(payload);
        }

        return host.ExecuteAsync(
            Operation, KeyWriter.Of("1"), fingerprint, this, static (world, token) => world.BodyAsync(token), caller, Reconcile is null ? null : static (world, _) => world.Reconcile!());
    }

    private async Task<string> BodyAsync(CancellationToken cancellationToken)
    {
        var context = IdempotencyContext.Required;
        Witness.BodyStarts(context.FencingToken);
        await Work(cancellationToken);
        return $"{DoneBy}{context.FencingToken}";
    }
}

/// <summary>How a call ended: with a value or a failure.</summary>
internal sealed record Ended(string? Value, Exception? Failure);
