using BenchmarkDotNet.Attributes;
using Idempotent.Benchmarks.InProcess;
using Idempotent.Sqlite;
using Idempotent.Storing;

namespace Idempotent.Benchmarks.Sqlite;

/// <summary>
/// Claim, complete and replay over a SQLite file against the raw driver. TARGETS: claim + complete at least 0.8 × raw at one caller and 5 × raw at 64; replay at least 0.8 × a raw select.
/// </summary>
[InvocationCount(Rounds, unrollFactor: 1)]
public class SqliteBenchmarks
{
    private const int Rounds = 500;
    private const int Callers = 64;

    private static readonly Guid s_request = new("5f0c6b3a-7d0f-4a57-9a1b-0a4a4dd0c9a1");
    private static readonly byte[] s_owner = new byte[16];
    private static readonly byte[] s_outcome = new byte[48];

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
        _idempotent.ChargeAsync("seen", 10m, s_request).GetAwaiter().GetResult();
        _raw.ClaimAndComplete("seen", s_owner, s_outcome);
    }

    [IterationCleanup]
    public void CleanUp()
    {
        _runtime.Dispose();
        _raw.Dispose();
        _folder.Delete(recursive: true);
    }

    [Benchmark(Baseline = true)]
    public void RawClaimAndComplete() => _raw.ClaimAndComplete(_orders.Next(), s_owner, s_outcome);

    [Benchmark]
    public async Task StoreClaimAndComplete()
    {
        var claim = new ClaimRequest(new RecordKey(_orders.Next()), OwnerToken.Create(), Fingerprint.Empty, s_terms);
        await _store.ClaimAsync(claim, default);
        await _store.CompleteAsync(new(claim.Key, claim.Owner, new(OutcomeKind.Value, "json", s_outcome), s_terms.Retention), default);
    }

    [Benchmark]
    public Task FirstExecution() => _idempotent.ChargeAsync(_orders.Next(), 10m, s_request);

    [Benchmark(OperationsPerInvoke = Callers)]
    public Task FirstExecution_64Callers() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => _idempotent.ChargeAsync(_orders.Next(), 10m, s_request))));

    [Benchmark]
    public byte[] RawSelect() => _raw.Select("seen");

    [Benchmark]
    public Task Replay() => _idempotent.ChargeAsync("seen", 10m, s_request);

    private static readonly ClaimTerms s_terms = new() { Operation = "charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };
}
