using System.Xml.Linq;

namespace Idempotent.Tasks.Coverage;

/// <summary>The compiler's log, in either version of SARIF: what IDEM405 has told it.</summary>
internal static class CompilerLog
{
    public static IReadOnlyList<EntryPoint> Read(string log, string project, string folder)
    {
        var told = Json.Read(log).Items("runs").SelectMany(static run => run.Items("results")).Where(static result => result.Text("ruleId") == "IDEM405")
            .Select(static result => result.Element("properties")?.Element("customProperties")).OfType<XElement>();
        return [.. told.Select(entry => new EntryPoint
        {
            Project = project,
            State = entry.Text("state"),
            Name = entry.Text("name"),
            Kind = entry.Text("kind"),
            File = Relative(entry.Text("file"), folder),
            Line = entry.Number("line"),
            Detail = entry.Text("detail"),
        }).Distinct()];
    }

    private static string Relative(string file, string folder)
    {
        var root = folder.TrimEnd('/', '\\') + Path.DirectorySeparatorChar;
        return (file.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? file.Substring(root.Length) : file).Replace('\\', '/');
    }
}
