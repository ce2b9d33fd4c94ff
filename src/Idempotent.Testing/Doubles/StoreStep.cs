using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>The steps of a store that doubles tell apart. A batch is the step that it repeats.</summary>
public enum StoreStep
{
    /// <summary>Claim: single, batch, pair, and inside a transaction.</summary>
    Claim = 1,

    /// <summary>Complete: single, batch, and inside a transaction.</summary>
    Complete = 2,

    /// <summary>Release.</summary>
    Release = 3,

    /// <summary>Renew.</summary>
    Renew = 4,

    /// <summary>Hold.</summary>
    Hold = 5,

    /// <summary>Resolve.</summary>
    Resolve = 6,

    /// <summary>Save progress.</summary>
    SaveProgress = 7,

    /// <summary>Subscribe to a record.</summary>
    Watch = 8,

    /// <summary>Begin a transaction.</summary>
    Begin = 9,

    /// <summary>Commit a transaction.</summary>
    Commit = 10,

    /// <summary>Get, list, count, delete, purge.</summary>
    Manage = 11,
}

/// <summary>One call of a store.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Keys">The keys that it names, in the order of the request; empty where it names none.</param>
public sealed record StoreCall(StoreStep Step, IReadOnlyList<RecordKey> Keys);
