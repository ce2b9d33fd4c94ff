namespace Idempotent.Generators.Tests.Generation;

/// <summary>What can't be wrapped is a refusal that throws, never a service without its wrapper.</summary>
public sealed class RefusalTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { "static abstract", "IDEM101", "public interface I { [Idempotent] Task A([IdempotencyKey] string k); static abstract int S(); }" },
        { "protected", "IDEM101", "public interface I { [Idempotent] Task A([IdempotencyKey] string k); protected int S(); }" },
        { "init", "IDEM101", "public interface I { [Idempotent] Task A([IdempotencyKey] string k); int P { get; init; } }" },
        { "ref parameter", "IDEM101", "public interface I { [Idempotent] void A([IdempotencyKey] string k, ref int r); }" },
        { "out parameter", "IDEM101", "public interface I { [Idempotent] void A([IdempotencyKey] string k, out int r); }" },
        { "pointer", "IDEM101", "public interface I { [Idempotent] unsafe void A([IdempotencyKey] string k, int* r); }" },
        { "ref struct", "IDEM101", "public interface I { [Idempotent] void A([IdempotencyKey] string k, ReadOnlySpan<char> r); }" },
        { "params span", "IDEM101", "public interface I { [Idempotent] void A([IdempotencyKey] string k, params ReadOnlySpan<char> r); }" },
        { "allows ref struct", "IDEM101", "public interface I { [Idempotent] void A<T>([IdempotencyKey] string k, T r) where T : allows ref struct; }" },
        { "ref return", "IDEM101", "public interface I { [Idempotent] ref int A([IdempotencyKey] string k); }" },
        { "accessor", "IDEM101", "public interface I { int P { [Idempotent] get; } }" },
        { "hidden type parameter", "IDEM101", "public interface IBase { void M<T>(T t); } public interface I<T> : IBase { [Idempotent] Task A([IdempotencyKey] string k); }" },
        { "local function", "IDEM101", "public class C { public void M() { [Idempotent] static void A([IdempotencyKey] string k) { } A(\"\"); } }" },
        { "private method", "IDEM101", "public class C { [Idempotent] private Task A([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "struct that may change", "IDEM101", "public struct C { [Idempotent] public Task A([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "async void", "IDEM101", "public class C { [Idempotent] public async void A([IdempotencyKey] string k) => await Task.Yield(); }" },
        { "static method of an interface", "IDEM101", "public interface I { [Idempotent] static void A([IdempotencyKey] string k, ref int i) { } }" },
        { "lambda", "IDEM101", "public class C { public object M() => [Idempotent] ([IdempotencyKey] string k) => 1; }" },
        { "record with a virtual method", "IDEM101", "public record C { [Idempotent] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "private constructor", "IDEM101", "public class C { private C() { } [Idempotent] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "sealed override", "IDEM101", "public class B { [Idempotent] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; } public class C : B { public sealed override Task A(string k) => Task.CompletedTask; }" },
        { "sealed class that inherits", "IDEM101", "public class B { [Idempotent] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; } public sealed class C : B;" },
        { "override against base", "IDEM101", "public class B { [Idempotent] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; } public class C : B { [Idempotent(Lease = \"5s\")] public override Task A(string k) => Task.CompletedTask; }" },
        { "marks against base", "IDEM101", "public class B { [Idempotent] public virtual Task A([IdempotencyKey] string k, int n) => Task.CompletedTask; } public class C : B { public override Task A(string k, int n) => Task.CompletedTask; [Idempotent] public virtual Task X([IdempotencyKey] string k) => Task.CompletedTask; } public class D : C { [Idempotent] public override Task A(string k, [IdempotencyKey] int n) => Task.CompletedTask; }" },
        { "overload nearer than the override", "IDEM101", "public class B { [Idempotent] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; } public class C : B { public override Task A(string k) => Task.CompletedTask; public Task A(object k) => Task.CompletedTask; }" },
        { "derived and decorated", "IDEM101", "public interface I { [Idempotent] Task A([IdempotencyKey] string k); } public class B { [Idempotent] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; } public class C : B, I;" },
        { "type parameter named as the class's", "IDEM101", "public class B { [Idempotent] public virtual Task A<T>([IdempotencyKey] string k) => Task.CompletedTask; } public class C<T> : B;" },
        { "protected nested type", "IDEM101", "public class C { protected class P; [Idempotent] protected virtual Task<P> A([IdempotencyKey] string k) => null!; }" },
        { "private key property", "IDEM202", "public class C { [IdempotencyKey] private string P => \"\"; [Idempotent] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "private callback", "IDEM101", "public class C { private Task<Reconciled<int>> F(string k) => null!; [Idempotent(Reconcile = \"F\")] public virtual Task<int> A([IdempotencyKey] string k) => F(k).ContinueWith(_ => 1); }" },
        { "virtual methods of one name", "IDEM103", "public class B { [Idempotent(Name = \"a\")] public virtual Task A([IdempotencyKey] string k) => Task.CompletedTask; } public class C : B { [Idempotent(Name = \"a\")] public virtual Task X([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "abstract member with a stream", "IDEM102", "public abstract class C { [Idempotent] public abstract Task<System.IO.Stream> A([IdempotencyKey] string k); }" },
        { "type parameters in another order", "IDEM101", "public interface I<A, B> { Task Run(string k); } public class C<A, B> : I<B, A> { [Idempotent] public Task Run([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "generic class of a closed interface", "IDEM101", "public interface I { Task Run(string k); } public class C<A> : I { [Idempotent] public Task Run([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "class against interface", "IDEM101", "public interface I { Task Plain(); [Idempotent(Lease = \"5s\")] Task Run([IdempotencyKey] string k); } public class C : I { public Task Plain() => null!; [Idempotent(Lease = \"6s\")] public Task Run([IdempotencyKey] string k) => Task.CompletedTask; }" },
        { "marks against interface", "IDEM101", "public interface I { [Idempotent] Task Run([IdempotencyKey] string k, int n); } public class C : I { [Idempotent] public Task Run(string k, [IdempotencyKey] int n) => Task.CompletedTask; }" },
        { "empty name", "IDEM101", "public interface I { [Idempotent(Name = \"\")] Task Run([IdempotencyKey] string k); }" },
        { "reconcile is missing", "IDEM101", "public interface I { [Idempotent(Reconcile = \"Find\")] Task Run([IdempotencyKey] string k); }" },
        { "reconcile has other parameters", "IDEM101", "public interface I { [Idempotent(Reconcile = \"Find\")] Task<int> Run([IdempotencyKey] string k); Task<Reconciled<int>> Find(int k); }" },
        { "reconcile is private", "IDEM101", "public interface I { Task<int> Run(string k); } public class C : I { [Idempotent(Reconcile = \"Find\")] public Task<int> Run([IdempotencyKey] string k) => Find(k).ContinueWith(_ => 1); private Task<Reconciled<int>> Find(string k) => null!; }" },
        { "stream", "IDEM102", "public interface I { [Idempotent] Task<System.IO.FileStream> Run([IdempotencyKey] string k); }" },
        { "async enumerable", "IDEM102", "public interface I { [Idempotent] IAsyncEnumerable<int> Run([IdempotencyKey] string k); }" },
        { "enumerable", "IDEM102", "public interface I { [Idempotent] Task<IEnumerable<int>> Run([IdempotencyKey] string k); }" },
        { "object", "IDEM102", "public interface I { [Idempotent] Task<object> Run([IdempotencyKey] string k); }" },
        { "dynamic", "IDEM102", "public interface I { [Idempotent] dynamic Run([IdempotencyKey] string k); }" },
        { "delegate", "IDEM102", "public interface I { [Idempotent] Func<int> Run([IdempotencyKey] string k); }" },
        { "nested task", "IDEM102", "public interface I { [Idempotent] Task<Task<int>> Run([IdempotencyKey] string k); }" },
        { "overloads without names", "IDEM103", "public interface I { [Idempotent] Task Run([IdempotencyKey] string k); [Idempotent] Task Run([IdempotencyKey] int k); }" },
        { "malformed duration", "IDEM104", "public interface I { [Idempotent(Lease = \"soon\")] Task Run([IdempotencyKey] string k); }" },
        { "zero lease", "IDEM104", "public interface I { [Idempotent(Lease = \"0s\")] Task Run([IdempotencyKey] string k); }" },
        { "lease outlives retention", "IDEM104", "public interface I { [Idempotent(Lease = \"2h\", ExpiresAfter = \"1h\")] Task Run([IdempotencyKey] string k); }" },
        { "negative attempts", "IDEM104", "public interface I { [Idempotent(MaxAttempts = -1)] Task Run([IdempotencyKey] string k); }" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Type_ThatCannotBeWrapped_IsARefusal(string why, string ruleId, string source)
    {
        var generated = Generated.From(source).RequireClean();

        Assert.True(generated.Registry.Contains($", \"{ruleId}\", \"", StringComparison.Ordinal), why + generated.Registry);
    }

    [Theory]
    [InlineData("file interface I { [Idempotent] Task A([IdempotencyKey] string k); }")]
    [InlineData("public class Outer { private interface I { [Idempotent] Task A([IdempotencyKey] string k); } }")]
    [InlineData("public class Outer { protected class C { [Idempotent] public Task A([IdempotencyKey] string k) => Task.CompletedTask; } }")]
    public void Type_ThatCannotBeNamed_StopsTheRegistration(string source)
    {
        var generated = Generated.From(source).RequireClean();

        Assert.Contains("throw new global::Idempotent.IdempotencyNotConfiguredException(\"IDEM101: ", generated.Registry, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusedInterface_WrappedByHand_Throws()
    {
        var generated = Generated.From("public interface I { [Idempotent] void A([IdempotencyKey] string k, ref int r); } public class C : I { public void A(string k, ref int r) { } }");

        var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => Loaded.AsIdempotent(generated.Load(), "I", "C"));

        Assert.StartsWith("IDEM101: 'r' of I.A", Assert.IsType<IdempotencyNotConfiguredException>(error.InnerException).Message, StringComparison.Ordinal);
    }
}
