using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>A model is made again when a declaration changed, wherever it is, and only then.</summary>
public sealed class ParsedOnceTests
{
    /// <summary>What is declared in the first file is made from the others.</summary>
    private static readonly string[] s_sources =
    [
        "namespace Shop; public interface IPayments : IAudited { [Idempotent(Lease = Durations.Short)] Task<int> ChargeAsync(Order order, string? note = null, int amount = 3); }",
        "namespace Shop; public static class Durations { public const string Short = \"5s\", Long = \"9s\"; public static readonly string Other = \"1s\"; public static int Twice(int n) => n + n; }",
        "namespace Shop; public sealed class Order { [IdempotencyKey] public string Id { get; init; } = \"\"; public string? Note { get; set; } public Kind Kind { get; set; } public string Tell() { return Id; } }",
        "namespace Shop; public interface IAudited { void Audit(int times = 1); } public enum Kind { New = 1, Old = 2 }",
        "namespace Shop; public class Jobs { [Idempotent] public virtual Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(1); public int Count(int n) { int Local(int m) => m; return Local(n); } }",
        "namespace Shop; public class OtherJobs : Jobs { private int _n = 1; public int More { get; } = 2; public OtherJobs() : base() { _n = 2; } }",
    ];

    public static TheoryData<int, string, string> WithinMethods => new()
    {
        { 1, "n + n", "n + n + n" },
        { 1, "Other = \"1s\"", "Other = \"2s\"" },
        { 2, "return Id;", "return Id + Id;" },
        { 3, "namespace Shop;", "namespace Shop; // the shop\n\n" },
        { 4, "int Local(int m) => m; return Local(n);", "return n;" },
        { 5, "_n = 2;", "_n = 3;" },
        { 5, "_n = 1", "_n = 4" },
    };

    public static TheoryData<int, string, string> OfDeclarations => new()
    {
        { 1, "Short = \"5s\"", "Short = \"6s\"" },
        { 1, "const string Short = \"5s\", Long = \"9s\"", "const string Short = Long, Long = \"9s\"" },
        { 2, "string Id", "int Id" },
        { 2, "[IdempotencyKey] ", "" },
        { 2, "public Kind Kind { get; set; }", "public Kind Kind { get; set; } public int Number { get; set; }" },
        { 2, "public Kind Kind", "[IdempotencyIgnore] public Kind Kind" },
        { 2, "namespace Shop;", "namespace Shop;\n#nullable disable\n" },
        { 3, "times = 1", "times = 2" },
        { 3, "void Audit", "Task Audit" },
        { 3, "New = 1", "New = 3" },
        { 4, "string id)", "string key)" },
        { 5, ": Jobs", ": Jobs, IDisposable" },
        { 5, "public OtherJobs()", "internal OtherJobs()" },
        { 5, "namespace Shop;", "global using Order = System.Guid; namespace Shop;" },
    };

    [Theory]
    [MemberData(nameof(WithinMethods))]
    public void EditWithinAMethod_MakesTheModelsOfItsFileAgain(int file, string old, string @new)
    {
        var (memo, before) = (new ParsedOnce<string>(), Compile());
        Assert.Equal(s_sources.Length, Made(memo, before));
        Assert.Equal(0, Made(memo, before));

        Assert.Equal(1, Made(memo, Edit(before, file, old, @new)));
    }

    [Theory]
    [MemberData(nameof(OfDeclarations))]
    public void EditOfADeclaration_MakesAllAgain(int file, string old, string @new)
    {
        var (memo, before) = (new ParsedOnce<string>(), Compile());
        Made(memo, before);

        Assert.Equal(s_sources.Length, Made(memo, Edit(before, file, old, @new)));
    }

    [Fact]
    public void AnotherFileOrReferenceOrOption_MakesAllAgain()
    {
        var before = Compile();
        Compilation[] others =
        [
            before.AddSyntaxTrees(Generated.Parse("namespace Shop; public class More;", "More.cs")),
            before.RemoveSyntaxTrees(before.SyntaxTrees[5]).AddSyntaxTrees(Generated.Parse(s_sources[5], "Renamed.cs")),
            before.RemoveReferences(before.References.Last()),
            before.WithOptions(before.Options.WithNullableContextOptions(NullableContextOptions.Disable)),
            before.WithAssemblyName("Stall"),
        ];

        Assert.All(others, other =>
        {
            var memo = new ParsedOnce<string>();
            Made(memo, before);
            Assert.Equal(other.SyntaxTrees.Count(), Made(memo, other));
        });
    }

    [Fact]
    public void ModelThatCouldNotBeMade_IsTriedAgain()
    {
        var (memo, compilation) = (new ParsedOnce<string>(), Compile());
        var node = compilation.SyntaxTrees[0].GetRoot(TestContext.Current.CancellationToken);

        Assert.Throws<OperationCanceledException>(() => memo.Get(node, compilation, static () => throw new OperationCanceledException()));

        Assert.Equal("made", memo.Get(node, compilation, static () => "made"));
    }

    /// <summary>One driver that sees an edit prints what another prints that sees nothing else: whatever is remembered is right.</summary>
    [Theory]
    [MemberData(nameof(WithinMethods))]
    [MemberData(nameof(OfDeclarations))]
    public void Files_AfterAnEdit_AreThoseOfAFreshRun(int file, string old, string @new)
    {
        var before = Compile();
        var after = Edit(before, file, old, @new);
        var driver = Generated.Driver().RunGenerators(before, TestContext.Current.CancellationToken);

        Assert.Equal(Files(Generated.Driver(), after), Files(driver, after));
        Assert.Equal(Files(Generated.Driver(), before), Files(driver.RunGenerators(after, TestContext.Current.CancellationToken), before));
    }

    private static CSharpCompilation Compile() => Generated.Compile("Shop", s_sources);

    private static Compilation Edit(Compilation compilation, int file, string old, string @new)
    {
        Assert.Contains(old, s_sources[file], StringComparison.Ordinal);
        var tree = compilation.SyntaxTrees.ElementAt(file);
        return compilation.ReplaceSyntaxTree(tree, Generated.Parse(s_sources[file].Replace(old, @new, StringComparison.Ordinal), tree.FilePath));
    }

    /// <summary>Asks for one model of each file.</summary>
    private static int Made(ParsedOnce<string> memo, Compilation compilation)
    {
        var made = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            Assert.Equal(tree.FilePath, memo.Get(tree.GetRoot(TestContext.Current.CancellationToken), compilation, () =>
            {
                made++;
                return tree.FilePath;
            }));
        }

        return made;
    }

    private static IEnumerable<(string, string)> Files(GeneratorDriver driver, Compilation compilation) =>
        driver.RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single().GeneratedSources
            .Select(static source => (source.HintName, source.SourceText.ToString())).OrderBy(static source => source.HintName, StringComparer.Ordinal);
}
