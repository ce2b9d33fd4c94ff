using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Idempotent.Storing;

namespace Idempotent.Keys;

/// <summary>From canonical bytes to what stores keep.</summary>
internal static class KeyDerivation
{
    private const byte HashedFingerprint = 0xFF;

    /// <summary>Makes <c>{prefix}:{scope}:{operation}:{discriminator}</c>.</summary>
    /// <param name="prefix">The first part.</param>
    /// <param name="scope">The scope, not encoded yet.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="key">The canonical bytes.</param>
    /// <param name="secret">What sensitive parts are hashed under.</param>
    /// <param name="former">The same call's key under the secret before.</param>
    /// <exception cref="IdempotencyKeyException">The key has no part, or prefix and scope are too long.</exception>
    /// <exception cref="IdempotencyNotConfiguredException">A part is sensitive and there is no secret.</exception>
    public static RecordKey ToRecordKey(string prefix, string scope, string operationName, scoped in KeyWriter key, byte[]? secret, FormerKey? former = null)
    {
        if (key.Written.IsEmpty)
        {
            throw new IdempotencyKeyException($"The key of '{operationName}' has no part.", operationName);
        }

        var text = new KeyText(stackalloc char[RecordKey.MaxLength]);
        text.Append(prefix);
        text.Append(":");
        text.AppendEncoded(scope);
        text.Append(":");
        text.AppendOperation(operationName);
        text.Append(":");

        Span<char> discriminator = stackalloc char[ReadableKey.MaxLength];
        if (!key.HasSensitive && ReadableKey.TryFormat(key.Written, discriminator, out var length))
        {
            text.Append(discriminator[..length]);
        }
        else
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            Hash(in key, secret, hash);
            text.AppendHash(hash);
        }

        return text.Length <= RecordKey.MaxLength
            ? new RecordKey(text.ToString()) { Former = former }
            : throw new IdempotencyKeyException(
                $"The key of '{operationName}' needs {text.Length} bytes and stores keep {RecordKey.MaxLength}. Shorten KeyPrefix ({prefix.Length} characters) or the scope ({scope.Length} characters before it is percent-encoded); a hash of a long scope is as good.",
                operationName);
    }

    /// <summary>The canonical bytes where they are short, else their SHA-256 behind a byte that none begin with.</summary>
    /// <exception cref="IdempotencyNotConfiguredException">A part is sensitive and there is no secret.</exception>
    public static Fingerprint ToFingerprint(scoped in KeyWriter fingerprint, byte[]? secret)
    {
        Span<byte> bytes = stackalloc byte[Fingerprint.MaxLength];
        var length = fingerprint.SealedLength;
        if (length > Fingerprint.MaxLength)
        {
            bytes[0] = HashedFingerprint;
            Hash(in fingerprint, secret, bytes[1..]);
            length = 1 + SHA256.HashSizeInBytes;
        }
        else
        {
            Seal(in fingerprint, secret, bytes);
        }

        return Fingerprint.FromBytes(bytes[..length]);
    }

    /// <summary>Tells one secret from another without telling what it is. Part of stored records: never changed.</summary>
    public static long MarkOf(byte[] secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, "idempotent secret"u8, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    private static void Hash(scoped in KeyWriter writer, byte[]? secret, scoped Span<byte> destination)
    {
        if (!writer.HasSensitive)
        {
            SHA256.HashData(writer.Written, destination);
            return;
        }

        var length = writer.SealedLength;
        var sealedBytes = ArrayPool<byte>.Shared.Rent(length);
        Seal(in writer, secret, sealedBytes);
        SHA256.HashData(sealedBytes.AsSpan(0, length), destination);
        ArrayPool<byte>.Shared.Return(sealedBytes);
    }

    private static void Seal(scoped in KeyWriter writer, byte[]? secret, scoped Span<byte> destination)
    {
        if (writer.HasSensitive && secret is null)
        {
            throw new IdempotencyNotConfiguredException(
                "A part of the key or fingerprint is sensitive and there is no secret to hash it under. Set IdempotencyOptions.SensitiveKeySecret: at least 32 bytes, the same on every machine.");
        }

        writer.Seal(secret ?? [], destination);
    }
}
