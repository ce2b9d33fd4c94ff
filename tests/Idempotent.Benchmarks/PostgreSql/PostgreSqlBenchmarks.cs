using BenchmarkDotNet.Attributes;
using Idempotent.Benchmarks.InProcess;
using Idempotent.Keys;
using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;
using Npgsql;
using static Idempotent.Benchmarks.StoreCalls;

namespace Idempotent.Benchmarks.PostgreSql;

/// <summary>
/// Claim, complete, transaction and replay over PostgreSQL on loopback, with fsync, against the raw driver and against a lock. TARGETS: a claim at least 0.9 × raw at one caller; a whole execution at
/// least 0.9 × raw at one caller and 5 × at 64; a transactional one at least 0.9 ×; a replay at least 0.9 × a select; against the lock at least 2 × at one caller and 5 × at 64.
/// </summary>
[InvocationCount(Rounds, unrollFactor: 1)]
public class PostgreSqlBenchmarks
{
    private const int Rounds = 32;

    private static readonly IdempotentOperation<string> s_pay = new("pay") { Transactional = true };

    private FreshOrders _orders = null!;
    private PostgreSqlServer _server = null!;
    private NpgsqlDataSource _dataSource = null!;
    private RawPostgreSql _raw = null!;
    private PostgreSqlIdempotencyStore _store = null!;
    private IdempotencyRuntime _runtime = null!;
    private IPayments _idempotent = null!;

    [Params(1, 16, 64)]
    public int Callers { get; set; }

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _server = await PostgreSqlServer.OpenAsync();
        var connection = $"{_server.ConnectionString};Max Auto Prepare=30;Auto Prepare Min Usages=2";
        _dataSource = NpgsqlDataSource.Create(connection);
        _raw = new(_dataSource);
        await RunAsync(RawPostgreSql.Table);
        _store = new(connection, new() { PurgeInterval = Timeout.InfiniteTimeSpan });
        await _store.CountAsync(RecordFilter.All, default);
        _runtime = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => _store));
        _idempotent = new Payments().AsIdempotent(_runtime);
    }

    [IterationSetup]
    public void Empty()
    {
        _orders = new((Rounds + 1) * Callers);
        RunAsync("TRUNCATE raw, idempotency_records").GetAwaiter().GetResult();
        CompleteAsync(_store, "seen").GetAwaiter().GetResult();
        _raw.ClaimAndCompleteAsync("raw-seen", Owner, Outcome).GetAwaiter().GetResult();
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _runtime.DisposeAsync();
        await _store.DisposeAsync();
        await _dataSource.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task RawClaim() => EachAsync(order => _raw.ClaimAsync(order, Owner));

    [Benchmark]
    public Task StoreClaim() => EachAsync(async order => await _store.ClaimAsync(Claim(order), default));

    [Benchmark]
    public Task RawClaimAndComplete() => EachAsync(order => _raw.ClaimAndCompleteAsync(order, Owner, Outcome));

    [Benchmark]
    public Task FirstExecution() => EachAsync(order => _idempotent.ChargeAsync(order, 10m, Request));

    [Benchmark]
    public Task LockedExecution() => EachAsync(order => _raw.LockAndRunAsync(order, Owner, Outcome));

    [Benchmark]
    public Task RawTransaction() => EachAsync(order => _raw.TransactAsync(order, Owner, Outcome));

    [Benchmark]
    public Task TransactionalExecution() => EachAsync(order => _runtime.ExecuteAsync(s_pay, KeyWriter.Of(order), default, 0, static (_, _) => Task.FromResult("receipt")));

    [Benchmark]
    public Task RawSelect() => EachAsync(_ => _raw.GetAsync("raw-seen"));

    [Benchmark]
    public Task StoreReplay() => EachAsync(async _ => await _store.ClaimAsync(Claim("seen"), default));

    private Task EachAsync(Func<string, Task> call) => StoreCalls.EachAsync(Callers, _orders, call);

    private async Task RunAsync(string sql)
    {
        await using var command = _dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
