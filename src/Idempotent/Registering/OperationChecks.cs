using Idempotent.Storing;

namespace Idempotent.Registering;

/// <summary>What operations ask of options and stores: those of the wrapped services, and those that run without a wrapper.</summary>
internal static class OperationChecks
{
    public static void Check(IdempotencySetup setup, IReadOnlyDictionary<string, IIdempotencyStore> stores, Problems problems)
    {
        foreach (var operation in setup.Wrapping.Wrapped.SelectMany(static r => r.PossibleSources).SelectMany(static s => s.Operations).Concat(setup.Wrapping.Unwrapped).Distinct())
        {
            CheckOptions(operation, setup.Options, problems);
            var name = operation.Store ?? IdempotencyBuilder.Unnamed;

            // Without any store that is said once, not for each operation.
            if (setup.Stores.Count > 0 && !setup.Stores.ContainsKey(name))
            {
                problems.Add($"'{operation.Name}' has no store. {SetupChecks.NoSuchStore(name)}");
            }
            else if (operation.Transactional && stores.TryGetValue(name, out var store) && store is not ITransactionalStore)
            {
                problems.Add($"'{operation.Name}' is transactional and {store.Guarantee.Name} has no transactions: use a store that has, such as UseSqlite, or leave Transactional out.");
            }
        }
    }

    private static void CheckOptions(IdempotentOperation operation, IdempotencyOptions options, Problems problems)
    {
        problems.AddIf(
            operation.HasSensitiveParts && options.SensitiveKeySecret is null,
            $"'{operation.Name}' has a sensitive key part and there is no secret: set SensitiveKeySecret to at least 32 random bytes, the same on every machine.");
        var (lease, retention) = (operation.Lease ?? options.Lease, operation.ExpiresAfter ?? options.ExpiresAfter);

        // Where both are the options', they are wrong for all operations, which is said once.
        problems.AddIf(
            lease > retention && (operation.Lease is not null || operation.ExpiresAfter is not null),
            $"'{operation.Name}' has a lease ({lease}) that is longer than its retention ({retention}): shorten Lease or lengthen ExpiresAfter.");
        problems.AddIf(
            operation.Transactional && options.WhenStoreUnavailable == WhenStoreUnavailable.RunUnprotected,
            $"'{operation.Name}' is transactional and can't run without its store: leave WhenStoreUnavailable at Fail, or leave Transactional out.");
    }
}
