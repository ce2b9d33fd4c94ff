namespace Idempotent.Keys;

/// <summary>First byte of every canonical value. Part of every stored key: never renumbered, never reused.</summary>
internal static class CanonicalTag
{
    /// <summary>Version of the whole encoding, the first byte of canonical bytes; no fingerprint hash begins with it.</summary>
    public const byte Version = 1;
}
