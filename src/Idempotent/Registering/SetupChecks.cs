namespace Idempotent.Registering;

/// <summary>What must be right before any store is made.</summary>
internal static class SetupChecks
{
    private const string ChooseStore = "call services.AddIdempotency().UseSqlite(\"idempotency.db\") or another store's Use…, or UseInMemory() to keep records in this process only";

    public static void Check(IdempotencySetup setup, Problems problems)
    {
        OptionsChecks.Check(setup.Options, problems);
        problems.AddIf(setup.Stores.Count == 0, $"No store is chosen: {ChooseStore}.");
        if (setup.Scope is null)
        {
            foreach (var why in setup.ScopeRequirements)
            {
                problems.Add($"No scope is chosen: {why} Call UseScope<TProvider>() or UseScope(() => …) with the tenant or user, or UseNoScope().");
            }
        }
    }

    public static string NoSuchStore(string name) => name == IdempotencyBuilder.Unnamed
        ? $"No store without a name is chosen: {ChooseStore}."
        : $"No store is named '{name}': call UseSqlite(\"{name}\", …) or another store's Use… with that name.";
}
