using System.Collections.Concurrent;
using Idempotent.Storing;
using Idempotent.Stores.Tests.Sqlite;
using Idempotent.Testing;
using Plant = System.Func<Idempotent.Storing.IIdempotencyStore, Idempotent.Stores.Tests.BrokenTransactional>;

namespace Idempotent.Stores.Tests;

/// <summary>The cases for transactional stores can fail too: each has a store over SQLite that fails it, and no other of them.</summary>
public sealed class BrokenTransactionTests
{
    private static readonly Dictionary<string, Plant> s_plants = new()
    {
        ["Transaction_ThatCommits_KeepsTheRecordAndTheWrites"] = Transactions((t, _) => new(t) { Completes = r => r with { Outcome = r.Outcome with { Payload = default } } }),
        ["Transaction_ThatIsNotCommitted_LeavesNothing"] = Transactions((t, _) => new(t) { CommitsAtItsEnd = true }),
        ["Transaction_IsNotSeenBeforeItsCommit"] = ShowsWhatIsOpen,
        ["Transaction_WhileAnotherHasTheKey_IsBusy"] = Claims((_, a, before) => a.Status == ClaimStatus.Busy && before is null ? a with { Status = ClaimStatus.InProgress } : a),
        ["Transaction_ClaimOfACompletedRecord_IsReplayed"] = Claims((_, a, _) => a.Status == ClaimStatus.Completed ? a with { Status = ClaimStatus.InProgress } : a),
        ["Transaction_ClaimWithAnotherFingerprint_IsReused"] = Claims((_, a, _) => a.Status == ClaimStatus.KeyReused ? a with { Status = ClaimStatus.Completed } : a),
        ["Transaction_ClaimAgainByItsOwner_ChangesNothing"] = right =>
        {
            var claimed = new ConcurrentDictionary<OwnerToken, bool>();
            return Claims((r, a, _) => claimed.TryAdd(r.Owner, true) ? a : a with { Attempt = 2 })(right);
        },
        ["Transaction_RolledBackToASavepoint_KeepsWhatCameBefore"] = Transactions((t, _) => new(t) { IgnoresSavepoints = true }),
        ["Transaction_ThatTheBodyEnded_IsNotOpen"] = Transactions((t, _) => new(t) { IsAlwaysOpen = true }),
        ["Transaction_Joined_IsTheCallersToEnd"] = Transactions((t, _) => new(t) { RollsBackAtItsEnd = true }),
        ["Transaction_WhoseCommitIsInDoubt_IsSettledByItsOwner"] = right => new(right, (t, _) => new(t)) { Get = (_, record) => record is null ? null : record with { Owner = OwnerToken.None } },
        ["Race_OfTransactions_HasOneWinner"] = right => new(right, (t, store) => new(t)
        {
            Claim = async request =>
            {
                var before = await store.GetAsync(request.Key, default);
                await Task.Factory.StartNew(static () => { }, default, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
                var answer = await t.ClaimAsync(request, default);
                return before is null && answer.Status == ClaimStatus.Completed ? answer with { Status = ClaimStatus.Claimed } : answer;
            },
        }),
    };

    public static IEnumerable<TheoryDataRow<string>> Plants => s_plants.Keys.Select(name => new TheoryDataRow<string>(name) { TestDisplayName = name });

    private static IEnumerable<ConformanceCase> Cases => StoreConformance.Cases.Where(c => c.Needs.HasFlag(StoreFeatures.Transactions));

    [Theory]
    [MemberData(nameof(Plants))]
    public async Task BrokenStore_FailsItsCaseAlone(string name)
    {
        var failed = new List<string>();
        foreach (var conformanceCase in Cases)
        {
            await using var harness = new BrokenSqlite(s_plants[name]);
            try
            {
                await conformanceCase.RunAsync(harness);
            }
            catch (ConformanceException failure)
            {
                failed.Add(failure.Message);
            }
        }

        var only = Assert.Single(failed);
        Assert.StartsWith($"{name}: ", only, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCase_HasOneBrokenStore() => Assert.Equal(Cases.Select(c => c.Name).Order(StringComparer.Ordinal), s_plants.Keys.Order(StringComparer.Ordinal));

    private static Plant Transactions(Func<IStoreTransaction, IIdempotencyStore, BrokenTransaction> plant) => right => new(right, plant);

    private static Plant Claims(Func<ClaimRequest, ClaimResult, IdempotencyRecord?, ClaimResult> answer) => Transactions((t, store) => new(t)
    {
        Claim = async request =>
        {
            var before = await store.GetAsync(request.Key, default);
            var right = await t.ClaimAsync(request, default);
            return IsOfARace(request) ? right : answer(request, right, before);
        },
    });

    private static bool IsOfARace(ClaimRequest request) => !request.Key.Value.EndsWith(":key", StringComparison.Ordinal);

    private static BrokenTransactional ShowsWhatIsOpen(IIdempotencyStore right)
    {
        var open = new ConcurrentDictionary<RecordKey, IdempotencyRecord>();
        return new(right, (t, store) => new(t)
        {
            Ended = open.Clear,
            Claim = async request =>
            {
                var data = default(RecordData);
                RecordRules.Claim(ref data, request, 0, 0, out _);
                open[request.Key] = data.ToRecord(request.Key, 0, withContents: true)!;
                return await t.ClaimAsync(request, default);
            },
        })
        {
            Get = (key, record) => record ?? open.GetValueOrDefault(key),
        };
    }

    private sealed class BrokenSqlite(Plant plant) : StoreHarness
    {
        private readonly SqliteHarness _sqlite = new();

        public override StoreFeatures Lacks => _sqlite.Lacks;

        public override int RaceRounds => 5;

        public override async ValueTask<IIdempotencyStore> OpenAsync() => plant(await _sqlite.OpenAsync());

        public override ValueTask AdvanceAsync(TimeSpan time) => _sqlite.AdvanceAsync(time);

        public override async ValueTask DisposeAsync()
        {
            await _sqlite.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
