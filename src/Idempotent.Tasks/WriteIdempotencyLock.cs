using System.Text;
using Idempotent.Generators.Lock;
using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Idempotent.Tasks;

/// <summary>Writes into <c>idempotency.lock</c> what a built assembly tells of its operations. Run once for each target framework, at the same time or one after the other; each replaces what it has said itself.</summary>
public sealed class WriteIdempotencyLock : Task
{
    /// <summary>The built assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>The target framework that the assembly is built for.</summary>
    [Required]
    public string TargetFramework { get; set; } = "";

    /// <summary>All target frameworks of the project, apart by semicolons; empty where it has one.</summary>
    public string TargetFrameworks { get; set; } = "";

    /// <summary>Whether the project is one of tests, whose records nobody keeps: no file is created for it.</summary>
    public bool IsTestProject { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Alone.With(File, Update);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(e.Message);
        }

        return !Log.HasLoggedErrors;
    }

    private void Update()
    {
        var built = AssemblyContracts.Read(Assembly);
        var exists = System.IO.File.Exists(File);
        if (!exists && (built.Count == 0 || IsTestProject))
        {
            return;
        }

        var before = exists ? System.IO.File.ReadAllText(File) : "";
        var after = LockFile.Read(before).With(TargetFramework, ProjectFrameworks.Of(TargetFrameworks, TargetFramework), built);
        if (exists && before == after)
        {
            return;
        }

        // Root may write it all the same, and whoever protected it meant everybody.
        if (exists && new FileInfo(File).IsReadOnly)
        {
            Fail("it is read-only");
            return;
        }

        System.IO.File.WriteAllText(File, after, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Log.LogMessage(MessageImportance.High, exists
            ? $"{File} is updated; commit it with the change that it accepts."
            : $"{File} is created; commit it, and let git join what branches add: echo '{LockFile.Name} merge=union' >> .gitattributes");
    }

    private void Fail(string reason) => Log.LogError(
        null, "IDEM002", null, File, 0, 0, 0, 0, $"The operations' contract has changed, and idempotency.lock can't be written: {reason}. Make it writable and build with -p:UpdateIdempotencyLock=true again.");
}
