using Idempotent.Storing;

namespace Idempotent.Keys;

/// <summary>From canonical bytes to what stores keep.</summary>
internal static class KeyDerivation
{
    public static RecordKey ToRecordKey(string prefix, string scope, string operationName, scoped in KeyWriter key, byte[]? secret) => throw new NotImplementedException();

    public static Fingerprint ToFingerprint(scoped in KeyWriter fingerprint, byte[]? secret) => throw new NotImplementedException();
}
