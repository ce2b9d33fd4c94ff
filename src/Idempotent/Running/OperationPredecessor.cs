namespace Idempotent;

/// <summary>What an operation was before its contract changed, as far as its records say. Immutable.</summary>
/// <param name="name">The operation's name then.</param>
/// <param name="schemaHash">Hash of the schema of key and fingerprint then.</param>
/// <param name="hasSensitiveParts">Whether a part was sensitive then.</param>
public sealed class OperationPredecessor(string name, long schemaHash, bool hasSensitiveParts)
{
    /// <summary>The operation's name then.</summary>
    public string Name { get; } = name;

    /// <summary>Hash of the schema of key and fingerprint then.</summary>
    public long SchemaHash { get; } = schemaHash;

    /// <summary>Whether a part was sensitive then.</summary>
    public bool HasSensitiveParts { get; } = hasSensitiveParts;
}
