using Idempotent;

namespace Faults.Relative;

public class Accounts(ITable<Account> accounts)
{
    [RetryableEntryPoint]
    public virtual async Task DepositAsync(int accountId, decimal amount)
    {
        var account = await accounts.GetAsync(accountId);
        account.Balance += amount;
        await accounts.SaveAsync();
    }
}
