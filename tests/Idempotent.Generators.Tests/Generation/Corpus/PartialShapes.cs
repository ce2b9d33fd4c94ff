using System.Collections.Immutable;

namespace Idempotent.Generators.Tests.Generation.Corpus;

/// <summary>Partial methods whose bodies are generated: every place, modifier, parameter and runtime that they can have.</summary>
internal static class PartialShapes
{
    /// <summary>What most shapes do: make an instance with the runtime, and call it.</summary>
    private const string Call = """
        public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync("k"); }
        """;

    /// <summary>What shapes without an instance do.</summary>
    private const string StaticCall = """
        public static class Shape { public static async Task Run(IdempotencyRuntime runtime) { using var _ = IdempotencyRuntime.Use(runtime); await Payments.ChargeAsync("k"); } }
        """;

    private const string Method = "[Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] string id);";

    private const string Core = "private Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());";

    public static ImmutableArray<Shape> All { get; } =
    [
        .. Places,
        .. PartialSignatures.All,
    ];

    private static ImmutableArray<Shape> Places =>
    [
        new("PartialWithAPrimaryConstructor", $"public sealed partial class Payments(IdempotencyRuntime runtime) {{ {Method} {Core} }} {Call}"),
        new("PartialWithANullableRuntime", $"public sealed partial class Payments(IdempotencyRuntime? runtime) {{ {Method} {Core} }} {Call}"),
        new("PartialWithANullRuntime", $$"""
            public sealed partial class Payments { private readonly IdempotencyRuntime? _runtime = null; {{Method}} {{Core}} }
            public static class Shape { public static async Task Run(IdempotencyRuntime runtime) { using var _ = IdempotencyRuntime.Use(runtime); await new Payments().ChargeAsync("k"); } }
            """),
        new("PartialWithAField", $"public sealed partial class Payments {{ private readonly IdempotencyRuntime _runtime; public Payments(IdempotencyRuntime runtime) => _runtime = runtime; {Method} {Core} }} {Call}"),
        new("PartialWithAProperty", $"public sealed partial class Payments(IdempotencyRuntime runtime) {{ private IdempotencyRuntime Runtime {{ get; }} = runtime; {Method} {Core} }} {Call}"),
        new("PartialWithAnInheritedField", $"public abstract class Base(IdempotencyRuntime runtime) {{ protected readonly IdempotencyRuntime Runtime = runtime; }} public sealed partial class Payments(IdempotencyRuntime runtime) : Base(runtime) {{ {Method} {Core} }} {Call}"),
        new("PartialWithAFieldThatAParameterHides", $$"""
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                private readonly IdempotencyRuntime id = runtime;
                {{Method}} {{Core}}
                public bool IsSet => id is not null;
            }
            {{Call}}
            """),
        new("PartialWithAStaticField", $$"""
            public static partial class Payments
            {
                internal static IdempotencyRuntime s_runtime = null!;
                [Idempotent] public static partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private static Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) { Payments.s_runtime = runtime; return Payments.ChargeAsync("k"); } }
            """),
        new("PartialStatic", $$"""
            public static partial class Payments
            {
                [Idempotent] public static partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private static Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            {{StaticCall}}
            """),
        new("PartialInsideAnIdempotentMethod", """
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private Task<int> ChargeCoreAsync(string id) => Inner.PayAsync(id);
            }
            public static partial class Inner
            {
                [Idempotent] public static partial Task<int> PayAsync([IdempotencyKey] string id);
                private static Task<int> PayCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync("k"); }
            """),
        new("PartialInAReadonlyStruct", $"public readonly partial struct Payments(IdempotencyRuntime runtime) {{ {Method} {Core} }} {Call}"),
        new("PartialReadonlyInAStruct", """
            public partial struct Payments(IdempotencyRuntime runtime)
            {
                private readonly IdempotencyRuntime _runtime = runtime;
                public int Count;
                [Idempotent] public readonly partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private readonly Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync("k"); }
            """),
        new("PartialStaticInAStruct", $"public partial struct Payments {{ public int Count; [Idempotent] public static partial Task<int> ChargeAsync([IdempotencyKey] string id); private static Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen()); }} {StaticCall}"),
        new("PartialStaticInARefStruct", $"public ref partial struct Payments {{ public ReadOnlySpan<byte> Bytes; [Idempotent] public static partial Task<int> ChargeAsync([IdempotencyKey] string id); private static Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen()); }} {StaticCall}"),
        new("PartialInARecord", $"public sealed partial record Payments(IdempotencyRuntime Runtime) {{ {Method} {Core} }} {Call}"),
        new("PartialInARecordStruct", $"public readonly partial record struct Payments(IdempotencyRuntime Runtime) {{ {Method} {Core} }} {Call}"),
        new("PartialInAGenericClass", """
            public sealed partial class Payments<TOrder, T>(IdempotencyRuntime runtime) where TOrder : class?, new() where T : struct, Enum
            {
                [Idempotent] public partial Task<TOrder?> ChargeAsync([IdempotencyKey] string id);
                private Task<TOrder?> ChargeCoreAsync(string id) { Effect.Happen(); return Task.FromResult<TOrder?>(new TOrder()); }
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments<Order, DayOfWeek>(runtime).ChargeAsync("k"); }
            public sealed class Order;
            """),
        new("PartialInANestedClass", $"public static partial class Outer<T> {{ internal partial struct Middle {{ public sealed partial class Payments(IdempotencyRuntime runtime) {{ {Method} {Core} }} }} }} public static class Shape {{ public static Task Run(IdempotencyRuntime runtime) => new Outer<int>.Middle.Payments(runtime).ChargeAsync(\"k\"); }}"),
        new("PartialInAPrivateClass", $"public partial class Outer {{ private sealed partial class Payments(IdempotencyRuntime runtime) {{ {Method} {Core} }} public static Task RunAsync(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync(\"k\"); }} public static class Shape {{ public static Task Run(IdempotencyRuntime runtime) => Outer.RunAsync(runtime); }}"),
        new("PartialWithPrivateTypes", """
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent(StoredExceptions = [typeof(Declined)])] private partial Task<Receipt> ChargeAsync([IdempotencyKey] string id, Speed speed);
                private Task<Receipt> ChargeCoreAsync(string id, Speed speed) => Task.FromResult(new Receipt(Effect.Happen()));
                public Task RunAsync() => ChargeAsync("k", Speed.Fast);
                private sealed record Receipt(int Number);
                private enum Speed { Slow, Fast }
                private sealed class Declined(string message) : Exception(message);
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).RunAsync(); }
            """),
        new("PartialInAnInterface", """
            public partial interface IPayments
            {
                IdempotencyRuntime Runtime { get; }
                [Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public sealed class Payments(IdempotencyRuntime runtime) : IPayments { public IdempotencyRuntime Runtime => runtime; }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => ((IPayments)new Payments(runtime)).ChargeAsync("k"); }
            """),
        new("PartialStaticInAVariantInterface", """
            public partial interface IPayments<in TIn, out TOut>
            {
                [Idempotent] public static partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private static Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static async Task Run(IdempotencyRuntime runtime) { using var _ = IdempotencyRuntime.Use(runtime); await IPayments<int, string>.ChargeAsync("k"); } }
            """),
        new("PartialThatImplementsAnInterface", $"public interface IPayments {{ Task<int> ChargeAsync(string id); }} public sealed partial class Payments(IdempotencyRuntime runtime) : IPayments {{ {Method} {Core} }} public static class Shape {{ public static Task Run(IdempotencyRuntime runtime) => ((IPayments)new Payments(runtime)).ChargeAsync(\"k\"); }}"),
        new("PartialThatRepeatsItsInterface", """
            public interface IPayments<T> { [Idempotent(Name = "partial.repeated", Lease = "5s")] Task<T> ChargeAsync<U>([IdempotencyKey] string id, [IdempotencyIgnore] U more); }
            public sealed partial class Payments(IdempotencyRuntime runtime) : IPayments<int>
            {
                [Idempotent] public partial Task<int> ChargeAsync<V>(string id, V more);
                private Task<int> ChargeCoreAsync<V>(string id, V more) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => ((IPayments<int>)new Payments(runtime)).AsIdempotent(runtime).ChargeAsync("k", new Version(1, 2)); }
            """),
        new("PartialOfATypeThatIsAnnotated", """
            [Idempotent(Name = "partial.type")]
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                public partial Task<int> ChargeAsync([IdempotencyKey] string id);
                public Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync("k"); }
            """),
        new("PartialThatCallsItself", """
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
                public async Task ChargeTwiceAsync() { await ChargeAsync("k"); await this.ChargeAsync("k"); }
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeTwiceAsync(); }
            """),
        new("PartialWithAnInheritedCore", $"public abstract class Base {{ protected virtual Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen()); }} public sealed partial class Payments(IdempotencyRuntime runtime) : Base {{ {Method} }} {Call}"),
        new("PartialWithAnAbstractCore", $"public abstract partial class Base(IdempotencyRuntime runtime) {{ {Method} protected abstract Task<int> ChargeCoreAsync(string id); }} public sealed class Payments(IdempotencyRuntime runtime) : Base(runtime) {{ protected override Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen()); }} {Call}"),
        new("PartialWithAKeyProperty", """
            public abstract class Base { [IdempotencyKey] public required string Shop { get; init; } }
            public sealed partial class Payments(IdempotencyRuntime runtime) : Base
            {
                [IdempotencyKey] private int Till => 3;
                [Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static async Task Run(IdempotencyRuntime runtime) { await new Payments(runtime) { Shop = "a" }.ChargeAsync("k"); await new Payments(runtime) { Shop = "a" }.ChargeAsync("k"); } }
            """),
        new("PartialInTheGlobalNamespace", "namespace Shapes.PartialInTheGlobalNamespace { public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new global::GlobalPartial(runtime).ChargeAsync(\"k\"); } } public sealed partial class GlobalPartial(IdempotencyRuntime runtime) { [Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] string id); private Task<int> ChargeCoreAsync(string id) => Task.FromResult(Shapes.Effect.Happen()); }"),
        new("PartialInANamespaceOfKeywords", "namespace @class.@event { public sealed partial class @void(IdempotencyRuntime @this) { [Idempotent] public partial Task<int> @switchAsync([IdempotencyKey] string @params, int @state); private Task<int> switchCoreAsync(string @params, int @state) => Task.FromResult(Shapes.Effect.Happen()); } } namespace Shapes.PartialInANamespaceOfKeywords { public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new @class.@event.@void(runtime).@switchAsync(\"k\", 1); } }"),
        new("PartialAcrossParts", $"public sealed partial class Payments {{ {Method} }} public sealed partial class Payments {{ {Core} }} public sealed partial class Payments(IdempotencyRuntime runtime); {Call}"),
    ];
}
