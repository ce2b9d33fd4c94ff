using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>How a method runs through the runtime follows from what it is: one decision for the generator and the rules.</summary>
public sealed class PlacementTests
{
    public static TheoryData<string, string> Ways => new()
    {
        { nameof(Way.Decorated), "public interface I { [Idempotent] Task M([IdempotencyKey] string k); }" },
        { nameof(Way.Decorated), "public interface I { [Idempotent] Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Decorated), "public interface I { Task M(string k); } public sealed class C : I { [Idempotent] public Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Decorated), "public interface I { Task M(string k); } public class C : I { [Idempotent] public virtual Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Decorated), "public interface I { Task M(string k); } public struct C : I { [Idempotent] public Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Decorated), "public interface I { Task M(string k); } public record C : I { [Idempotent] Task I.M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Decorated), "public interface I { Task M(string k); } public class B : I { public virtual Task M(string k) => Task.CompletedTask; } public class C : B { [Idempotent] public sealed override Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Derived), "public class C { [Idempotent] public virtual Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Derived), "public abstract class C { [Idempotent] protected abstract Task M([IdempotencyKey] string k); }" },
        { nameof(Way.Derived), "public class B { public virtual Task M(string k) => Task.CompletedTask; } public class C : B { [Idempotent] public override Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Derived), "public interface I { Task M(string k); } public class B { [Idempotent] public virtual Task M([IdempotencyKey] string k) => Task.CompletedTask; } public class C : B, I { [Idempotent] public override Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Derived), "public class C { protected C() { } [Idempotent] internal virtual Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Partial), "public partial class C { [Idempotent] public partial Task M([IdempotencyKey] string k); private Task MCore(string k) => Task.CompletedTask; }" },
        { nameof(Way.Partial), "public static partial class C { [Idempotent] internal static partial Task M([IdempotencyKey] string k); private static Task MCore(string k) => Task.CompletedTask; }" },
        { nameof(Way.Partial), "public readonly partial struct C { [Idempotent] private partial Task M([IdempotencyKey] string k); private Task MCore(string k) => Task.CompletedTask; }" },
        { nameof(Way.Partial), "public interface I { Task M(string k); } public partial class C : I { [Idempotent] public partial Task M([IdempotencyKey] string k); private Task MCore(string k) => Task.CompletedTask; }" },
        { nameof(Way.Partial), "public partial class C { private partial class D { [Idempotent] public virtual partial Task M([IdempotencyKey] string k); private Task MCore(string k) => Task.CompletedTask; } }" },
        { nameof(Way.Partial), "public partial class C { [Idempotent] public partial Task M([IdempotencyKey] string k); [System.CodeDom.Compiler.GeneratedCode(\"Idempotent.Generators\", \"1.0\")] public partial Task M(string k) => Task.CompletedTask; private Task MCore(string k) => Task.CompletedTask; }" },
        { nameof(Way.Intercepted), "public partial class C { [Idempotent] public partial Task M([IdempotencyKey] string k); public partial Task M(string k) => Task.CompletedTask; }" },
        { nameof(Way.Intercepted), "public sealed class C { [Idempotent] public Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Intercepted), "public class C { [Idempotent] public Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Intercepted), "public static class C { [Idempotent] public static Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Intercepted), "public static class C { extension(string s) { [Idempotent] public Task M([IdempotencyKey] string k) => Task.CompletedTask; } }" },
        { nameof(Way.Intercepted), "public struct C { [Idempotent] public readonly Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Intercepted), "public record C { [Idempotent] public Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Intercepted), "public interface I { [Idempotent] static Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { nameof(Way.Intercepted), "public interface I { [Idempotent] sealed Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "is a record", "public record C { [Idempotent] public virtual Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "is a sealed override", "public class B { public virtual Task M(string k) => Task.CompletedTask; } public class C : B { [Idempotent] public sealed override Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "is sealed", "public class B { public virtual Task M(string k) => Task.CompletedTask; } public sealed class C : B { [Idempotent] public override Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "has no constructor", "public class C { private C() { } [Idempotent] public virtual Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "is private or protected", "public class O { private class C { [Idempotent] public virtual Task M([IdempotencyKey] string k) => Task.CompletedTask; } }" },
        { "is private or protected", "public class O { private class C { [Idempotent] public Task M([IdempotencyKey] string k) => Task.CompletedTask; } }" },
        { "is a file type", "file class C { [Idempotent] public Task M([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "would go around", "public partial class B { [Idempotent] public virtual partial Task M([IdempotencyKey] string k); private Task MCore(string k) => Task.CompletedTask; } public class C : B { [Idempotent] public override Task M(string k) => Task.CompletedTask; }" },
        { "is static abstract", "public interface I { [Idempotent] static abstract Task M([IdempotencyKey] string k); }" },
        { "is a ref parameter", "public class C { [Idempotent] public void M([IdempotencyKey] string k, ref int i) { } }" },
        { "is an operator", "public class C { [Idempotent] public static C operator +(C a, C b) => a; }" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Method_OfThisKind_GoesThisWay(string way, string source)
    {
        var placement = PlacementOf(source);

        Assert.Null(placement.Refusal);
        Assert.Equal(way, placement.Way.ToString());
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Method_OfThisKind_IsRefused(string reason, string source) =>
        Assert.Contains(reason, PlacementOf(source).Refusal?.Reason, StringComparison.Ordinal);

    [Fact]
    public void LocalFunction_CannotBeIntercepted()
    {
        var compilation = Generated.Compile("Shop", ["public class C { public void M() { [Idempotent] static void L([IdempotencyKey] string k) { } L(\"\"); } }"]);
        var tree = compilation.SyntaxTrees[0];
        var function = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.LocalFunctionStatementSyntax>().Single();

        var symbol = (IMethodSymbol)compilation.GetSemanticModel(tree).GetDeclaredSymbol(function, TestContext.Current.CancellationToken)!;

        Assert.Contains("is a local function", Placement.Of(symbol, KnownSymbols.Of(compilation)).Refusal?.Reason, StringComparison.Ordinal);
    }

    /// <summary>The placement of the last annotated method of the source.</summary>
    private static Placement PlacementOf(string source)
    {
        var compilation = Generated.Compile("Shop", [source]);
        var known = KnownSymbols.Of(compilation);
        return Placement.Of(Methods(compilation.Assembly.GlobalNamespace).Last(method => method.Has(known.IdempotentAttribute)), known);
    }

    private static IEnumerable<IMethodSymbol> Methods(INamespaceOrTypeSymbol around) => around.GetMembers().OrderBy(static member => member.Locations[0].SourceSpan.Start).SelectMany(static member => member switch
    {
        IMethodSymbol method => [method],
        INamespaceOrTypeSymbol type => Methods(type),
        _ => Enumerable.Empty<IMethodSymbol>(),
    });
}
