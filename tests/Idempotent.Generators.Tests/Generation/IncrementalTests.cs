using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Steps = Idempotent.Generators.IdempotentGenerator.Steps;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Edits re-run what they change and nothing else.</summary>
public sealed class IncrementalTests
{
    private const string Source = """
        namespace Shop;
        public interface IPayments { [Idempotent] Task<int> ChargeAsync([IdempotencyKey] string id, int amount); }
        public interface IOrders { [Idempotent] Task<int> PlaceAsync([IdempotencyKey] string id, int amount); }
        public sealed class Payments : IPayments { public Task<int> ChargeAsync(string id, int amount) => Task.FromResult(1); }
        public static partial class Refunds
        {
            [Idempotent(Lease = "5s")] public static partial Task<int> RefundAsync([IdempotencyKey] string id, int amount);
            private static Task<int> RefundCoreAsync(string id, int amount) => Task.FromResult(3);
        }
        """;

    private static readonly string[] s_modelSteps = [Steps.Services, Steps.Wrappers, Steps.Registrations, Steps.SerializerContexts, Steps.Assembly, Steps.Partials, Steps.CheckedOperations];

    [Fact]
    public void UnrelatedFile_WhenAdded_RerunsNothing()
    {
        var (driver, compilation) = Run(Source);

        var result = Rerun(driver, compilation.AddSyntaxTrees(Generated.Parse("class Unrelated { int x = 1; }", "Other.cs")));

        RequireUnchanged(result);
    }

    [Theory]
    [InlineData("Task.FromResult(1)", "Task.FromResult(2)")]
    [InlineData("namespace Shop;", "namespace Shop; // a comment that moves everything\n\n")]
    [InlineData("public sealed class Payments", "public class Other; public sealed class Payments")]
    [InlineData("Task.FromResult(3)", "Task.FromResult(4)")]
    public void SameFile_WhenEditedElsewhere_RerunsNothing(string old, string @new)
    {
        var (driver, compilation) = Run(Source);

        var result = Rerun(driver, Edit(compilation, 0, Source.Replace(old, @new, StringComparison.Ordinal)));

        RequireUnchanged(result);
    }

    [Fact]
    public void ParameterOfOneType_WhenRenamed_RerunsOnlyThatType()
    {
        var (driver, compilation) = Run(Source);

        var result = Rerun(driver, Edit(compilation, 0, Source.Replace("PlaceAsync([IdempotencyKey] string id, int amount)", "PlaceAsync([IdempotencyKey] string id, int total)", StringComparison.Ordinal)));

        Assert.Equal(1, result.TrackedSteps[Steps.Wrappers].Count(static step => step.Outputs.Any(static o => o.Reason == IncrementalStepRunReason.Modified)));
        Assert.Equal(["Shop.IOrders.g.cs"], ModifiedOutputs(result));
        Assert.All(result.TrackedSteps[Steps.Registrations].SelectMany(static s => s.Outputs), static o => Assert.Contains(o.Reason, s_unchanged));
    }

