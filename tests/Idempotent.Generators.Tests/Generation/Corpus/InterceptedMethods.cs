using System.Collections.Immutable;

namespace Idempotent.Generators.Tests.Generation.Corpus;

/// <summary>Methods that nothing can stand in front of, each called once in the plainest way.</summary>
internal static class InterceptedMethods
{
    public static ImmutableArray<Shape> All { get; } =
    [
        // The type.
        Of("SealedClass", "public sealed class Payments { [Idempotent] public Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }", "new Payments().ChargeAsync(\"k\")"),
        Of("OpenClass", "public class Payments { [Idempotent] public Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }", "new Payments().ChargeAsync(\"k\")"),
        Of("AbstractClass", "public abstract class Payments { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); } public sealed class Own : Payments;", "new Own().Charge(\"k\")"),
        Of("InternalClass", "internal sealed class Payments { [Idempotent] internal int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")"),
        Of("ProtectedInternalMethod", "public class Payments { [Idempotent] protected internal int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")"),
        Of("NestedClass", "public static class Outer { internal sealed class Payments { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); } }", "new Outer.Payments().Charge(\"k\")"),
        Of("StaticClass", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "Payments.Charge(\"k\")"),
        Of("StaticMethodOfAClass", "public class Payments { [Idempotent] public static int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "Payments.Charge(\"k\")"),
        Of("RecordOfReference", "public record Payments(int Number) { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments(1).Charge(\"k\")"),
        Of("RecordOfValue", "public readonly record struct Payments(int Number) { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments(1).Charge(\"k\")"),
        Of("ReadonlyStruct", "public readonly struct Payments { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "default(Payments).Charge(\"k\")"),
        Of("ReadonlyMethodOfAStruct", "public struct Payments { public int Number; [Idempotent] public readonly int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "default(Payments).Charge(\"k\")"),
        Of("SealedMemberOfAnInterface", "public interface IPayments { [Idempotent] sealed int Charge([IdempotencyKey] string id) => Effect.Happen(); } public sealed class Payments : IPayments;", "((IPayments)new Payments()).Charge(\"k\")"),
        Of("StaticMemberOfAnInterface", "public interface IPayments { [Idempotent] static int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "IPayments.Charge(\"k\")"),
        Of("PartialMethodWithABody", "public sealed partial class Payments { [Idempotent] public partial int Charge([IdempotencyKey] string id); public partial int Charge(string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")"),
        Of("HiddenMethod", "public class Base { public int Charge(string id) => 0; } public sealed class Payments : Base { [Idempotent] public new int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")"),
        Of("InheritedMethod", "public class Base { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); } public sealed class Payments : Base;", "new Payments().Charge(\"k\")"),
        Of("WholeClass", "[Idempotent] public sealed class Payments { public int Charge([IdempotencyKey] string id) => Effect.Happen(); [NaturallyIdempotent(\"reads\")] public int Find(string id) => id.Length; }", "new Payments().Charge(\"k\")"),
        Of("WholeStaticClass", "[Idempotent] public static class Payments { extension([IdempotencyKey] string id) { public int Charge() => Effect.Happen(); } }", "\"k\".Charge()"),
        Of("KeywordNames", "public sealed class @class { [Idempotent] public int @event([IdempotencyKey] string @params, int @in) => Effect.Happen(); }", "new @class().@event(\"k\", 1)"),
        Of("LettersOfOtherScripts", "public sealed class Zahlungstätigkeit { [Idempotent] public int Größe([IdempotencyKey] string größe) => Effect.Happen(); }", "new Zahlungstätigkeit().Größe(\"k\")"),

        // Generics.
        Of("GenericMethod", "public sealed class Payments { [Idempotent] public int Charge<T>([IdempotencyKey] string id, [IdempotencyIgnore] T more) => Effect.Happen(); }", "new Payments().Charge(\"k\", 1)"),
        Of("GenericResult", "public sealed class Payments { [Idempotent] public Task<T?> ChargeAsync<T>([IdempotencyKey] string id) { Effect.Happen(); return Task.FromResult(default(T)); } }", "new Payments().ChargeAsync<int>(\"k\")"),
        Of("GenericClass", "public sealed class Payments<T> { [Idempotent] public int Charge([IdempotencyKey] string id, [IdempotencyIgnore] T? more = default) => Effect.Happen(); }", "new Payments<string>().Charge(\"k\")"),
        Of("GenericMethodOfNestedGenerics", "public static class Outer<T> { public sealed class Inner<U> { [Idempotent] public int Charge<V>([IdempotencyKey] string id, [IdempotencyIgnore] (T?, U?, V?) more) => Effect.Happen(); } }", "new Outer<int>.Inner<string>().Charge<bool>(\"k\", default)"),
        Of("GenericStaticClass", "public static class Payments<T> { [Idempotent] public static int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "Payments<int>.Charge(\"k\")"),
        Of("GenericReadonlyStruct", "public readonly struct Payments<T> { [Idempotent] public int Charge<U>([IdempotencyKey] string id) => Effect.Happen(); }", "default(Payments<int>).Charge<string>(\"k\")"),
        Of("ConstraintsOfAMethod", "public sealed class Payments { [Idempotent] public int Charge<A, B, C, D, E>([IdempotencyKey] string id) where A : struct where B : class? where C : notnull where D : unmanaged, Enum where E : List<A>, new() => Effect.Happen(); }", "new Payments().Charge<int, string?, string, DayOfWeek, List<int>>(\"k\")"),
        Of("ConstraintsOfAClass", "public sealed class Payments<T> where T : class, IComparable<T> { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments<string>().Charge(\"k\")"),
        Of("KeyOfATypeParameter", "public sealed class Payments<T> where T : IIdempotencyKeyPart { [Idempotent] public int Charge([IdempotencyKey] T id) => Effect.Happen(); } public sealed class Id : IIdempotencyKeyPart { public void WriteKey(ref global::Idempotent.Keys.KeyWriter writer) => writer.Write(\"k\"); }", "new Payments<Id>().Charge(new())"),

        // Extensions.
        Of("ExtensionMethod", "public sealed record Order(string Id); public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] this Order order) => Effect.Happen(); }", "new Order(\"k\").Charge()"),
        Of("ExtensionOfAnInterface", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] this IReadOnlyList<string> ids) => Effect.Happen(); }", "new List<string> { \"k\" }.Charge()"),
        Of("ExtensionOfATypeParameter", "public static class Payments { [Idempotent] public static int Charge<T>([IdempotencyIgnore] this T order, [IdempotencyKey] string id) => Effect.Happen(); }", "5.Charge(\"k\")"),
        Of("ExtensionOfATuple", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] this (int Number, string? Name) order) => Effect.Happen(); }", "(1, \"k\").Charge()"),
        Of("ExtensionOfAnEnum", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] this DayOfWeek day) => Effect.Happen(); }", "DayOfWeek.Friday.Charge()"),
        Of("ExtensionByReadonlyReference", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] this in Guid id) => Effect.Happen(); }", "Guid.Empty.Charge()"),
        Of("ExtensionBlock", "public static class Payments { extension([IdempotencyKey] string id) { [Idempotent] public int Charge(int amount) => Effect.Happen(); } }", "\"k\".Charge(1)"),
        Of("ExtensionBlockWithGenerics", "public static class Payments { extension<T>([IdempotencyKey] List<string> ids) where T : class { [Idempotent] public int Charge<U>([IdempotencyIgnore] T? one, [IdempotencyIgnore] U two) where U : struct => Effect.Happen(); } }", "new List<string> { \"k\" }.Charge<string, int>(null, 1)"),
        Of("ExtensionBlockOfStatics", "public static class Payments { extension(string) { [Idempotent] public static int Charge([IdempotencyKey] string id) => Effect.Happen(); } }", "string.Charge(\"k\")"),
        Of("ExtensionBlockOfGenericStatics", "public static class Payments { extension<T>(List<T>) { [Idempotent] public static int Charge([IdempotencyKey] string id) => Effect.Happen(); } }", "List<int>.Charge(\"k\")"),
        Of("ExtensionBlockByReadonlyReference", "public static class Payments { extension([IdempotencyKey] in Guid id) { [Idempotent] public int Charge() => Effect.Happen(); } }", "Guid.Empty.Charge()"),
        Of("ExtensionBlockWhoseCallIsStatic", "public static class Payments { extension([IdempotencyKey] string id) { [Idempotent] public int Charge(int amount) => Effect.Happen(); } }", "Payments.Charge(\"k\", 1)"),
        Of("ExtensionWhoseCallIsStatic", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] this string id, int amount) => Effect.Happen(); }", "Payments.Charge(amount: 1, id: \"k\")"),

        // The result.
        Of("Void", "public sealed class Payments { [Idempotent] public void Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")"),
        Of("PlainTask", "public sealed class Payments { [Idempotent] public async Task ChargeAsync([IdempotencyKey] string id) { await Task.Yield(); Effect.Happen(); } }", "new Payments().ChargeAsync(\"k\")"),
        Of("PlainValueTask", "public sealed class Payments { [Idempotent] public async ValueTask ChargeAsync([IdempotencyKey] string id) { await Task.Yield(); Effect.Happen(); } }", "new Payments().ChargeAsync(\"k\").AsTask()"),
        Of("ValueTaskOfAValue", "public static class Payments { [Idempotent] public static async ValueTask<decimal> ChargeAsync([IdempotencyKey] string id) { await Task.Yield(); return Effect.Happen(); } }", "Payments.ChargeAsync(\"k\").AsTask()"),
        Of("NullResult", "public sealed class Payments { [Idempotent] public string? Charge([IdempotencyKey] string? id) { Effect.Happen(); return null; } }", "new Payments().Charge(null)"),
        Of("TupleResult", "public sealed class Payments { [Idempotent] public (int Number, string? Name) Charge([IdempotencyKey] string id) => (Effect.Happen(), null); }", "new Payments().Charge(\"k\").Number"),

        // Parameters.
        Of("ByReadonlyReference", "public sealed class Payments { [Idempotent] public int Charge([IdempotencyKey] in Guid id, ref readonly decimal amount) { Effect.Happen(); return (int)amount; } }", "new Payments().Charge(Guid.Empty, in One)", "private static readonly decimal One = 1m;"),
        Of("ParamsArray", "public sealed class Payments { [Idempotent] public int Charge(params string[] ids) => Effect.Happen(); }", "new Payments().Charge(\"k\", \"l\")"),
        Of("ParamsList", "public sealed class Payments { [Idempotent] public int Charge([IdempotencyKey] string id, params IReadOnlyList<int> more) => Effect.Happen(); }", "new Payments().Charge(\"k\", 1, 2)"),
        Of("DefaultValues", "public sealed class Payments { [Idempotent] public int Charge([IdempotencyKey] string id = \"k\", int amount = 5, DayOfWeek day = DayOfWeek.Friday, decimal price = 1.5m, string? text = null, Guid guid = default) => Effect.Happen(); }", "new Payments().Charge(day: DayOfWeek.Monday)"),
        Of("CallerInformation", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] string id, [System.Runtime.CompilerServices.CallerMemberName] string by = \"\", [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(id))] string text = \"\") { Effect.Happen(); return by == \"Run\" && text == \"\\\"k\\\"\" ? 1 : throw new InvalidOperationException(by + text); } }", "Payments.Charge(\"k\")"),
        Of("DynamicParameter", "public sealed class Payments { [Idempotent] public int Charge([IdempotencyKey] string id, [IdempotencyIgnore] dynamic? more) => Effect.Happen(); }", "new Payments().Charge(\"k\", (object)1)"),
        Of("ParametersNamedLikeEmittedOnes", "public sealed class Payments { [Idempotent] public int Charge([IdempotencyKey] string self, int state, int key, int fingerprint, int token, int s_charge, int Item1, int Rest, int Charge) => Effect.Happen(); }", "new Payments().Charge(\"k\", 1, 2, 3, 4, 5, 6, 7, 8)"),
        Of("OneParameterOfAStaticMethod", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] string Item1) => Effect.Happen(); }", "Payments.Charge(\"k\")"),
        Of("OnlyATokenBesideTheReceiver", "public static class Payments { [Idempotent] public static async Task<int> ChargeAsync([IdempotencyKey] this string id, CancellationToken token) { await Task.Delay(0, token); return Effect.Happen(); } }", "\"k\".ChargeAsync(default)"),
        Of("ObjectAsKey", "public sealed record Line(string Name, int Count); public sealed record Order(string Id, IReadOnlyList<Line> Lines); public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] Order order) => Effect.Happen(); }", "Payments.Charge(new(\"k\", [new(\"a\", 1)]))"),
        Of("Overloads", "public static class Payments { [Idempotent(Name = \"overloads.one\")] public static int Charge([IdempotencyKey] string id) => Effect.Happen(); [Idempotent(Name = \"overloads.two\")] public static int Charge([IdempotencyKey] int id) => Effect.Happen(); }", "Payments.Charge(5)"),
        Of("NamesThatDifferByCase", "public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] string id) => Effect.Happen(); [Idempotent] public static int CHARGE([IdempotencyKey] string id) => 0; }", "Payments.Charge(\"k\") + Payments.CHARGE(\"k\")"),

        // What attributes say.
        Of("EverySetting", "public sealed class Declined(string message) : Exception(message); public sealed class Payments { [Idempotent(ExpiresAfter = \"2d\", Lease = \"5s\", WhenInProgress = WhenInProgress.Reject, WhenFailed = WhenFailed.Store, MaxAttempts = 3, StoredExceptions = [typeof(Declined)])] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")"),
        Of("Callback", "public sealed class Payments { [Idempotent(WhenAbandoned = WhenAbandoned.Hold, Reconcile = nameof(FindAsync))] public int Charge([IdempotencyKey] string id) => Effect.Happen(); internal Task<Reconciled<int>> FindAsync(string id) => Task.FromResult(Reconciled<int>.Unknown); }", "new Payments().Charge(\"k\")"),
        Of("ObsoleteMethod", "public sealed class Payments { [Obsolete(\"old\", DiagnosticId = \"SHOP1\")] [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")", "#pragma warning disable SHOP1\n"),
        Of("ExperimentalMethod", "public sealed class Payments { [System.Diagnostics.CodeAnalysis.Experimental(\"SHOP2\")] [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")", "#pragma warning disable SHOP2\n"),
        Of("AnnotatedForNull", "public sealed class Payments { [Idempotent] [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(id))] public string? Charge([IdempotencyKey] string? id, [System.Diagnostics.CodeAnalysis.AllowNull] string text) { Effect.Happen(); return id; } }", "new Payments().Charge(\"k\", null).Length"),

        Of("KeyOfTheReceiver", "public class Tenant { [IdempotencyKey] protected internal string Name { get; init; } = \"\"; } public sealed class Payments : Tenant { [Idempotent] public int Charge([IdempotencyKey] string self) => Effect.Happen(); }", "new Payments { Name = \"t\" }.Charge(\"k\") + new Payments { Name = \"t\" }.Charge(\"k\")"),

        // The runtime.
        Of("RuntimeOfTheReceiver", "public sealed class Payments(IdempotencyRuntime runtime) { internal IdempotencyRuntime Runtime { get; } = runtime; [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments(runtime).Charge(\"k\")"),
        Of("RuntimeThatMayBeMissing", "public sealed class Payments { internal IdempotencyRuntime? Runtime; [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }", "new Payments().Charge(\"k\")"),
    ];

    /// <summary>The types, and a call.</summary>
    private static Shape Of(string name, string types, string call, string before = "") => new("Intercepted" + name, $$"""
        {{types}}
        public static class Shape
        {
            {{before}}
            public static Task Run(IdempotencyRuntime runtime)
            {
                using var use = IdempotencyRuntime.Use(runtime);
                return Calls.Completed(() => {{call}});
            }
        }
        """);
}
