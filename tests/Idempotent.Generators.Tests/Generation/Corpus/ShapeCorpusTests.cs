namespace Idempotent.Generators.Tests.Generation.Corpus;

/// <summary>Whatever shape a developer gives a method, it runs once, and its project stays clean under the strictest analyzers.</summary>
public sealed class ShapeCorpusTests
{
    public static TheoryData<string> Names => [.. ShapeCorpus.All.Select(static shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Shape_CalledTwice_RunsOnce(string name)
    {
        await using var runtime = IdempotencyRuntime.CreateInMemory();

        Assert.Equal(1, await ShapeCorpus.RunAsync(name, runtime));
        Assert.Equal(0, await ShapeCorpus.RunAsync(name, runtime));
    }

    [Fact]
    public Task Shapes_UnderEveryAnalyzer_AreClean() => StrictAnalyzers.RequireCleanAsync(ShapeCorpus.Generated.RequireClean());
}
