namespace Idempotent.Registering;

/// <summary>A generated class, as far as start-up checks what it runs.</summary>
internal abstract class OperationSource
{
    /// <summary>The operations, as far as they are known without type arguments.</summary>
    public abstract IReadOnlyList<IdempotentOperation> Operations { get; }

    public abstract IEnumerable<string> OperationNames { get; }
}
