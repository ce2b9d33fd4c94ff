using Idempotent.DynamoDb;
using Idempotent.PostgreSql;
using Idempotent.Redis;
using Idempotent.Sqlite;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>No store and no case is missing from the suite's runs.</summary>
public sealed class CoverageTests
{
    /// <summary>What each store may leave out, reviewed here.</summary>
    private static readonly Dictionary<Type, StoreFeatures> s_lacking = new()
    {
        [typeof(InMemoryIdempotencyStore)] = StoreFeatures.Transactions | StoreFeatures.Sharing | StoreFeatures.Reopening | StoreFeatures.CallerClocks,
        [typeof(SqliteIdempotencyStore)] = StoreFeatures.CallerClocks,
        [typeof(RedisIdempotencyStore)] = StoreFeatures.Transactions | StoreFeatures.CallerClocks | StoreFeatures.ExpiredRecords,
        [typeof(PostgreSqlIdempotencyStore)] = StoreFeatures.CallerClocks,
        [typeof(DynamoDbIdempotencyStore)] = StoreFeatures.Watching | StoreFeatures.Transactions | StoreFeatures.CallerClocks,
    };

    [Fact]
    public async Task EveryStore_IsRunThroughEveryCaseThatItDoesNotLack()
    {
        var run = new HashSet<Type>();
        foreach (var harnessType in HarnessesOfConformanceTests().Where(h => h != typeof(ServedHarness)))
        {
            await using var harness = (StoreHarness)Activator.CreateInstance(harnessType)!;
            var store = (await harness.OpenAsync()).GetType();
            Assert.Equal(s_lacking[store], harness.Lacks);
            run.Add(store);
        }

        Assert.Equal(Stores().ToHashSet(), run);
        Assert.Equal(run, [.. s_lacking.Keys]);
    }

    [Fact]
    public void EveryRun_HasEveryCaseThatItsStoreDoesNotLack()
    {
        Assert.Equal(StoreConformance.CasesFor(new MemoryHarness().Lacks).Select(c => c.Name), ConformanceTests<MemoryHarness>.Cases.Select(c => c.Data));
        Assert.Equal(StoreConformance.Cases, StoreConformance.CasesFor(StoreFeatures.None));
    }

    [Fact]
    public void EveryCase_HasANameOfItsOwn() => Assert.Equal(StoreConformance.Cases.Count, StoreConformance.Cases.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public async Task Case_ThatNeedsWhatTheStoreLacks_Fails()
    {
        await using var harness = new MemoryHarness();
        var failure = await Assert.ThrowsAsync<ConformanceException>(() => StoreConformance.Case("Transaction_ThatCommits_KeepsTheRecordAndTheWrites").RunAsync(harness));
        Assert.Contains("Transactions", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_OfAnotherName_IsRefused() => Assert.Throws<ArgumentException>(() => StoreConformance.Case("Claim_OfNothing"));

    private static IEnumerable<Type> HarnessesOfConformanceTests() => typeof(CoverageTests).Assembly.GetTypes()
        .Where(t => t.BaseType is { IsGenericType: true } b && b.GetGenericTypeDefinition() == typeof(ConformanceTests<>))
        .Select(t => t.BaseType!.GetGenericArguments()[0]);

    private static IEnumerable<Type> Stores() => s_lacking.Keys.Select(static store => store.Assembly).Distinct()
        .SelectMany(a => a.GetExportedTypes())
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IIdempotencyStore)));
}
