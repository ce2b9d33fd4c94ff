namespace Idempotent.Testing;

/// <summary>The conformance suite for stores, for any test framework: enumerate the cases as theory data, run each over a fresh harness.</summary>
public static class StoreConformance
{
    /// <summary>Every case, by unique name.</summary>
    public static IReadOnlyList<ConformanceCase> Cases { get; } =
    [
        .. HarnessCases.All,
        .. ClaimCases.All,
        .. FingerprintCases.All,
        .. OwnerCases.All,
        .. RepeatCases.All,
        .. LeaseCases.All,
        .. HoldCases.All,
        .. ReconcileCases.All,
        .. AttemptLimitCases.All,
        .. FencingCases.All,
        .. RetentionCases.All,
        .. OutcomeCases.All,
        .. KeyCases.All,
        .. BatchCases.All,
        .. ManagementCases.All,
        .. PurgeCases.All,
        .. ResolveCases.All,
        .. WatchCases.All,
        .. CheckpointCases.All,
        .. PairCases.All,
        .. TransactionCases.All,
        .. InstanceCases.All,
        .. RaceCases.All,
    ];

    /// <summary>The cases for a store that lacks something.</summary>
    public static IEnumerable<ConformanceCase> CasesFor(StoreFeatures lacks) => Cases.Where(c => (c.Needs & lacks) == StoreFeatures.None);

    /// <summary>The case of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ConformanceCase Case(string name) =>
        Cases.FirstOrDefault(c => c.Name == name) ?? throw new ArgumentException($"There is no conformance case '{name}'.", nameof(name));
}
