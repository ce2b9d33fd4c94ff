namespace Faults.Retried;

public sealed class Shop(ICharges charges)
{
    public async Task BuyAsync(long price)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await charges.CreateAsync(price);
                break;
            }
            catch (HttpRequestException)
            {
            }
        }
    }
}
