using System.Globalization;
using System.Text;
using System.Xml;
using Idempotent.Tasks.Coverage;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Idempotent.Tasks;

/// <summary>Makes the report of entry points from the compiler's log, and fails the build where more of them are unprotected than the project allows.</summary>
public sealed class ReportIdempotencyCoverage : Task
{
    /// <summary>The compiler's log, as the compiler is told it: a path, perhaps with a version behind a comma.</summary>
    [Required]
    public string CompilerLog { get; set; } = "";

    /// <summary>The project file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The target framework that was compiled for.</summary>
    [Required]
    public string TargetFramework { get; set; } = "";

    /// <summary>All target frameworks of the project, apart by semicolons; empty where it has one.</summary>
    public string TargetFrameworks { get; set; } = "";

    /// <summary>Where the report goes, as JSON, with a table beside it; empty where none is asked for.</summary>
    public string Report { get; set; } = "";

    /// <summary>How many entry points may be unprotected; empty for any number.</summary>
    public string UnprotectedMax { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var entries = Coverage.CompilerLog.Read(Path.GetFullPath(CompilerLog.Split(',')[0]), Path.GetFileNameWithoutExtension(Project), Path.GetDirectoryName(Path.GetFullPath(Project))!);
            if (Report.Length > 0)
            {
                var file = Path.GetFullPath(Report);
                Alone.With(file, () => Write(file, entries));
            }

            Check([.. entries.Where(static entry => entry.State == EntryPoint.Unprotected)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            Fail($"The report of entry points can't be made: {e.Message}");
        }

        return !Log.HasLoggedErrors;
    }

    private void Write(string file, IReadOnlyList<EntryPoint> entries)
    {
        var report = CoverageReport.Read(file);
        report.Replace(Path.GetFileNameWithoutExtension(Project), TargetFramework, ProjectFrameworks.Of(TargetFrameworks, TargetFramework), entries);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, report.ToJson(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.WriteAllText(Path.ChangeExtension(file, ".md"), report.ToTable(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private void Check(IReadOnlyList<EntryPoint> unprotected)
    {
        if (UnprotectedMax.Length == 0)
        {
            return;
        }

        if (!int.TryParse(UnprotectedMax, NumberStyles.None, CultureInfo.InvariantCulture, out var max))
        {
            Fail($"IdempotencyUnprotectedMax is '{UnprotectedMax}', which is no number");
        }
        else if (unprotected.Count > max)
        {
            Fail($"{unprotected.Count} entry points are unprotected, and IdempotencyUnprotectedMax allows {max}. Make what they do idempotent, or say with [NaturallyIdempotent(\"why\")] that it is:{string.Concat(unprotected.Select(static entry => "\n  " + entry))}");
        }
        else if (unprotected.Count < max)
        {
            Log.LogMessage(MessageImportance.High, $"{unprotected.Count} entry points are unprotected, and IdempotencyUnprotectedMax allows {max}: lower it to {unprotected.Count} in {Path.GetFileName(Project)}, so that none comes back.");
        }
    }

    private void Fail(string message) => Log.LogError(null, "IDEM003", null, Project, 0, 0, 0, 0, message);
}
