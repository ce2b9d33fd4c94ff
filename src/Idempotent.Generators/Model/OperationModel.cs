using Idempotent.Generators.Model.Keys;

namespace Idempotent.Generators.Model;

/// <summary>A method that runs once per key: its descriptor and how it is called.</summary>
internal sealed record OperationModel
{
    /// <summary>The operation's name without type arguments.</summary>
    public required string Name { get; init; }

    /// <summary>Type arguments that belong to the name, as written in <c>typeof</c>.</summary>
    public required EquatableArray<string> TypeArguments { get; init; }

    /// <summary>The static field that holds the descriptor.</summary>
    public required string Field { get; init; }

    /// <summary>The type of the descriptor's holder where the method is generic.</summary>
    public required string Holder { get; init; }

    public required ReturnShape Shape { get; init; }

    /// <summary>The result's type; that of <c>NoResult</c> where there is none.</summary>
    public required string ResultType { get; init; }

    /// <summary>The result's type without annotations, by which a serializer context lists it; null where there is none.</summary>
    public required string? SerializedType { get; init; }

    public required bool ResultIsImmutable { get; init; }

    /// <summary>The serializer context that lists the result; null where none does.</summary>
    public string? SerializerContext { get; init; }

    public required SettingsModel Settings { get; init; }

    public required KeyContract Key { get; init; }

    /// <summary>The parameter that takes the body's token; -1 where there is none.</summary>
    public required int TokenParameter { get; init; }

    public required ReconcileModel? Reconcile { get; init; }

    public required PredecessorModel? Predecessor { get; init; }

    /// <summary>The contract, and the one before it.</summary>
    public IEnumerable<KeyContract> Keys => Predecessor is { } predecessor ? [Key, predecessor.Key] : [Key];

    /// <summary>Whether the member is obsolete, so that the descriptor must be too.</summary>
    public required bool IsObsolete { get; init; }
}

internal enum ReturnShape
{
    Void,
    Value,
    Task,
    TaskOfT,
    ValueTask,
    ValueTaskOfT,
}

/// <summary>Settings that were given; null or the default enum value where they were not.</summary>
internal sealed record SettingsModel
{
    public required DurationModel? ExpiresAfter { get; init; }

    public required DurationModel? Lease { get; init; }

    public required DurationModel? WaitTimeout { get; init; }

    public required DurationModel? MaxRunning { get; init; }

    /// <summary>Member names of the enums; null where the options decide.</summary>
    public required string? WhenInProgress { get; init; }

    public required string? WhenFailed { get; init; }

    public required string? WhenAbandoned { get; init; }

    public required int MaxAttempts { get; init; }

    public required bool Transactional { get; init; }

    public required string? Store { get; init; }

    public required EquatableArray<StoredExceptionModel> StoredExceptions { get; init; }
}

/// <param name="Ticks">The duration.</param>
/// <param name="Text">As the developer wrote it.</param>
internal sealed record DurationModel(long Ticks, string Text);

/// <param name="Type">The exception's type.</param>
/// <param name="FullName">As <see cref="Type.FullName"/> says it; null where it can't be built from a message.</param>
internal sealed record StoredExceptionModel(string Type, string? FullName);

/// <param name="Receiver">The type that has the method; null where it is the service itself.</param>
/// <param name="Method">Its name.</param>
/// <param name="TypeArguments">In angle brackets, or "".</param>
internal sealed record ReconcileModel(string? Receiver, string Method, string TypeArguments);
