using Idempotent;

namespace Faults.Appended;

public static class Ledger
{
    [RetryableEntryPoint]
    public static Task HandleAsync(Deposited deposited) => File.AppendAllTextAsync("deposits.csv", $"{deposited.AccountId};{deposited.Amount}\n");
}
