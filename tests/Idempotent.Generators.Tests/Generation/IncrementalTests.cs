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
        public class Jobs { [Idempotent] public virtual Task<int> RunAsync([IdempotencyKey] string id, int amount) => Task.FromResult(5); }
        public class OtherJobs : Jobs { public override Task<int> RunAsync(string id, int amount) => Task.FromResult(6); }
        public static partial class Refunds
        {
            [Idempotent(Lease = "5s")] public static partial Task<int> RefundAsync([IdempotencyKey] string id, int amount);
            private static Task<int> RefundCoreAsync(string id, int amount) => Task.FromResult(3);
        }
        """;

    private static readonly string[] s_modelSteps = [Steps.Services, Steps.Wrappers, Steps.Registrations, Steps.SerializerContexts, Steps.Assembly, Steps.Partials, Steps.CheckedOperations, Steps.Contracts];

    /// <summary>A method whose calls are taken, in one file, and calls of it in two others.</summary>
    private static readonly string[] s_called =
    [
        "namespace Shop; public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] string id) => 1; [Idempotent] public static int Refund([IdempotencyKey] string id) => 1; }",
        "namespace Shop; public static class First { public static int Pay() => Payments.Charge(\"a\"); }",
        "namespace Shop; public static class Second { public static int Pay() => Payments.Charge(\"b\") + Payments.Refund(\"b\"); }",
        "namespace Shop; public static class Other { public static int Find() => 1; public static int Charge() => 2; public static int Both() => Find() + Charge(); }",
    ];

    private static readonly string[] s_callSteps = [Steps.InterceptedMethods, Steps.CalledNames, Steps.Calls, Steps.Interceptors];

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
    [InlineData("Task.FromResult(5)", "Task.FromResult(7)")]
    [InlineData("Task.FromResult(6)", "Task.FromResult(8)")]
    [InlineData("public class OtherJobs : Jobs { ", "public class OtherJobs : Jobs { public int Count => 1; private void Help() { } ")]
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
        Assert.Equal(["Idempotent-Contract(Shop.IOrders).g.cs", "Shop.IOrders.g.cs"], ModifiedOutputs(result).Order(StringComparer.Ordinal));
        Assert.All(result.TrackedSteps[Steps.Registrations].SelectMany(static s => s.Outputs), static o => Assert.Contains(o.Reason, s_unchanged));
    }

    [Theory]
    [InlineData("RefundAsync([IdempotencyKey] string id, int amount);", "RefundAsync([IdempotencyKey] string id, int amount = 3);", "")]
    [InlineData("private static Task<int> RefundCoreAsync(string id, int", "private static Task<int> RefundCoreAsync(string id, long", "Shop.Refunds(partial).g.cs,of the assembly")]
    [InlineData("Lease = \"5s\"", "Lease = \"6s\"", "Shop.Refunds(partial).g.cs,of the assembly")]
    [InlineData("[IdempotencyKey] string id, int amount);\n    private", "[IdempotencyKey] string id, [IdempotencyIgnore] int amount);\n    private", "Shop.Refunds(partial).g.cs,Idempotent-Contract(Shop.Refunds).g.cs")]
    public void PartialMethod_WhenEdited_RerunsItsBodyAndWhatFollowsFromIt(string old, string @new, string outputs)
    {
        var (driver, compilation) = Run(Source);

        var result = Rerun(driver, Edit(compilation, 0, Source.Replace(old, @new, StringComparison.Ordinal)));

        Assert.Equal(outputs.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), ModifiedOutputs(result).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("RunAsync([IdempotencyKey] string id, int amount)", "RunAsync([IdempotencyKey] string id, int total)", "Idempotent-Contract(Shop.Jobs).g.cs,Shop.Jobs.g.cs,Shop.OtherJobs.g.cs")]
    [InlineData("class OtherJobs : Jobs { ", "class OtherJobs : Jobs { public OtherJobs(int shard) { } ", "Shop.OtherJobs.g.cs")]
    public void VirtualMember_WhenEdited_RerunsTheDerivedClassesThatOverrideIt(string old, string @new, string outputs)
    {
        var (driver, compilation) = Run(Source);

        var result = Rerun(driver, Edit(compilation, 0, Source.Replace(old, @new, StringComparison.Ordinal)));

        Assert.Equal(outputs, string.Join(',', ModifiedOutputs(result).Order(StringComparer.Ordinal)));
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

    [Theory]
    [InlineData("int Find() => 1", "int Find() => 3")]
    [InlineData("namespace Shop;", "namespace Shop; // more\n\n")]
    [InlineData("Find() + Charge()", "Find() + Find() + Charge()")]
    public void FileWithoutCallsOfAnnotatedMethods_WhenEdited_RerunsNoInterceptor(string old, string @new)
    {
        var (driver, compilation) = Run(s_called);

        var result = Rerun(driver, Edit(compilation, 3, s_called[3].Replace(old, @new, StringComparison.Ordinal)));

        Assert.Equal(2, result.TrackedSteps[Steps.Interceptors].Length);
        RequireUnchanged(result, s_callSteps);
    }

    [Fact]
    public void FileWithACall_WhenEdited_RerunsOnlyTheMethodsThatItCalls()
    {
        var (driver, compilation) = Run(s_called);

        var result = Rerun(driver, Edit(compilation, 1, s_called[1].Replace("\"a\"", "\"aa\"", StringComparison.Ordinal)));

        Assert.Equal(["Shop.Payments.Charge(calls).g.cs"], ModifiedOutputs(result));
    }

    [Fact]
    public void FileWithACall_WhenTheCallGoes_LosesIt()
    {
        var (driver, compilation) = Run(s_called);

        var result = Rerun(driver, Edit(compilation, 2, s_called[2].Replace(" + Payments.Refund(\"b\")", "", StringComparison.Ordinal)));

        Assert.DoesNotContain(result.GeneratedSources, static source => source.HintName == "Shop.Payments.Refund(calls).g.cs");
        Assert.Equal(2, Assert.Single(result.GeneratedSources, static source => source.HintName == "Shop.Payments.Charge(calls).g.cs").SourceText.ToString().Split("[global::System.Runtime.CompilerServices.InterceptsLocationAttribute(1, ").Length - 1);
    }

    [Fact]
    public void SettingOfACalledMethod_WhenChanged_RerunsOnlyThatMethod()
    {
        var (driver, compilation) = Run(s_called);

        var result = Rerun(driver, Edit(compilation, 0, s_called[0].Replace("[Idempotent] public static int Refund", "[Idempotent(Lease = \"5s\")] public static int Refund", StringComparison.Ordinal)));

        Assert.Equal(["Shop.Payments.Refund(calls).g.cs"], ModifiedOutputs(result).Where(static name => name.Contains("(calls)", StringComparison.Ordinal)));
    }

    [Fact]
    public void Interceptors_WhenSourcesComeInAnotherOrder_AreTheSame()
    {
        // Files are named by their place in the list, which their calls are known by.
        var forwards = Generated.Compile("Shop", s_called);
        var backwards = Generated.Compile("Shop", []).AddSyntaxTrees(forwards.SyntaxTrees.Reverse());

        Assert.Equal(
            Generated.From(forwards).RequireClean().Files.OrderBy(static f => f.Key, StringComparer.Ordinal),
            Generated.From(backwards).RequireClean().Files.OrderBy(static f => f.Key, StringComparer.Ordinal));
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

    private static void RequireUnchanged(GeneratorRunResult result) => RequireUnchanged(result, s_modelSteps);

    private static void RequireUnchanged(GeneratorRunResult result, string[] steps)
    {
        foreach (var step in steps)
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
            Model.ContractModel contract => contract.HintName + ".g.cs",
            Model.InterceptorModel interceptor => interceptor.Method.HintName + ".g.cs",
            _ => "of the assembly",
        });
}
