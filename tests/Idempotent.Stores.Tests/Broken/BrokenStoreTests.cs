using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>The suite can fail: for each case there is a store that fails it, and it alone.</summary>
public sealed class BrokenStoreTests
{
    public static IEnumerable<TheoryDataRow<string>> Plants => BrokenStores.All.Select(p => new TheoryDataRow<string>(p.Case) { TestDisplayName = $"{p.Case}: {p.Fault}" });

    [Theory]
    [MemberData(nameof(Plants))]
    public async Task BrokenStore_FailsItsCaseAlone(string name)
    {
        var plant = BrokenStores.All.Single(p => p.Case == name);
        var failed = new List<string>();
        foreach (var conformanceCase in StoreConformance.CasesFor(StoreFeatures.Transactions | plant.AlsoLacks))
        {
            await using var harness = new ServedHarness(plant.Open, plant.AlsoLacks)
            {
                PatienceNow = TimeSpan.FromMilliseconds(conformanceCase.Name == name ? 300 : 30_000),
            };
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
    public void EveryCase_HasOneBrokenStore() => Assert.Equal(
        StoreConformance.CasesFor(StoreFeatures.Transactions).Select(c => c.Name).Order(StringComparer.Ordinal),
        BrokenStores.All.Select(p => p.Case).Order(StringComparer.Ordinal));
}

/// <summary>What the faults are planted in is right.</summary>
public sealed class ServedConformanceTests : ConformanceTests<ServedHarness>;
