namespace Idempotent;

/// <summary>States that running the method twice changes something twice, and why; analyzers report it in code that may run twice.</summary>
/// <param name="why">The reason, for the reader and for the diagnostics.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NonIdempotentAttribute(string why) : Attribute
{
    /// <summary>The reason.</summary>
    public string Why { get; } = why;
}

/// <summary>States that running the method twice changes nothing more than running it once, and why; it needs no wrapper.</summary>
/// <param name="why">The reason, for the reader and for the diagnostics.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NaturallyIdempotentAttribute(string why) : Attribute
{
    /// <summary>The reason.</summary>
    public string Why { get; } = why;
}

/// <summary>States that the method may be called again by something that retries: a client, a broker, a scheduler.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RetryableEntryPointAttribute : Attribute;