    [Theory]
    [InlineData("RefundAsync([IdempotencyKey] string id, int amount);", "RefundAsync([IdempotencyKey] string id, int amount = 3);", "")]
    [InlineData("private static Task<int> RefundCoreAsync(string id, int", "private static Task<int> RefundCoreAsync(string id, long", "Shop.Refunds(partial).g.cs,of the assembly")]
    [InlineData("Lease = \"5s\"", "Lease = \"6s\"", "Shop.Refunds(partial).g.cs,of the assembly")]
    [InlineData("[IdempotencyKey] string id, int amount);\n    private", "[IdempotencyKey] string id, [IdempotencyIgnore] int amount);\n    private", "Shop.Refunds(partial).g.cs")]
    public void PartialMethod_WhenEdited_RerunsItsBodyAndWhatFollowsFromIt(string old, string @new, string outputs)
    {
        var (driver, compilation) = Run(Source);

        var result = Rerun(driver, Edit(compilation, 0, Source.Replace(old, @new, StringComparison.Ordinal)));

        Assert.Equal(outputs.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), ModifiedOutputs(result).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SerializerContext_WhenItListsAResult_RerunsOnlyWhoReturnsIt()
    {
        var source = Source + "public sealed record Receipt; public interface IReceipts { [Idempotent] Task<Receipt> GetAsync([IdempotencyKey] string id); }";
        var (driver, compilation) = Run(source);

        var result = Rerun(driver, compilation.AddSyntaxTrees(Generated.Parse(
            "namespace Shop; [System.Text.Json.Serialization.JsonSerializable(typeof(Receipt))] internal partial class Json : System.Text.Json.Serialization.JsonSerializerContext;", "Json.cs")));

        Assert.Equal(["Shop.IReceipts.g.cs"], ModifiedOutputs(result));
        Assert.Contains("global::Shop.Json.Default.GetTypeInfo(typeof(global::Shop.Receipt))", result.GeneratedSources.Single(static s => s.HintName == "Shop.IReceipts.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ThousandMethods_WhenAnUnrelatedFileIsEdited_RerunNoOutput()
    {
        var sources = Enumerable.Range(0, 100).Select(static type =>
        {
            var methods = Enumerable.Range(0, 10).Select(static method => string.Create(CultureInfo.InvariantCulture, $"[Idempotent] Task<int> M{method}Async([IdempotencyKey] string id, int amount);"));
            return string.Create(CultureInfo.InvariantCulture, $"namespace Shop; public interface IService{type} {{ {string.Join('\n', methods)} }}");
        }).Append("class Unrelated { int x = 1; }")
            .Append("public static partial class Refunds { [Idempotent] public static partial int Refund([IdempotencyKey] string id); private static int RefundCore(string id) => 1; }").ToArray();
        var (driver, compilation) = Run(sources);

        var result = Rerun(driver, Edit(compilation, 100, "class Unrelated { int x = 2; }"));

        Assert.Equal(100, result.TrackedSteps[Steps.Wrappers].Length);
        RequireUnchanged(result);
    }

    [Fact]
    public void Files_WhenSourcesComeInAnotherOrder_AreTheSame()
    {
        string[] sources =
        [
            "namespace A; public interface IOne { [Idempotent] Task RunAsync([IdempotencyKey] string id); }",
            "namespace A; public interface ITwo : IOne { [Idempotent] Task MoreAsync([IdempotencyKey] string id); }",
            "namespace A; public class Three : ITwo { [Idempotent(Name = \"x\")] public Task RunAsync(string id) => Task.CompletedTask; public Task MoreAsync(string id) => Task.CompletedTask; }",
        ];

        var forwards = Generated.From(sources).RequireClean().Files;
        var backwards = Generated.From([.. sources.Reverse()]).RequireClean().Files;

        Assert.Equal(forwards.OrderBy(static f => f.Key, StringComparer.Ordinal), backwards.OrderBy(static f => f.Key, StringComparer.Ordinal));
    }

    private static readonly IncrementalStepRunReason[] s_unchanged = [IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged];

    private static (GeneratorDriver Driver, CSharpCompilation Compilation) Run(params string[] sources)
    {
        var compilation = Generated.Compile("Shop", sources);
        return (Generated.Driver(tracking: true).RunGenerators(compilation, TestContext.Current.CancellationToken), compilation);
    }

    private static GeneratorRunResult Rerun(GeneratorDriver driver, Compilation compilation) =>
        driver.RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult().Results.Single();

    private static CSharpCompilation Edit(CSharpCompilation compilation, int index, string text)
    {
        var tree = compilation.SyntaxTrees[index];
        return compilation.ReplaceSyntaxTree(tree, Generated.Parse(text, tree.FilePath));
    }

    private static void RequireUnchanged(GeneratorRunResult result)
    {
        foreach (var step in s_modelSteps)
        {
            Assert.All(result.TrackedSteps[step].SelectMany(static s => s.Outputs), o => Assert.Contains(o.Reason, s_unchanged));
        }

        Assert.NotEmpty(result.TrackedOutputSteps);
        Assert.All(result.TrackedOutputSteps.SelectMany(static s => s.Value).SelectMany(static s => s.Outputs), static o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
    }

    private static IEnumerable<string> ModifiedOutputs(GeneratorRunResult result) => result.TrackedOutputSteps.SelectMany(static s => s.Value)
        .Where(static step => step.Outputs.Any(static o => o.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)))
        .SelectMany(static step => step.Inputs)
        .Select(static input => input.Source.Outputs[input.OutputIndex].Value)
        .Select(static value => value switch
        {
            Model.ServiceModel service => service.HintName + ".g.cs",
            Model.PartialTypeModel type => type.HintName + ".g.cs",
            _ => "of the assembly",
        });
}
