using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Idempotent.Benchmarks.InProcess;

/// <summary>A call whose outcome is there, through the whole wrapper, in memory. TARGETS: at most 1.3 × the floor and 0 B where the result is immutable; else 1.2 × and the result alone.</summary>
public class ReplayBenchmarks
{
    private const string Order = "order-42";

    private static readonly Guid s_request = new("5f0c6b3a-7d0f-4a57-9a1b-0a4a4dd0c9a1");

    private IPayments _direct = null!;
    private IPayments _forwarding = null!;
    private readonly Floor _floor = new();
    private IdempotencyRuntime _runtime = null!;
    private IPayments _idempotent = null!;
    private IdempotencyRuntime _asking = null!;
    private IPayments _idempotentAsking = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _direct = new Payments();
        _forwarding = new ForwardingPayments(_direct);
        _runtime = IdempotencyRuntime.CreateInMemory();
        _idempotent = new Payments().AsIdempotent(_runtime);
        _asking = IdempotencyRuntime.CreateInMemory(static o => o.LocalOutcomes = 0);
        _idempotentAsking = new Payments().AsIdempotent(_asking);
        await _idempotentAsking.ChargeAsync(Order, 10m, s_request);
        // Twice: what was replayed once is remembered.
        for (var i = 0; i < 2; i++)
        {
            await _idempotent.ChargeAsync(Order, 10m, s_request);
            await _idempotent.StateAsync(Order, 10m, s_request);
        }

        _floor.TryClaim(Order, 10m, s_request);
        _floor.Complete(Order, 10m, s_request, Task.FromResult(new Receipt(Order, 10m)), asJson: false);
        _floor.Find(Order, 10m, s_request)!.Json = JsonSerializer.SerializeToUtf8Bytes(new Statement { Order = Order, Amount = 10m }, PaymentsJson.Default.Statement);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _runtime.Dispose();
        _asking.Dispose();
    }

    [Benchmark]
    public Task<Receipt> DirectCall() => _direct.ChargeAsync(Order, 10m, s_request);

    [Benchmark]
    public Task<Receipt> HandWrittenDecorator() => _forwarding.ChargeAsync(Order, 10m, s_request);

    [Benchmark(Baseline = true)]
    public Task<Receipt> FloorOfAnImmutableResult() => (Task<Receipt>)_floor.Find(Order, 10m, s_request)!.Result!;

    [Benchmark]
    public Task<Receipt> ImmutableResult() => _idempotent.ChargeAsync(Order, 10m, s_request);

    [Benchmark]
    public Task<Statement> FloorOfACopy() => Task.FromResult(JsonSerializer.Deserialize(_floor.Find(Order, 10m, s_request)!.Json, PaymentsJson.Default.Statement)!);

    /// <summary>Where a process remembers nothing: the whole way to the store and back.</summary>
    [Benchmark]
    public Task<Receipt> ImmutableResult_FromTheStore() => _idempotentAsking.ChargeAsync(Order, 10m, s_request);

    [Benchmark]
    public Task<Statement> Copy() => _idempotent.StateAsync(Order, 10m, s_request);
}
