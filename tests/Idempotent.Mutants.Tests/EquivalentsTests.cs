namespace Idempotent.Mutants.Tests;

public sealed class EquivalentsTests
{
    private static readonly string[] s_mutations = ["a/B.cs C.D never: e", "a/B.cs C.D always: e"];

    [Fact]
    public void List_MatchesTheCode_AndGivesAReasonForEach() =>
        Assert.Empty(Equivalents.Read().Faults(Mutants.Read().All.Select(static m => $"{m}")));

    [Fact]
    public void Entry_WithoutItsMutation_IsAFault() =>
        Assert.Contains("No such mutation any more: a/B.cs C.D never: f", Faults("# Because.", s_mutations[0], "a/B.cs C.D never: f"));

    [Fact]
    public void Entry_Twice_IsAFault() => Assert.Contains($"Stands twice: {s_mutations[0]}", Faults("# Because.", s_mutations[0], "# Also.", s_mutations[0]));

    [Fact]
    public void Entry_WithoutAReason_IsAFault() => Assert.Contains($"Has no reason: {s_mutations[0]}", Faults(s_mutations[0]));

    [Fact]
    public void Entries_BelowAReason_HaveIt()
    {
        var list = new Equivalents(["# Because.", .. s_mutations]);

        Assert.Equal(s_mutations, list.Entries.Select(static e => e.Mutation));
        Assert.All(list.Entries, static e => Assert.Equal("Because.", e.Reason));
    }

    private static IEnumerable<string> Faults(params string[] lines) => new Equivalents(lines).Faults(s_mutations);
}
