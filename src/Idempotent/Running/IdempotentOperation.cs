using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Idempotent;

/// <summary>What is known of an operation before any call: one static instance each. Immutable and thread-safe.</summary>
public abstract class IdempotentOperation
{
    private protected IdempotentOperation(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The operation's name, part of every key.</summary>
    public string Name { get; }

    /// <summary>Retention; null for <see cref="IdempotencyOptions.ExpiresAfter"/>.</summary>
    public TimeSpan? ExpiresAfter { get; init; }

    /// <summary>Lease; null for <see cref="IdempotencyOptions.Lease"/>.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>What a duplicate does meanwhile.</summary>
    public WhenInProgress WhenInProgress { get; init; }

    /// <summary>How long a duplicate waits; null for <see cref="IdempotencyOptions.WaitTimeout"/>.</summary>
    public TimeSpan? WaitTimeout { get; init; }

    /// <summary>What a failure means.</summary>
    public WhenFailed WhenFailed { get; init; }

    /// <summary>What a dead attempt means.</summary>
    public WhenAbandoned WhenAbandoned { get; init; }

    /// <summary>When renewal stops; null for <see cref="IdempotencyOptions.MaxRunning"/>.</summary>
    public TimeSpan? MaxRunning { get; init; }

    /// <summary>The attempt after this many is held; 0 for <see cref="IdempotencyOptions.MaxAttempts"/>.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>Whether claim, writes and outcome commit together.</summary>
    public bool Transactional { get; init; }

    /// <summary>The named store; null for the one without a name.</summary>
    public string? Store { get; init; }

    /// <summary>Whether a part is sensitive, so that a secret is needed.</summary>
    public bool HasSensitiveParts { get; init; }

    /// <summary>Hash of the schema of key and fingerprint.</summary>
    public long SchemaHash { get; init; }

    /// <summary>What the operation was before its contract changed, where calls say with <see cref="Keys.KeyWriter.Follow"/> what their key was then; else null.</summary>
    public OperationPredecessor? Predecessor { get; init; }

    /// <summary>Tells the exceptions that are an outcome; null when none is named.</summary>
    public Func<Exception, bool>? IsStoredException { get; init; }

    /// <summary>Builds a stored failure's own type from its full type name and message, or returns null when it can't; null when none can be built.</summary>
    public Func<string, string, Exception?>? BuildException { get; init; }

    /// <summary>The plan under each runtime that ran the operation: nearly always one. They end with their runtimes, which a static operation outlives.</summary>
    internal ConditionalWeakTable<IdempotencyRuntime, OperationPlan> Plans { get; } = [];

    /// <summary>One of them, at hand.</summary>
    internal WeakReference<OperationPlan>? LatestPlan { get; set; }
}

/// <summary>An operation and how its result becomes an outcome.</summary>
/// <typeparam name="TResult">The method's result; <see cref="NoResult"/> where it has none.</typeparam>
/// <param name="name">The operation's name, part of every key.</param>
public sealed class IdempotentOperation<TResult>(string name) : IdempotentOperation(name)
{
    /// <summary>How the result is written as JSON, when known at compile time; null to ask <see cref="IdempotencyOptions.JsonSerializerOptions"/>.</summary>
    public Func<JsonTypeInfo<TResult>?>? ResultTypeInfo { get; init; }

    /// <summary>Whether the result's type is deeply immutable, so that callers can share one instance.</summary>
    public bool ResultIsImmutable { get; init; }
}
