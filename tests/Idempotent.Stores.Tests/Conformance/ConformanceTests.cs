using Idempotent.Testing;

namespace Idempotent.Stores.Tests;

/// <summary>The conformance suite as tests over one kind of store: one class a store derives from it.</summary>
public abstract class ConformanceTests<THarness>
    where THarness : StoreHarness, new()
{
    public static IEnumerable<TheoryDataRow<string>> Cases => StoreConformance.CasesFor(new THarness().Lacks).Select(c => new TheoryDataRow<string>(c.Name) { TestDisplayName = c.Name });

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Store_Conforms(string name)
    {
        await using var harness = new THarness();
        await StoreConformance.Case(name).RunAsync(harness);
    }
}
