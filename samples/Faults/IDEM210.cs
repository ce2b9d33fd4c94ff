using Idempotent;

namespace Faults.LocalTime;

public interface IBookings
{
    [Idempotent(Name = "faults.210")]
    Task BookAsync([IdempotencyKey] string room, [IdempotencyKey] DateTime from);
}
