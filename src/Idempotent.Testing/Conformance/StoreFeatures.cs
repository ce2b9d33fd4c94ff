namespace Idempotent.Testing;

/// <summary>What not every store has. A harness names what its store lacks, so that nothing is skipped in silence.</summary>
[Flags]
public enum StoreFeatures
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><see cref="Storing.IWatchingStore"/>.</summary>
    Watching = 1,

    /// <summary><see cref="Storing.ICheckpointStore"/>.</summary>
    Checkpoints = 2,

    /// <summary><see cref="Storing.IPairClaimStore"/>.</summary>
    PairClaims = 4,

    /// <summary><see cref="Storing.ITransactionalStore"/>.</summary>
    Transactions = 8,

    /// <summary>Several instances over the same records. A store without it has one instance a process, which all callers share.</summary>
    Sharing = 16,

    /// <summary>Records outlive the instance that wrote them.</summary>
    Reopening = 32,

    /// <summary>Callers have clocks of their own, which may be wrong: <see cref="StoreHarness.OpenSkewedAsync"/>.</summary>
    CallerClocks = 64,

    /// <summary>Expired records stay until a purge removes and counts them. A store whose server forgets them by itself lacks it.</summary>
    ExpiredRecords = 128,
}
