using BenchmarkDotNet.Attributes;
using Idempotent.Benchmarks.InProcess;
using Idempotent.Redis;
using Idempotent.Servers;
using StackExchange.Redis;
using static Idempotent.Benchmarks.StoreCalls;

namespace Idempotent.Benchmarks.Redis;

/// <summary>
/// Claim, complete and replay over Redis on loopback against the raw driver on the same connection. TARGETS: claim at least 0.9 × <c>SET NX GET PX</c>, a whole execution at least
/// 0.9 × <c>SET NX</c> and a fenced completion, replay at least 0.9 × <c>GET</c>.
/// </summary>
[InvocationCount(Rounds, unrollFactor: 1)]
public class RedisBenchmarks
{
    private const int Rounds = 300;

    private static readonly byte[] s_record = new byte[128];

    private FreshOrders _orders = null!;
    private RedisServer _server = null!;
    private ConnectionMultiplexer _connection = null!;
    private RawRedis _raw = null!;
    private RedisIdempotencyStore _store = null!;
    private IdempotencyRuntime _runtime = null!;
    private IPayments _idempotent = null!;

    [Params(1, 64, 256)]
    public int Callers { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _server = await RedisServer.OpenAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync($"{_server.Address},allowAdmin=true");
        _raw = new(_connection.GetDatabase());
        _store = new(_connection);
        _runtime = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => _store));
        _idempotent = new Payments().AsIdempotent(_runtime);
    }

    [IterationSetup]
    public void Empty()
    {
        _orders = new((Rounds + 1) * Callers);
        _connection.GetServers()[0].FlushDatabase();
        CompleteAsync(_store, "seen").GetAwaiter().GetResult();
        _raw.ClaimAndCompleteAsync("raw-seen", Owner, Outcome).GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _runtime.DisposeAsync();
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task RawClaim() => EachAsync(order => _raw.ClaimAsync(order, s_record));

    [Benchmark]
    public Task StoreClaim() => EachAsync(async order => await _store.ClaimAsync(Claim(order), default));

    [Benchmark]
    public Task RawClaimAndComplete() => EachAsync(order => _raw.ClaimAndCompleteAsync(order, Owner, Outcome));

    [Benchmark]
    public Task FirstExecution() => EachAsync(order => _idempotent.ChargeAsync(order, 10m, Request));

    [Benchmark]
    public Task RawGet() => EachAsync(_ => _raw.GetAsync("raw-seen"));

    [Benchmark]
    public Task StoreReplay() => EachAsync(async _ => await _store.ClaimAsync(Claim("seen"), default));

    private Task EachAsync(Func<string, Task> call) => StoreCalls.EachAsync(Callers, _orders, call);
}
