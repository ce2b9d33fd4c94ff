using BenchmarkDotNet.Attributes;

namespace Idempotent.Benchmarks.InProcess;

/// <summary>A call whose key nobody has seen: claim, run, complete with JSON bytes, in memory. TARGETS: at most 1.4 × the floor.</summary>
[InvocationCount(Calls, unrollFactor: 1)]
public class FirstExecutionBenchmarks
{
    private const int Calls = 200_000;

    private static readonly Guid s_request = new("5f0c6b3a-7d0f-4a57-9a1b-0a4a4dd0c9a1");

    private readonly FreshOrders _orders = new(Calls);
    private readonly IPayments _payments = new Payments();
    private Floor _floor = null!;
    private IdempotencyRuntime _runtime = null!;
    private IPayments _idempotent = null!;

    [IterationSetup]
    public void SetUp()
    {
        _orders.Reset();
        _floor = new();
        _runtime = IdempotencyRuntime.Create(static b => b.UseInMemory(static o => o.Capacity = Calls));
        _idempotent = new Payments().AsIdempotent(_runtime);
    }

    [IterationCleanup]
    public void CleanUp() => _runtime.Dispose();

    [Benchmark(Baseline = true)]
    public Task<Receipt> FloorWithJson()
    {
        var order = _orders.Next();
        if (!_floor.TryClaim(order, 10m, s_request))
        {
            throw new InvalidOperationException("The order was seen.");
        }

        var result = _payments.ChargeAsync(order, 10m, s_request);
        _floor.Complete(order, 10m, s_request, result.Result, asJson: true);
        return result;
    }

    [Benchmark]
    public Task<Receipt> FirstExecution() => _idempotent.ChargeAsync(_orders.Next(), 10m, s_request);
}
