using System.Collections.Immutable;

namespace Idempotent.Generators.Tests.Generation.Corpus;

/// <summary>Members of classes that implement an interface's.</summary>
internal static class DecoratedShapes
{
    public static ImmutableArray<Shape> All { get; } =
    [
        new("ClassOfAnInterface", """
            public interface IPayments { Task<int> ChargeAsync(string id); }
            public sealed class Payments : IPayments { [Idempotent] public Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => ((IPayments)new Payments()).AsIdempotent(runtime).ChargeAsync("k"); }
            """),
        new("ExplicitMemberOfAStruct", """
            public interface IPayments { int Charge(string id); }
            public readonly struct Payments : IPayments { [Idempotent] int IPayments.Charge([IdempotencyKey] string id) => Effect.Happen(); }
            public static class Shape { public static int Run(IdempotencyRuntime runtime) => ((IPayments)new Payments()).AsIdempotent(runtime).Charge("k"); }
            """),
        new("VirtualMemberOfAnInterface", """
            public interface IPayments { Task<int> ChargeAsync(string id); }
            public class Payments : IPayments { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(0); }
            public class More : Payments { public override Task<int> ChargeAsync(string id) => Task.FromResult(Effect.Happen()); }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => ((IPayments)new More()).AsIdempotent(runtime).ChargeAsync("k"); }
            """),
        new("GenericRecord", """
            public interface IPayments<T> { ValueTask<T> ChargeAsync(T id); }
            public record Payments<T>(int Number) : IPayments<T> where T : IIdempotencyKeyPart
            {
                [Idempotent] public ValueTask<T> ChargeAsync([IdempotencyKey] T id) { Effect.Happen(); return new(id); }
            }
            public sealed class Id : IIdempotencyKeyPart { public void WriteKey(ref global::Idempotent.Keys.KeyWriter writer) => writer.Write("k"); }
            public static class Shape { public static async Task Run(IdempotencyRuntime runtime) => await new Payments<Id>(1).AsIdempotent(runtime).ChargeAsync(new()); }
            """),
    ];
}
