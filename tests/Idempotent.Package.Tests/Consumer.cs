namespace Idempotent.Package.Tests;

/// <summary>A project in a folder of its own, gone when disposed.</summary>
internal sealed class Consumer : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("idempotent-consumer-").FullName;

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public Task<string> DotnetAsync(params string[] arguments) => Run.DotnetAsync(Folder, arguments);

    /// <summary>Publishes and runs what was published; returns what it printed.</summary>
    public async Task<string> PublishAndRunAsync(params string[] arguments)
    {
        await DotnetAsync(["publish", "-r", "linux-x64", "-c", "Release", "-o", "out", .. arguments]);
        return await Run.ProgramAsync(Path.Combine(Folder, "out", "Consumer"), Folder);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
