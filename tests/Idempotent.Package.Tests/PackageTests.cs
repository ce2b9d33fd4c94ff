namespace Idempotent.Package.Tests;

public sealed class PackageTests(PackedFeed feed)
{
    private const string SqliteAlone = "Idempotent.Sqlite";
    private const string Container = "Microsoft.Extensions.DependencyInjection";

    [Fact]
    public async Task ReadmeExample_AgainstThePackageOfTheStoreAlone_PrintsWhatItSays()
    {
        using var consumer = feed.NewConsumer(Readme.ExampleProgram(), [SqliteAlone, Container]);

        await consumer.DotnetAsync("build", "-v", "q");

        Assert.Equal("reused\nTrue 1", (await consumer.DotnetAsync("run", "--no-build")).Trim().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("-p:PublishTrimmed=true", "--self-contained")]
    [InlineData("-p:PublishAot=true", "-p:CppCompilerAndLinker=gcc")]
    public async Task ReadmeExample_PublishedTrimmedOrNative_PrintsWhatItSays(string how, string more)
    {
        using var consumer = feed.NewConsumer(Readme.ExampleProgram(), [SqliteAlone, Container], "<InvariantGlobalization>true</InvariantGlobalization>");

        Assert.Equal("reused\nTrue 1", (await consumer.PublishAndRunAsync(how, more)).Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Build_UnderTheStrictestAnalyzers_IsClean()
    {
        using var consumer = feed.NewConsumer(Readme.ExampleProgram(), [SqliteAlone, Container, Strict.Meziantou], Strict.Properties);
        consumer.Write(".globalconfig", Strict.GlobalConfig);
        consumer.Write("Shapes.cs", Strict.Shapes);

        await consumer.DotnetAsync("build", "-v", "q");

        // The analyzers do run: what is not generated is not as they want it.
        consumer.Write(".globalconfig", "is_global = true");
        var (code, output) = await Run.TryAsync("dotnet", consumer.Folder, "build", "--no-restore", "-v", "q");
        Assert.NotEqual(0, code);
        Assert.Contains("MA0048", output, StringComparison.Ordinal);
        Assert.Contains("CA1050", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".g.cs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryWay_PublishedNative_RunsOnce()
    {
        using var consumer = feed.NewConsumer(Ways.Program, [SqliteAlone, Container], "<InvariantGlobalization>true</InvariantGlobalization>");
        consumer.Write("Derived.cs", Derived.Source);
        consumer.Write("Generics.cs", Generics.Source);

        Assert.Equal(Ways.Expected, (await consumer.PublishAndRunAsync("-p:PublishAot=true", "-p:CppCompilerAndLinker=gcc")).Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Build_WithAnOlderCompiler_StopsAndSaysWhy()
    {
        using var consumer = feed.NewConsumer("return 0;", ["Idempotent"]);
        await consumer.DotnetAsync("restore");

        var (code, output) = await Run.TryAsync("dotnet", consumer.Folder, "build", "--no-restore", "-p:CompilerApiVersion=roslyn4.14");

        Assert.NotEqual(0, code);
        Assert.Contains("IDEM001", output, StringComparison.Ordinal);
        Assert.Contains("Update the SDK", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Idempotent", "lib/net10.0/Idempotent.dll", "lib/net10.0/Idempotent.xml", "analyzers/dotnet/roslyn5.0/cs/Idempotent.Generators.dll",
        "analyzers/dotnet/roslyn5.0/cs/Idempotent.Generators.CodeFixes.dll", "buildTransitive/Idempotent.props", "buildTransitive/Idempotent.targets", "tasks/Idempotent.Tasks.dll", "README.md")]
    [InlineData("Idempotent.Sqlite", "lib/net10.0/Idempotent.Sqlite.dll", "lib/net10.0/Idempotent.Sqlite.xml", "README.md")]
    [InlineData("Idempotent.Redis", "lib/net10.0/Idempotent.Redis.dll", "lib/net10.0/Idempotent.Redis.xml", "README.md")]
    [InlineData("Idempotent.PostgreSql", "lib/net10.0/Idempotent.PostgreSql.dll", "lib/net10.0/Idempotent.PostgreSql.xml", "README.md")]
    [InlineData("Idempotent.DynamoDb", "lib/net10.0/Idempotent.DynamoDb.dll", "lib/net10.0/Idempotent.DynamoDb.xml", "README.md")]
    [InlineData("Idempotent.Testing", "lib/net10.0/Idempotent.Testing.dll", "lib/net10.0/Idempotent.Testing.xml", "README.md")]
    public void Package_HasWhatItNeedsAndItsSymbols(string package, params string[] entries)
    {
        Assert.Subset(feed.Entries(package).ToHashSet(), entries.ToHashSet());
        Assert.Contains(feed.Entries(package, "snupkg"), e => e.EndsWith($"{package}.pdb", StringComparison.Ordinal));
    }
}
