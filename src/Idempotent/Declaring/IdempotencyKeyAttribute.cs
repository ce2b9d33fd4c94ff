namespace Idempotent;

/// <summary>
/// Marks a part of the idempotency key: a parameter, a property or field of a parameter's type at any depth, or a property of the declaring type.
/// </summary>
/// <remarks>Parameters without it form the fingerprint when another has it: the same key with another fingerprint is an error, never a replay.</remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class IdempotencyKeyAttribute : Attribute
{
    /// <summary>Pins the part's name over a rename. Default: the parameter's or member's name.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// Keeps the value out of the clear: it enters as HMAC-SHA256 under <see cref="IdempotencyOptions.SensitiveKeySecret"/>. Default false.
    /// </summary>
    public bool Sensitive { get; set; }
}

/// <summary>Keeps a parameter, property or field out of both key and fingerprint.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class IdempotencyIgnoreAttribute : Attribute;
