using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Where a method finds its runtime, by what its type declares.</summary>
public sealed class RuntimeSourceTests
{
    private const string Find = "global::Idempotent.IdempotencyRuntime.Find()";

    [Theory]
    [InlineData("class C { IdempotencyRuntime _runtime = null!; void M() { } }", "this._runtime")]
    [InlineData("class C { IdempotencyRuntime? _runtime; void M() { } }", $"(this._runtime ?? {Find})")]
    [InlineData("class C { static IdempotencyRuntime s_runtime = null!; void M() { } }", "global::C.s_runtime")]
    [InlineData("class C { static IdempotencyRuntime s_runtime = null!; static void M() { } }", "global::C.s_runtime")]
    [InlineData("class C<T> { static IdempotencyRuntime? s_runtime; static void M() { } }", $"(global::C<T>.s_runtime ?? {Find})")]
    [InlineData("class C { IdempotencyRuntime _runtime = null!; static void M() { } }", Find)]
    [InlineData("class C { IdempotencyRuntime @class = null!; void M() { } }", "this.@class")]
    [InlineData("class C { IdempotencyRuntime Runtime { get; } = null!; void M() { } }", "this.Runtime")]
    [InlineData("class C { IdempotencyRuntime Runtime { set { } } void M() { } }", Find)]
    [InlineData("class C { IdempotencyRuntime this[int i] => null!; void M() { } }", Find)]
    [InlineData("class C { IdempotencyRuntime _runtime = null!; public IdempotencyRuntime Runtime => _runtime; void M() { } }", "this._runtime")]
    [InlineData("class C(IdempotencyRuntime runtime) { void M() { } }", "runtime")]
    [InlineData("struct C(IdempotencyRuntime? runtime) { void M() { } }", $"(runtime ?? {Find})")]
    [InlineData("class C(IdempotencyRuntime runtime) { static void M() { } }", Find)]
    [InlineData("class C(IdempotencyRuntime runtime) { IdempotencyRuntime _runtime = runtime; void M() { } }", "this._runtime")]
    [InlineData("class C(IdempotencyRuntime runtime) { string runtime = \"\"; void M() { } }", Find)]
    [InlineData("record C(IdempotencyRuntime Runtime) { void M() { } }", "this.Runtime")]
    [InlineData("class B { protected IdempotencyRuntime Runtime = null!; } class C : B { void M() { } }", "this.Runtime")]
    [InlineData("class B { protected static IdempotencyRuntime Runtime = null!; } class C : B { static void M() { } }", "global::B.Runtime")]
    [InlineData("class B { private IdempotencyRuntime Runtime = null!; } class C : B { void M() { } }", Find)]
    [InlineData("class B { public IdempotencyRuntime Runtime = null!; } class C : B { public new string Runtime = \"\"; void M() { } }", Find)]
    [InlineData("interface B { IdempotencyRuntime Runtime { get; } } interface C : B { void M() { } }", "this.Runtime")]
    [InlineData("class O { static IdempotencyRuntime s_runtime = null!; class C { void M() { } } }", Find)]
    [InlineData("class C { void M() { } }", Find)]
    public void Type_WithThis_IsRead(string source, string expected)
    {
        var (found, refusal) = Parse(source, static (method, _) => method.ContainingType);

        Assert.Null(refusal);
        Assert.Equal(expected, found!.Expression);
    }

    [Theory]
    [InlineData("class C { IdempotencyRuntime _a = null!, _b = null!; void M() { } }", "_a, _b")]
    [InlineData("class C { IdempotencyRuntime _a = null!; static IdempotencyRuntime s_b = null!; void M() { } }", "_a, s_b")]
    [InlineData("class C { IdempotencyRuntime A => null!; IdempotencyRuntime B => null!; void M() { } }", "A, B")]
    [InlineData("class B { protected IdempotencyRuntime _a = null!; } class C : B { IdempotencyRuntime _b = null!; void M() { } }", "_b, _a")]
    [InlineData("class C(IdempotencyRuntime a, IdempotencyRuntime b) { void M() { } }", "a, b")]
    [InlineData("class C(IdempotencyRuntime runtime) { void M(string runtime) { } }", "hides the constructor's 'runtime'")]
    public void Type_ThatLeavesAChoice_IsRefused(string source, string reason)
    {
        var (found, refusal) = Parse(source, static (method, _) => method.ContainingType);

        Assert.Null(found);
        Assert.Equal("IDEM101", refusal!.RuleId);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class C { IdempotencyRuntime _runtime = null!; void M() { } }", Find)]
    [InlineData("class C { internal IdempotencyRuntime _runtime = null!; void M() { } }", "this._runtime")]
    [InlineData("class C(IdempotencyRuntime runtime) { void M() { } }", Find)]
    [InlineData("class C { public IdempotencyRuntime? Runtime { private get; set; } void M() { } }", Find)]
    public void Type_SeenFromTheAssembly_ShowsWhatIsAccessible(string source, string expected) =>
        Assert.Equal(expected, Parse(source, static (_, known) => known.Compilation.Assembly).Source!.Expression);

    private static (Model.RuntimeSource? Source, Refusal? Refusal) Parse(string source, Func<IMethodSymbol, KnownSymbols, ISymbol> within)
    {
        var compilation = Generated.Compile("Shop", [source]);
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        var known = KnownSymbols.Of(compilation);
        var method = compilation.GetSymbolsWithName("M", SymbolFilter.Member).OfType<IMethodSymbol>().Single();
        return RuntimeSources.Parse(method, within(method, known), "this", known);
    }
}
