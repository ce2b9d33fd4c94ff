using Idempotent;

namespace Faults.NoValue;

public interface IInvoices
{
    [Idempotent(Name = "faults.202")]
    Task SendAsync([IdempotencyKey] string invoiceId, object template);
}
