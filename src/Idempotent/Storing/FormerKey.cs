namespace Idempotent.Storing;

/// <summary>What the version before a change makes of the same call: its records must hold for both, as long as both may run.</summary>
/// <param name="Key">The key; in its <see cref="RecordKey.Former"/> is the one before that.</param>
/// <param name="Fingerprint">The fingerprint, and the schema that makes it.</param>
internal sealed record FormerKey(RecordKey Key, SchemaFingerprint Fingerprint)
{
    /// <summary>The operation's name then; null where it is the same.</summary>
    public string? Operation { get; init; }
}
