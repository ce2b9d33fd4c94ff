using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Model.Keys;

/// <summary>What identifies a call, and what tells two calls with the same key apart.</summary>
/// <param name="Parts">The key's parts, in ordinal order of their names.</param>
/// <param name="FingerprintParts">The fingerprint's parts, in the same order; none is the empty fingerprint.</param>
/// <param name="Helpers">How the values that are no scalars are written.</param>
/// <param name="SchemaHash">Changes whenever the bytes of equal values would.</param>
/// <param name="Refusal">Why the method can't be wrapped; null when it can.</param>
/// <param name="Local">A name that no parameter of the method has.</param>
internal sealed record KeyContract(
    EquatableArray<KeyPart> Parts, EquatableArray<KeyPart> FingerprintParts, EquatableArray<KeyHelper> Helpers, long SchemaHash, Refusal? Refusal, string Local)
{
    public bool HasSensitiveParts =>
        Parts.Concat(FingerprintParts).Any(static part => part.IsSensitive) || Helpers.Any(static helper => helper.Members.Any(static member => member.IsSensitive));
}

/// <param name="Name">The name that is written.</param>
/// <param name="Expression">Where the value is found in the wrapper's method.</param>
/// <param name="Value">How it is written.</param>
/// <param name="IsSensitive">Whether it enters as its HMAC only.</param>
internal sealed record KeyPart(string Name, string Expression, KeyValue Value, bool IsSensitive);

/// <summary>How one value is written.</summary>
/// <param name="Form">By which call.</param>
/// <param name="Detail">A cast, a member access or a helper's name, as the form wants.</param>
/// <param name="Kind">What it is in the schema: a scalar's kind, or the type of the helper.</param>
internal sealed record KeyValue(KeyForm Form, string Detail, string Kind);

internal enum KeyForm
{
    /// <summary><c>Write((cast)value)</c>.</summary>
    Scalar,

    /// <summary><c>WriteBytes(value.Span)</c>.</summary>
    Bytes,

    /// <summary><c>WritePart(value)</c>.</summary>
    Part,

    /// <summary>A method of its own.</summary>
    Helper,
}
