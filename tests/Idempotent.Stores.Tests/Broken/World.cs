using System.Collections.Concurrent;
using Idempotent.Storing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>What the instances of a broken store share: right records behind them, and what their faults remember.</summary>
public sealed class World
{
    public FakeTimeProvider Time { get; } = new();

    public InMemoryIdempotencyStore Store => field ??= new(Time);

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Each key's record after its first claim.</summary>
    public ConcurrentDictionary<RecordKey, IdempotencyRecord> Seen { get; } = new();

    /// <summary>Keys that a claim turned to held.</summary>
    public ConcurrentDictionary<RecordKey, bool> HeldByClaim { get; } = new();

    public bool WasDeleted { get; set; }

    public bool WasPurged { get; set; }

    public bool HadPairs { get; set; }

    /// <summary>The last step on any record, and how many there were.</summary>
    public string LastStep { get; set; } = "";

    public int Steps { get; set; }

    public int Watchers { get; set; }

    public ReadOnlyMemory<byte>? LastProgress { get; set; }
}
