using BenchmarkDotNet.Attributes;
using Idempotent.Benchmarks.InProcess;
using Idempotent.Redis;
using Idempotent.Servers;
using Idempotent.Storing;
using StackExchange.Redis;

namespace Idempotent.Benchmarks.Redis;

/// <summary>
/// Claim, complete and replay over Redis on loopback against the raw driver on the same connection. TARGETS: claim at least 0.9 × <c>SET NX GET PX</c>, a whole execution at least
/// 0.9 × <c>SET NX</c> and a fenced completion, replay at least 0.9 × <c>GET</c>.
/// </summary>
[InvocationCount(Rounds, unrollFactor: 1)]
public class RedisBenchmarks
{
    private const int Rounds = 300;

    private static readonly Guid s_request = new("5f0c6b3a-7d0f-4a57-9a1b-0a4a4dd0c9a1");
    private static readonly byte[] s_owner = new byte[16];
    private static readonly byte[] s_outcome = new byte[48];
    private static readonly byte[] s_record = new byte[128];
    private static readonly ClaimTerms s_terms = new() { Operation = "charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

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
        var seen = Claim("seen");
        _store.ClaimAsync(seen, default).AsTask().GetAwaiter().GetResult();
        _store.CompleteAsync(new(seen.Key, seen.Owner, new(OutcomeKind.Value, "json", s_outcome), s_terms.Retention), default).AsTask().GetAwaiter().GetResult();
        _raw.ClaimAndCompleteAsync("raw-seen", s_owner, s_outcome).GetAwaiter().GetResult();
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
    public Task RawClaimAndComplete() => EachAsync(order => _raw.ClaimAndCompleteAsync(order, s_owner, s_outcome));

    [Benchmark]
    public Task FirstExecution() => EachAsync(order => _idempotent.ChargeAsync(order, 10m, s_request));

    [Benchmark]
    public Task RawGet() => EachAsync(_ => _raw.GetAsync("raw-seen"));

    [Benchmark]
    public Task StoreReplay() => EachAsync(async _ => await _store.ClaimAsync(Claim("seen"), default));

    private static ClaimRequest Claim(string order) => new(new RecordKey(order), OwnerToken.Create(), Fingerprint.Empty, s_terms);

    private Task EachAsync(Func<string, Task> call) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => call(_orders.Next()))));
}
