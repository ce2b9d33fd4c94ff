namespace Idempotent.Package.Tests;

/// <summary>A project in a folder of its own, gone when disposed.</summary>
internal sealed class Consumer : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("idempotent-consumer-").FullName;

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>Writes a file anew with <paramref name="old"/> replaced, which it must have.</summary>
    public void Replace(string file, string old, string @new)
    {
        var text = Read(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(file, text.Replace(old, @new, StringComparison.Ordinal));
    }

    /// <summary>Builds without restoring; returns whether that went well, and what was said.</summary>
    public async Task<(bool Succeeded, string Output)> BuildAsync(params string[] properties)
    {
        var (code, output) = await Run.TryAsync("dotnet", Folder, ["build", "--no-restore", "-v", "m", "-tl:off", "-nologo", .. properties]);
        return (code == 0, output);
    }

    public Task<string> DotnetAsync(params string[] arguments) => Run.DotnetAsync(Folder, arguments);

    /// <summary>Publishes and runs what was published; returns what it printed.</summary>
    public async Task<string> PublishAndRunAsync(params string[] arguments)
    {
        await DotnetAsync(["publish", "-r", "linux-x64", "-c", "Release", "-o", "out", .. arguments]);
        return await Run.ProgramAsync(Path.Combine(Folder, "out", "Consumer"), Folder);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
