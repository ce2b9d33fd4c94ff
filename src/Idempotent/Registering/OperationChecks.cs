using Idempotent.Storing;

namespace Idempotent.Registering;

/// <summary>What an operation asks of the set-up.</summary>
internal static class OperationChecks
{
    public static void CheckStores(IdempotencySetup setup, IReadOnlyDictionary<string, IIdempotencyStore> stores, Problems problems)
    {
    }
}
