namespace Idempotent.Storing;

/// <summary>Settings of <see cref="InMemoryIdempotencyStore"/>.</summary>
public sealed class InMemoryStoreOptions
{
    /// <summary>
    /// The most records that are kept. Positive. Default 100,000. At the limit a new key evicts expired records, then the longest released one; where there is neither, its claim is
    /// refused with <see cref="IdempotencyStoreUnavailableException"/>.
    /// </summary>
    public int Capacity { get; set; } = 100_000;
}
