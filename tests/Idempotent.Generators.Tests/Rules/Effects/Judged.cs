namespace Idempotent.Generators.Tests.Rules.Effects;

/// <summary>A fixture, and what the rules found in it.</summary>
/// <param name="Fixture">The fixture.</param>
/// <param name="Found">The lines with a finding, counted from zero.</param>
internal sealed record Judged(Fixture Fixture, IReadOnlySet<(int Line, string Id)> Found)
{
    /// <summary>Every label and every finding without one.</summary>
    public IEnumerable<(string Id, bool IsExpected, bool IsFound)> Results =>
        Fixture.Expected.Select(label => (label.Id, true, Found.Contains(label))).Concat(Wrong.Select(static wrong => (wrong.Id, false, true)));

    /// <summary>What was missed, and what was found where nothing is.</summary>
    public IEnumerable<(Fixture Fixture, int Line, string Id, bool IsExpected)> Mistakes =>
        Fixture.Expected.Where(label => !Found.Contains(label)).Select(label => (Fixture, label.Line, label.Id, true)).Concat(Wrong.Select(wrong => (Fixture, wrong.Line, wrong.Id, false)));

    /// <summary>Findings without a label.</summary>
    public IEnumerable<(int Line, string Id)> Wrong => Found.Except(Fixture.Expected).Order();

    /// <summary>Lines without any label that a rule speaks of.</summary>
    public int FlaggedLines => Found.Select(static one => one.Line).Except(Fixture.Expected.Select(static label => label.Line)).Count();
}
