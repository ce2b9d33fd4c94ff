using Idempotent;

namespace Faults.TwoSystems;

public class Payments(ICharges charges, ITable<Account> accounts)
{
    [Idempotent(Name = "faults.314")]
    public virtual async Task PayAsync([IdempotencyKey] string orderId)
    {
        await charges.CreateAsync(100);
        await accounts.SaveAsync();
    }
}
