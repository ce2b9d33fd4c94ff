namespace Idempotent;

/// <summary>What a reconcile callback found out about an attempt that died mid-way.</summary>
/// <typeparam name="T">The method's result; <see cref="NoResult"/> where it has none.</typeparam>
public readonly struct Reconciled<T>
{
    private readonly T _value;

    private Reconciled(ReconciledKind kind, T value)
    {
        Kind = kind;
        _value = value;
    }

    /// <summary>It is not known what the attempt did: the record is held. Also the default value.</summary>
    public static Reconciled<T> Unknown => default;

    /// <summary>The attempt had no effect: the body runs now, as the next attempt.</summary>
    public static Reconciled<T> NotExecuted => new(ReconciledKind.NotExecuted, default!);

    /// <summary>The attempt took effect with this result, which becomes the outcome.</summary>
    public static Reconciled<T> Completed(T value) => new(ReconciledKind.Completed, value);

    internal ReconciledKind Kind { get; }

    internal T Value => _value;
}

internal enum ReconciledKind
{
    Unknown = 0,
    NotExecuted = 1,
    Completed = 2,
}
