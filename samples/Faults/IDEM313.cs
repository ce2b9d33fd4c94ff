using Idempotent;

namespace Faults.Swallowed;

public class Payments(ICharges charges)
{
    [Idempotent(Name = "faults.313")]
    public virtual async Task PayAsync([IdempotencyKey] string orderId)
    {
        try
        {
            await charges.CreateAsync(100);
        }
        catch (Exception)
        {
            Console.WriteLine(orderId);
        }
    }
}
