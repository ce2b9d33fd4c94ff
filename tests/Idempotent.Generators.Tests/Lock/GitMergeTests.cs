using System.Diagnostics;
using Idempotent.Generators.Lock;

namespace Idempotent.Generators.Tests.Lock;

/// <summary>Two branches change the lock, and git merges them.</summary>
public sealed class GitMergeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idempotent-merge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("b", "c")]
    [InlineData("c", "b")]
    [InlineData("a", "e")]
    public async Task Changes_OfDifferentOperations_AreBothKept(string ours, string theirs)
    {
        var file = Write(["a", "b", "c", "d", "e"]);

        var merged = await MergeAsync(file, Change(file, ours, "note"), Change(file, theirs, "tip"), attributes: null);

        Assert.Equal(Change(Change(file, ours, "note"), theirs, "tip"), merged);
    }

    [Fact]
    public async Task Operation_AddedBesideOneThatIsChanged_IsKept()
    {
        var file = Write(["a", "b", "d"]);

        var merged = await MergeAsync(file, Change(file, "b", "note"), Add(file, "c"), attributes: null);

        Assert.Equal(Add(Change(file, "b", "note"), "c"), merged);
    }

    [Fact]
    public async Task Operation_RemovedBesideOneThatIsChanged_IsGone()
    {
        var file = Write(["a", "b", "c", "d"]);

        var merged = await MergeAsync(file, Change(file, "b", "note"), LockFile.Read(file).With("c", []), attributes: null);

        Assert.Equal(LockFile.Read(Change(file, "b", "note")).With("c", []), merged);
    }

    [Fact]
    public async Task Operations_AddedAtOnePlace_AreBothKept()
    {
        var file = Write(["a", "z"]);

        var merged = await MergeAsync(file, Add(Add(file, "m"), "o"), Add(Add(file, "n"), "p"), "idempotency.lock merge=union");

        Assert.Empty(LockFile.Read(merged).Problems);
        Assert.Equal(Write(["a", "m", "n", "o", "p", "z"]), Sorted(merged));
    }

    [Fact]
    public async Task OneOperation_ChangedTwice_IsSeen()
    {
        var file = Write(["a"]);

        var merged = await MergeAsync(file, Change(file, "a", "note"), LockFile.Read(file).With("a", Facts("a", "note", "integer")), "idempotency.lock merge=union");

        Assert.NotEmpty(LockFile.Read(merged).Problems);
    }

    /// <summary>The text of the merge, which must have no conflict.</summary>
    private async Task<string> MergeAsync(string first, string ours, string theirs, string? attributes)
    {
        await GitAsync("init", "-q", "-b", "main");
        if (attributes is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, ".gitattributes"), attributes + "\n", TestContext.Current.CancellationToken);
        }

        await CommitAsync(first);
        await GitAsync("checkout", "-q", "-b", "theirs");
        await CommitAsync(theirs);
        await GitAsync("checkout", "-q", "main");
        await CommitAsync(ours);
        await GitAsync("merge", "-q", "--no-edit", "theirs");
        return await File.ReadAllTextAsync(Path.Combine(_folder, LockFile.Name), TestContext.Current.CancellationToken);
    }

    private async Task CommitAsync(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, LockFile.Name), text, TestContext.Current.CancellationToken);
        await GitAsync("add", ".");
        await GitAsync("commit", "-q", "-m", "lock");
    }

    private async Task GitAsync(params string[] arguments)
    {
        string[] settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false", "-c", "core.hooksPath=none"];
        var start = new ProcessStartInfo("git", [.. settings, .. arguments]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await git.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {await output}{error}");
    }

    private static string Write(string[] operations) => operations.Aggregate(LockFile.Read("").With("none", []), Add);

    private static string Add(string file, string operation) => LockFile.Read(file).With(operation, Facts(operation, "amount", "decimal"));

    private static string Change(string file, string operation, string part) => LockFile.Read(file).With(operation, [.. Facts(operation, "amount", "decimal"), .. Facts(operation, part, "string")[1..2]]);

    private static string Sorted(string file) => LockFile.Read(file).With("none", []);

    private static LockFact[] Facts(string operation, string part, string kind) =>
    [
        new("key", "id", "guid"), new("fingerprint", part, kind), new("retention", "", "default"), new("schema", "", $"1/{operation}{part}{kind}"),
    ];
}
