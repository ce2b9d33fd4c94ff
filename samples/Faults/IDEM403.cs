using Idempotent;
using Microsoft.Extensions.DependencyInjection;

namespace Faults.NotWrapped;

public interface IPayments
{
    [Idempotent(Name = "faults.403")]
    Task PayAsync([IdempotencyKey] string orderId);
}

public sealed class Payments : IPayments
{
    public Task PayAsync(string orderId) => Task.CompletedTask;
}

public static class Program
{
    public static void Main()
    {
        var services = new ServiceCollection();
        services.AddIdempotency().UseInMemory();
        services.AddScoped<IPayments, Payments>();
    }
}
