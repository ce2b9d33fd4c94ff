using System.Text;
using System.Xml.Linq;

namespace Idempotent.Tasks.Coverage;

/// <summary>
/// The entry points of all projects that write to one file. Each build, of a project for a target framework, replaces what it has said itself; builds that run at once write one after the other.
/// </summary>
internal sealed class CoverageReport
{
    private readonly Dictionary<EntryPoint, SortedSet<string>> _frameworks = [];

    public static CoverageReport Read(string file)
    {
        var report = new CoverageReport();
        if (File.Exists(file))
        {
            foreach (var entry in Json.Read(file).Items("entryPoints"))
            {
                report.Of(Entry(entry)).UnionWith(entry.Items("frameworks").Select(static framework => framework.Value));
            }
        }

        return report;
    }

    /// <summary>Replaces what a project has said for a target framework, and forgets what it said for one that it has no more.</summary>
    public void Replace(string project, string framework, IReadOnlyCollection<string> frameworks, IEnumerable<EntryPoint> entries)
    {
        foreach (var known in _frameworks.Where(pair => pair.Key.Project == project).ToList())
        {
            known.Value.RemoveWhere(other => other == framework || !frameworks.Contains(other));
            if (known.Value.Count == 0)
            {
                _frameworks.Remove(known.Key);
            }
        }

        foreach (var entry in entries)
        {
            Of(entry).Add(framework);
        }
    }

    public string ToJson()
    {
        var text = new StringBuilder("{\n");
        foreach (var state in EntryPoint.States)
        {
            text.Append($"  {Json.Literal(state)}: {Count(state)},\n");
        }

        text.Append("  \"entryPoints\": [");
        text.Append(string.Join(",", Sorted().Select(pair => "\n    { " + string.Join(", ", Fields(pair.Key).Append($"\"frameworks\": [{string.Join(", ", pair.Value.Select(Json.Literal))}]")) + " }")));
        return text.Append("\n  ]\n}\n").ToString();
    }

    /// <summary>The same for a person: a table in Markdown.</summary>
    public string ToTable()
    {
        var text = new StringBuilder($"# Entry points: {string.Join(", ", EntryPoint.States.Select(state => $"{Count(state)} {state}"))}\n\n| state | entry point | kind | where | |\n|---|---|---|---|---|\n");
        foreach (var entry in Sorted().Select(static pair => pair.Key).OrderBy(static entry => EntryPoint.States.ToList().IndexOf(entry.State)).ThenBy(static entry => entry.Project, StringComparer.Ordinal))
        {
            text.Append($"| {string.Join(" | ", new[] { entry.State, entry.Name, entry.Kind, $"{entry.Project}: {entry.File}:{entry.Line}", entry.Detail }.Select(Cell))} |\n");
        }

        return text.ToString();
    }

    private int Count(string state) => _frameworks.Keys.Count(entry => entry.State == state);

    private IEnumerable<KeyValuePair<EntryPoint, SortedSet<string>>> Sorted() => _frameworks
        .OrderBy(static pair => pair.Key.Project, StringComparer.Ordinal).ThenBy(static pair => pair.Key.File, StringComparer.Ordinal).ThenBy(static pair => pair.Key.Line)
        .ThenBy(static pair => pair.Key.Name, StringComparer.Ordinal).ThenBy(static pair => pair.Key.State, StringComparer.Ordinal);

    private SortedSet<string> Of(EntryPoint entry) => _frameworks.TryGetValue(entry, out var known) ? known : _frameworks[entry] = new SortedSet<string>(StringComparer.Ordinal);

    private static IEnumerable<string> Fields(EntryPoint entry)
    {
        yield return $"\"project\": {Json.Literal(entry.Project)}";
        yield return $"\"state\": {Json.Literal(entry.State)}";
        yield return $"\"name\": {Json.Literal(entry.Name)}";
        yield return $"\"kind\": {Json.Literal(entry.Kind)}";
        yield return $"\"file\": {Json.Literal(entry.File)}";
        yield return $"\"line\": {entry.Line}";
        yield return $"\"detail\": {Json.Literal(entry.Detail)}";
    }

    private static EntryPoint Entry(XElement entry) => new()
    {
        Project = entry.Text("project"),
        State = entry.Text("state"),
        Name = entry.Text("name"),
        Kind = entry.Text("kind"),
        File = entry.Text("file"),
        Line = entry.Number("line"),
        Detail = entry.Text("detail"),
    };

    private static string Cell(string text) => text.Replace("|", "\\|").Replace('\n', ' ').Replace('\r', ' ');
}
