using Idempotent;

namespace Faults.Readable;

public interface IAccounts
{
    [Idempotent(Name = "faults.207")]
    Task InviteAsync([IdempotencyKey] string email);
}
