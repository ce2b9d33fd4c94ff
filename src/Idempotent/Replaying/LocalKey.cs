using System.IO.Hashing;
using System.Runtime.InteropServices;
using Idempotent.Keys;

namespace Idempotent;

/// <summary>A call as <see cref="LocalOutcomes"/> looks it up, without the key that the record has: that one is long in the making.</summary>
/// <param name="Plan">The operation; null where nothing is looked up.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Hash">The hash of the key.</param>
/// <param name="Sealed">The bytes of key and fingerprint where a part is sensitive, with its HMAC in its place; else null, and the writers have them.</param>
internal readonly record struct LocalKey(OperationPlan? Plan, string? Scope, ulong Hash, byte[]? Sealed)
{
    /// <summary>The seed keeps hashes from being foreseen, and tells operations apart. A key has one fingerprint, which is compared alone.</summary>
    public static ulong HashOf(OperationPlan plan, string scope, ReadOnlySpan<byte> key)
    {
        var hash = XxHash3.HashToUInt64(key, plan.HashSeed);
        return scope.Length == 0 ? hash : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(scope.AsSpan()), (long)hash);
    }

    /// <summary>What is sensitive is kept nowhere but as its HMAC. Without a secret there is nothing to look up, and the call is refused where its keys are made.</summary>
    public static LocalKey OfSealed(OperationPlan plan, string scope, scoped in KeyWriter key, scoped in KeyWriter fingerprint, byte[]? secret)
    {
        if (secret is null)
        {
            return default;
        }

        var length = key.SealedLength;
        var bytes = new byte[length + fingerprint.SealedLength];
        key.Seal(secret, bytes);
        fingerprint.Seal(secret, bytes.AsSpan(length));
        return new(plan, scope, HashOf(plan, scope, bytes.AsSpan(0, length)), bytes);
    }
}

/// <summary>A <see cref="LocalKey"/> with what it outlives its writers with.</summary>
/// <param name="Key">The key.</param>
/// <param name="Bytes">The canonical bytes of key and fingerprint, sealed where a part is sensitive.</param>
/// <param name="Epoch">What <see cref="LocalOutcomes"/> had forgotten when the call began.</param>
internal readonly record struct KeptLocalKey(LocalKey Key, byte[] Bytes, long Epoch);
