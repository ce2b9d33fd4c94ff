using Idempotent;

namespace Faults.AStream;

public interface IReports
{
    [Idempotent(Name = "faults.102")]
    Task<Stream> RenderAsync([IdempotencyKey] string reportId);
}
