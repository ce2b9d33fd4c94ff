using System.Globalization;
using System.Text;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Compares with a reviewed file beside the tests, by Verify's convention: what differs is left as <c>*.received.*</c>, to be looked at and renamed.</summary>
internal static class Verified
{
    private static readonly string s_folder = Folder();

    public static void Equal(string received, string name, string extension)
    {
        var verifiedPath = Path.Combine(s_folder, $"{name}.verified.{extension}");
        var receivedPath = Path.Combine(s_folder, $"{name}.received.{extension}");
        var verified = File.Exists(verifiedPath) ? File.ReadAllText(verifiedPath).ReplaceLineEndings("\n") : "";
        if (verified == received)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.Fail($"{name} is not as reviewed. {FirstDifference(verified, received)}\nLook at {receivedPath} and, if it is right, rename it to {Path.GetFileName(verifiedPath)}.");
    }

    private static string FirstDifference(string verified, string received)
    {
        var (old, @new) = (verified.Split('\n'), received.Split('\n'));
        var line = 0;
        while (line < old.Length && line < @new.Length && old[line] == @new[line])
        {
            line++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"Line {line + 1}:\n- {old.ElementAtOrDefault(line)}\n+ {@new.ElementAtOrDefault(line)}");
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Idempotent.Generators.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Idempotent.Generators.Tests", "Generation");
    }
}
