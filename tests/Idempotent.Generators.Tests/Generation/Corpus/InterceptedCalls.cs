using System.Collections.Immutable;

namespace Idempotent.Generators.Tests.Generation.Corpus;

/// <summary>Places where a method is called that nothing can stand in front of.</summary>
internal static class InterceptedCalls
{
    /// <summary>What the shapes call in the assembly that they reference.</summary>
    public const string Library = """
        namespace Shapes;
        public static class Calls
        {
            public static Task Completed(Action call) { call(); return Task.CompletedTask; }
            public static Task Completed<T>(Func<T> call) => call() as Task ?? Task.CompletedTask;
        }
        public sealed class ReferencedPayments
        {
            [Idempotent] public Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen());
            [Idempotent] public int Charge<T>([IdempotencyKey] string id) => Effect.Happen();
        }
        public static class ReferencedStatics
        {
            [Idempotent] public static int Charge([IdempotencyKey] this string id, int amount) => Effect.Happen();
            extension([IdempotencyKey] Guid id) { [Idempotent(Name = "referenced.block")] public int Charge() => Effect.Happen(); }
        }
        public class ReferencedVirtual
        {
            [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen();
            public virtual int Other(string id) => Effect.Happen();
        }
        """;

    public static ImmutableArray<Shape> All { get; } =
    [
        // Expressions.
        Of("ConditionalAccess", "var payments = Payments.Maybe; payments?.Charge(\"k\");"),
        Of("ConditionalAccessInAChain", "var payments = new Payments[1]; payments[0] = new(); _ = payments?[0]?.Self?.Charge(\"k\").ToString() ?? \"\";"),
        Of("CallOfAResult", "Payments.Create().Self.Charge(\"k\").ToString();"),
        Of("SeveralOnOneLine", "var sum = new Payments().Charge(\"k\") + new Payments().Charge(\"k\");"),
        Of("ArgumentOfACall", "Math.Abs(new Payments().Charge(\"k\"));"),
        Of("NamedArguments", "Payments.Fixed(amount: 1, id: \"k\");"),
        Of("ForgivenReceiver", "Payments? payments = Payments.Maybe; payments!.Charge(\"k\");"),
        Of("ReceiverInParentheses", "((object)new Payments() as Payments)!.Charge(\"k\");"),
        Of("AwaitedReceiver", "(await Task.FromResult(new Payments())).Charge(\"k\");"),
        Of("ConfiguredAwait", "await new Payments().ChargeAsync(\"k\").ConfigureAwait(false);"),
        Of("Discard", "_ = new Payments().ChargeAsync(\"k\");"),
        Of("Interpolation", "var text = $\"{new Payments().Charge(\"k\"),5}\";"),
        Of("CollectionExpression", "List<int> all = [new Payments().Charge(\"k\"), .. new[] { 1 }];"),
        Of("SwitchArm", "var x = DateTime.UnixEpoch.Year switch { 1970 => new Payments().Charge(\"k\"), _ => 0 };"),
        Of("PatternAndTernary", "var x = new Payments().Charge(\"k\") is > 0 and var n ? n : 0;"),
        Of("Checked", "var x = checked(new Payments().Charge(\"k\") + 1);"),
        Of("TupleAndDeconstruction", "var (a, b) = (new Payments().Charge(\"k\"), 1);"),
        Of("ObjectInitializer", "var holder = new Holder { Number = new Payments().Charge(\"k\") };"),
        Of("WithExpression", "var row = new Row(0) with { Number = new Payments().Charge(\"k\") };"),
        Of("AnonymousObject", "var row = new { Number = new Payments().Charge(\"k\") };"),
        Of("ArrayIndex", "var numbers = new int[100_000]; var x = numbers[..new Payments().Charge(\"k\")];"),
        Of("ThrowExpressionBeside", "var x = (int?)new Payments().Charge(\"k\") ?? throw new InvalidOperationException();"),

        // Statements.
        Of("CatchFilter", "try { throw new InvalidOperationException(); } catch (InvalidOperationException) when (new Payments().Charge(\"k\") >= 0) { }"),
        Of("UsingAndForEach", "using (new Holder { Number = new Payments().Charge(\"k\") }) { foreach (var i in new int[new Payments().Charge(\"k\") * 0]) { } }"),
        Of("Lock", "lock (Payments.Gate) { new Payments().Charge(\"k\"); }"),
        Of("RefOfAStruct", "Amounts amounts = default; ref var same = ref amounts; same.Charge(\"k\");"),
        Of("ElementOfAnArrayOfStructs", "var all = new Amounts[1]; all[0].Charge(\"k\");"),
        Of("ReadonlyFieldOfAStruct", "Payments.Amounts.Charge(\"k\");"),
        Of("NullableStruct", "Amounts? amounts = default(Amounts); amounts.Value.Charge(\"k\"); amounts?.Charge(\"k\");"),

        // Functions.
        Of("Lambda", "Func<int> call = () => new Payments().Charge(\"k\"); call();"),
        Of("LambdaThatCaptures", "var payments = new Payments(); var id = \"k\"; Func<Func<int>> call = () => () => payments.Charge(id); call()();"),
        Of("AsyncLambda", "await Task.Run(async () => { await Task.Yield(); await new Payments().ChargeAsync(\"k\"); });"),
        Of("StaticLambda", "Func<Payments, int> call = static p => p.Charge(\"k\"); call(new());"),
        Of("LocalFunction", "int Call() => new Payments().Charge(\"k\"); Call();"),
        new("CallQueryOverObjects", "namespace Shapes.CallQueryOverObjects\n{\nusing System.Linq;\n" + Payments + Run("var all = (from id in new[] { \"k\" } where new Payments().Charge(id) > 0 select id).ToList();") + "\n}"),
        Of("Iterator", "foreach (var i in More.Iterate()) { }", "public static class More { public static IEnumerable<int> Iterate() { yield return new Payments().Charge(\"k\"); } }"),
        Of("AsyncIterator", "await foreach (var i in More.Iterate()) { }", "public static class More { public static async IAsyncEnumerable<int> Iterate() { await Task.Yield(); yield return await new Payments().ChargeAsync(\"k\"); } }"),
        Of("GenericCaller", "More<string>.Call(1);", "public static class More<T> { public static int Call<U>(U value) => Wide<T>.Charge(\"k\", value); } public static class Wide<T> { [Idempotent] public static int Charge<U>([IdempotencyKey] string id, [IdempotencyIgnore] U value) => Effect.Happen(); }"),
        Of("ReceiverOfATypeParameter", "More.Call(new Open());", "public class Open { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); } public static class More { public static int Call<T>(T payments) where T : Open => payments.Charge(\"k\"); }"),
        Of("TypeArgumentThatCannotBeNamed", "More.Call();", "public static class More { private sealed class Hidden; public static int Call() => new Wide<Hidden>().Charge<Hidden>(\"k\"); } public sealed class Wide<T> { [Idempotent] public int Charge<U>([IdempotencyKey] string id) => Effect.Happen(); }"),

        // Members.
        Of("FieldInitializer", "_ = new More().Number;", "public sealed class More { public int Number = new Payments().Charge(\"k\"); }"),
        Of("PropertyInitializer", "_ = new More().Number;", "public sealed class More { public int Number { get; } = new Payments().Charge(\"k\"); }"),
        Of("ConstructorInitializer", "_ = new More();", "public sealed class More { public More() : this(new Payments().Charge(\"k\")) { } public More(int number) { } }"),
        Of("ArgumentOfABaseClass", "_ = new More(\"k\");", "public class Less(int number) { public int Number => number; } public sealed class More(string id) : Less(new Payments().Charge(id));"),
        Of("Accessors", "var more = new More(); more.Number = more.Number; more.Changed += null;", "public sealed class More { public int Number { get => new Payments().Charge(\"k\"); set => new Payments().Charge(\"k\"); } public event Action? Changed { add => new Payments().Charge(\"k\"); remove { } } }"),
        Of("OperatorAndIndexer", "_ = (new More() + new More())[0];", "public sealed class More { public static More operator +(More a, More b) { new Payments().Charge(\"k\"); return a; } public int this[int i] => new Payments().Charge(\"k\"); }"),
        Of("SelfCall", "new More().Call();", "public sealed class More { public int Call() => Charge(\"k\") + this.Charge(\"k\"); [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }"),
        Of("SelfCallOfADerivedClass", "new More().Call();", "public class Less { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); } public sealed class More : Less { public int Call() => Charge(\"k\"); }"),
        Of("PartsOfAClass", "new More().Call();", "public sealed partial class More { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); } public sealed partial class More { public int Call() => Charge(\"k\"); }"),

        // Names.
        Of("GlobalName", "global::Shapes.CallGlobalName.Payments.Fixed(\"k\", 1);"),
        Of("EscapedName", "new Payments().@Charge(\"k\");"),
        new("CallUsingStatic", "namespace Shapes.CallUsingStatic\n{\n" + "using static Shapes.CallUsingStatic.Payments; using Desk = Shapes.CallUsingStatic.Payments;\n" + Payments + Run("Fixed(\"k\", 1); Desk.Fixed(\"k\", 1);") + "\n}"),

        // Another assembly.
        Of("ReferencedMethod", "await new ReferencedPayments().ChargeAsync(\"ReferencedMethod\");"),
        Of("ReferencedGenericMethod", "new ReferencedPayments().Charge<int>(\"ReferencedGenericMethod\");"),
        Of("ReferencedExtension", "\"ReferencedExtension\".Charge(1);"),
        Of("ReferencedExtensionBlock", "new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).Charge();"),
        Of("ReferencedBaseClass", "new More().Charge(\"ReferencedBaseClass\");", "public sealed class More : ReferencedVirtual;"),
    ];

    private const string Payments = """
        public sealed class Payments
        {
            public static readonly object Gate = new();
            public static readonly Amounts Amounts;
            public static Payments? Maybe => new();
            public static Payments Create() => new();
            public Payments Self => this;
            [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen();
            [Idempotent] public Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen());
            [Idempotent] public static int Fixed([IdempotencyKey] string id, int amount) => Effect.Happen();
        }
        public readonly struct Amounts { [Idempotent] public int Charge([IdempotencyKey] string id) => Effect.Happen(); }
        public sealed class Holder : IDisposable { public int Number { get; set; } public void Dispose() { } }
        public sealed record Row(int Number);

        """;

    /// <summary>The statements of a call, and types that they use beside the common ones.</summary>
    private static Shape Of(string name, string statements, string types = "") => new("Call" + name, $"{Payments}{types}\n{Run(statements)}");

    private static string Run(string statements) => $$"""
        public static class Shape
        {
            public static async Task Run(IdempotencyRuntime runtime)
            {
                using var use = IdempotencyRuntime.Use(runtime);
                await Task.CompletedTask;
                {{statements}}
            }
        }
        """;
}
