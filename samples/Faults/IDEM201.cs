using Idempotent;

namespace Faults.NoKey;

public interface IInvoices
{
    [Idempotent(Name = "faults.201")]
    Task SendAsync([IdempotencyIgnore] string invoiceId);
}
