using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Mutants.Tests.Making;

/// <summary>One small change of one file, as two edits around what is changed, so that all changes of a file fit into one text, each behind its switch.</summary>
/// <param name="File">The file, from <c>src</c>, with slashes.</param>
/// <param name="Member">Type and member.</param>
/// <param name="Kind">What sort of change: a word of <see cref="Kinds"/>.</param>
/// <param name="Change">What is changed, in the source's words.</param>
/// <param name="Before">The edit at the beginning; <see cref="Switch"/> stands for the question whether this mutation is on.</param>
/// <param name="After">The edit at the end.</param>
internal sealed record Mutation(string File, string Member, string Kind, string Change, TextChange Before, TextChange After)
{
    public const string Switch = "§";

    private const int LongestChange = 110;

    /// <summary>Which of the member's mutations that would have the same name, from 1.</summary>
    public int Ordinal { get; init; } = 1;

    /// <summary>What it is called in reports and in the list of equivalents. It has no line number, so that it outlives edits elsewhere in the file.</summary>
    public string Name { get; } = $"{File} {Member} {Kind}: {Shortened(Change)}";

    public string Room => File.Split('/') is ["Idempotent", var room, ..] ? room : "Sqlite";

    public override string ToString() => Ordinal == 1 ? Name : $"{Name} #{Ordinal}";

    /// <summary>The edits with the switch written out.</summary>
    public IEnumerable<TextChange> Edits(string isOn) =>
        [new(Before.Span, Before.NewText!.Replace(Switch, isOn, StringComparison.Ordinal)), new(After.Span, After.NewText!.Replace(Switch, isOn, StringComparison.Ordinal))];

    private static string Shortened(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestChange ? line : string.Concat(line.AsSpan(0, LongestChange), "…");
    }
}
