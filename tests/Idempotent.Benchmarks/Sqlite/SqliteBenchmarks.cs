using BenchmarkDotNet.Attributes;
using Idempotent.Benchmarks.InProcess;
using Idempotent.Sqlite;
using static Idempotent.Benchmarks.StoreCalls;

namespace Idempotent.Benchmarks.Sqlite;

/// <summary>
/// Claim, complete and replay over a SQLite file against the raw driver. TARGETS: claim + complete at least 0.8 × raw at one caller and 5 × raw at 64; replay at least 0.8 × a raw select.
/// </summary>
[InvocationCount(Rounds, unrollFactor: 1)]
public class SqliteBenchmarks
{
    private const int Rounds = 500;
    private const int Callers = 64;

    private readonly FreshOrders _orders = new((Rounds + 1) * Callers);
    private DirectoryInfo _folder = null!;
    private RawStore _raw = null!;
    private SqliteIdempotencyStore _store = null!;
    private IdempotencyRuntime _runtime = null!;
    private IPayments _idempotent = null!;

    [Params(SqliteSynchronous.Normal, SqliteSynchronous.Full)]
    public SqliteSynchronous Synchronous { get; set; }

    [IterationSetup]
    public void SetUp()
    {
        _orders.Reset();
        _folder = Directory.CreateTempSubdirectory("idempotent-benchmark-");
        _raw = new(Path.Combine(_folder.FullName, "raw.db"), Synchronous == SqliteSynchronous.Full);
        // Every replay asks the store: what a process remembers is measured in process.
        _runtime = IdempotencyRuntime.Create(
            b => b.UseStore(IdempotencyBuilder.Unnamed, context => _store = new(Path.Combine(_folder.FullName, "ours.db"), new() { Synchronous = Synchronous }, context.TimeProvider)),
            static o => o.LocalOutcomes = 0);
        _idempotent = new Payments().AsIdempotent(_runtime);
        _idempotent.ChargeAsync("seen", 10m, Request).GetAwaiter().GetResult();
        _raw.ClaimAndComplete("seen", Owner, Outcome);
    }

    [IterationCleanup]
    public void CleanUp()
    {
        _runtime.Dispose();
        _raw.Dispose();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void RawClaimAndComplete() => _raw.ClaimAndComplete(_orders.Next(), Owner, Outcome);

    [Benchmark]
    public Task StoreClaimAndComplete() => CompleteAsync(_store, _orders.Next());

    [Benchmark]
    public Task FirstExecution() => _idempotent.ChargeAsync(_orders.Next(), 10m, Request);

    [Benchmark(OperationsPerInvoke = Callers)]
    public Task FirstExecution_64Callers() => EachAsync(Callers, _orders, order => _idempotent.ChargeAsync(order, 10m, Request));

    [Benchmark]
    public byte[] RawSelect() => _raw.Select("seen");

    [Benchmark]
    public Task Replay() => _idempotent.ChargeAsync("seen", 10m, Request);
}
