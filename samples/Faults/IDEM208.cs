using Idempotent;

namespace Faults.AllTenants;

public interface IOrders
{
    [Idempotent(Name = "faults.208")]
    Task PlaceAsync([IdempotencyKey] int number, [IdempotencyIgnore] string tenantId);
}
