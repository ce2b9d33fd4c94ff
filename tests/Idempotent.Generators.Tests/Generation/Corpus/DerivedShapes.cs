using System.Collections.Immutable;

namespace Idempotent.Generators.Tests.Generation.Corpus;

/// <summary>Virtual and abstract members of classes, and the classes that bring them.</summary>
internal static class DerivedShapes
{
    /// <summary>Base classes in another assembly.</summary>
    public const string Library = """
        namespace Shapes.Library;
        public abstract class Job
        {
            protected Job(string name) => Name = name;
            public string Name { get; }
            [Idempotent(Name = "job.run")] protected internal abstract Task<int> RunAsync([IdempotencyKey] string id);
            public Task<int> StartAsync() => RunAsync(Name);
        }
        public class Mailer { [Idempotent(Name = "mailer.send")] public virtual Task SendAsync([IdempotencyKey] string id) { Effect.Happen(); return Task.CompletedTask; } }
        public class Plain { internal Plain(int secret) { } protected Plain() { } private protected Plain(long secret) { } public virtual Task<int> RunAsync(string id) => Task.FromResult(0); internal virtual void Hidden() { } }
        public class Repository<TKey, TItem> where TKey : IIdempotencyKeyPart where TItem : class
        {
            [Idempotent(Name = "repository.save")] public virtual Task<TItem?> SaveAsync([IdempotencyKey] TKey key, [IdempotencyIgnore] TItem? item) { Effect.Happen(); return Task.FromResult(item); }
        }
        """;

    public static ImmutableArray<Shape> All { get; } =
    [
        Of("VirtualMember", "public class Payments { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }"),
        Of("SelfCall", """
            public class Payments
            {
                [Idempotent] protected virtual Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen());
                public async Task<int> ChargeAsync(string id) => await RunAsync(id) + await this.RunAsync(id);
            }
            """),
        Of("ProtectedMember", "public class Payments { [Idempotent] protected virtual Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); public Task<int> ChargeAsync(string id) => RunAsync(id); }"),
        Of("InternalMember", "public class Payments { [Idempotent] internal virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }"),
        Of("ProtectedInternalMember", "public class Payments { [Idempotent] protected internal virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }"),
        Of("PrivateProtectedMember", "public class Payments { [Idempotent] private protected virtual Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); public Task<int> ChargeAsync(string id) => RunAsync(id); }"),
        Of("InternalClass", "internal class Payments { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }"),
        Of("AnnotatedClass", "[Idempotent(Name = \"annotated\")] public class Payments { public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); [NaturallyIdempotent(\"reads\")] public virtual int Read() => 0; protected virtual void Helper() { } public override string ToString() => \"\"; }"),
        Of("AbstractMember", """
            public abstract class Base { [Idempotent] public abstract Task<int> ChargeAsync([IdempotencyKey] string id); }
            public class Payments : Base { public override Task<int> ChargeAsync(string id) => Task.FromResult(Effect.Happen()); }
            """),
        Of("AbstractMemberOfAProtectedInternalBase", """
            public abstract class Base { protected internal abstract Task<int> RunAsync(string id); public Task<int> ChargeAsync(string id) => RunAsync(id); }
            public class Payments : Base { [Idempotent] protected internal override Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }
            """),
        Of("InheritedMember", """
            public class Base { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }
            public class Payments : Base;
            """),
        Of("OverrideThatCallsItsBase", """
            public class Base { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }
            public class Payments : Base { public override async Task<int> ChargeAsync(string number) => await base.ChargeAsync(number) + 1; }
            """),
        Of("OverrideWithANameOfItsOwn", """
            public class Base { [Idempotent(Lease = "5s")] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(0); }
            public class Payments : Base { [Idempotent(Name = "own")] public override Task<int> ChargeAsync(string id) => Task.FromResult(Effect.Happen()); }
            """),
        Of("ThreeGenerations", """
            public abstract class Oldest { [Idempotent] public abstract Task<int> ChargeAsync([IdempotencyKey] string id); }
            public abstract class Older : Oldest { public override Task<int> ChargeAsync(string id) => Task.FromResult(0); }
            public class Payments : Older { public override Task<int> ChargeAsync(string id) => Task.FromResult(Effect.Happen()); }
            """),
        Of("ReabstractedMember", """
            public class Oldest { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(0); }
            public abstract class Older : Oldest { public abstract override Task<int> ChargeAsync(string id); }
            public class Payments : Older { public override Task<int> ChargeAsync(string id) => Task.FromResult(Effect.Happen()); }
            """),
        Of("CovariantReturn", """
            public class Receipt { public int Number { get; init; } }
            public sealed class LongReceipt : Receipt;
            public class Base { [Idempotent] public virtual Receipt ChargeAsync([IdempotencyKey] string id) => new(); }
            public class Payments : Base { public override LongReceipt ChargeAsync(string id) => new() { Number = Effect.Happen() }; }
            """),
        Of("WiderNullability", """
            public class Base { [Idempotent] public virtual Task<string?> ChargeAsync([IdempotencyKey] string id) => Task.FromResult<string?>(null); }
            public class Payments : Base { public override Task<string?> ChargeAsync(string? id) { Effect.Happen(); return Task.FromResult<string?>(null); } }
            """),
        Of("MemberOfAnInterfaceToo", """
            public interface IPayments { Task<int> ChargeAsync(string id); }
            public class Base { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(0); }
            public class Payments : Base, IPayments { public override Task<int> ChargeAsync(string id) => Task.FromResult(Effect.Happen()); }
            """),
        new("CalledByItsInterface", """
            public interface IPayments { Task<int> ChargeAsync(string id); }
            public class Base { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(0); }
            public class Payments : Base, IPayments { public override Task<int> ChargeAsync(string id) => Task.FromResult(Effect.Happen()); }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) { IPayments payments = new PaymentsIdempotent(runtime); return payments.ChargeAsync("k"); } }
            """),
        new("AnnotatedOverrideOfAnInterface", """
            public interface IPayments { Task<int> ChargeAsync(string id); Task<int> RefundAsync(string id); }
            public class Base { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(0); }
            public class Payments : Base, IPayments
            {
                [Idempotent(Name = "again")] public override Task<int> ChargeAsync(string id) => Task.FromResult(Effect.Happen());
                [Idempotent] public Task<int> RefundAsync([IdempotencyKey] string id) => ChargeAsync(id);
            }
            public static class Shape
            {
                public static async Task Run(IdempotencyRuntime runtime) { var payments = ((IPayments)new PaymentsIdempotent(runtime)).AsIdempotent(runtime); await payments.RefundAsync("k"); await payments.ChargeAsync("k"); }
            }
            """),
        new("TwoClosingsOfAGenericClass", """
            public class Base { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(1); }
            public class Payments<T> : Base { public override Task<int> ChargeAsync(string id) => Task.FromResult(typeof(T) == typeof(int) ? Effect.Happen() : -1); }
            public static class Shape
            {
                public static async Task Run(IdempotencyRuntime runtime)
                {
                    if (await new PaymentsIdempotent<string>(runtime).ChargeAsync("k") != -1 || await new PaymentsIdempotent<int>(runtime).ChargeAsync("k") == -1) { throw new InvalidOperationException("One implementation was answered with another's outcome."); }
                }
            }
            """),
        new("BesideADecoratedMember", """
            public interface IPayments { Task<int> RefundAsync(string id); }
            public class Payments : IPayments
            {
                [Idempotent] public virtual Task<int> RefundAsync([IdempotencyKey] string id) => ChargeAsync(id);
                [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape
            {
                public static async Task Run(IdempotencyRuntime runtime) { Payments payments = new PaymentsIdempotent(runtime); await payments.ChargeAsync("k"); await ((IPayments)payments).AsIdempotent(runtime).RefundAsync("k"); }
            }
            """),
        Of("EveryReturnShape", """
            public class Payments
            {
                [Idempotent] public virtual void Void([IdempotencyKey] string id) { }
                [Idempotent] public virtual int? Value([IdempotencyKey] string id) => null;
                [Idempotent] public virtual Task TaskAsync([IdempotencyKey] string id) => Task.CompletedTask;
                [Idempotent] public virtual ValueTask ValueTaskAsync([IdempotencyKey] string id) => default;
                [Idempotent] public virtual ValueTask<(int A, string? B)> TupleAsync([IdempotencyKey] string id, CancellationToken ct = default) => new((1, null));
                public async Task<int> ChargeAsync(string id)
                {
                    Void(id); Value(id); await TaskAsync(id); await ValueTaskAsync(id); await TupleAsync(id);
                    return await RunAsync(id);
                }
                [Idempotent] protected virtual ValueTask<int> RunAsync([IdempotencyKey] string id) => new(Effect.Happen());
            }
            """),
        Of("EveryParameter", """
            public class Payments
            {
                [Idempotent] public virtual Task<int> RunAsync(CancellationToken first, [IdempotencyKey] in Guid id, ref readonly int number, string? note = null, DayOfWeek day = DayOfWeek.Monday, params string[] rest) => Task.FromResult(Effect.Happen());
                public Task<int> ChargeAsync(string id) { var number = id.Length; return RunAsync(default, in s_id, in number, rest: ["a", "b"]); }
                private static readonly Guid s_id = new("11111111-1111-1111-1111-111111111111");
            }
            """),
        Of("NamesOfLocals", """
            public class Payments
            {
                [Idempotent] public virtual Task<int> RunAsync([IdempotencyKey] string key, string fingerprint, string state, string token, int runtime, int self, int Runtime, int Item1, int Rest, int @this, CancellationToken ct = default) => Task.FromResult(Effect.Happen());
                public Task<int> ChargeAsync(string id) => RunAsync(id, "", "", "", 1, 2, 3, 4, 5, 6);
            }
            """),
        Of("NamesOfTheDerivedClass", """
            public class Payments(int runtime = 1)
            {
                protected int _runtime = runtime; protected int Runtime => _runtime; public int self; internal int s_chargeAsync; public void ChargeAsyncBody() { } protected class ChargeAsyncOperation; public string sensitive = "";
                [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id, [IdempotencyIgnore] int ignored = 0) => Task.FromResult(Effect.Happen() + Runtime);
            }
            """),
        Of("KeywordNames", "public class @class { [Idempotent] public virtual Task<int> @new([IdempotencyKey] string @string, int @await = 1) => Task.FromResult(Effect.Happen()); } public class Payments : @class { public Task<int> ChargeAsync(string id) => @new(id); }"),
        Of("Overloads", """
            public class Payments
            {
                [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen());
                [Idempotent(Name = "by.number")] public virtual Task<int> ChargeAsync([IdempotencyKey] int id) => Task.FromResult(0);
                public Task<int> ChargeAsync(object id) => Task.FromResult(0);
                public Task<int> ChargeAsync(string id, params int[] more) => Task.FromResult(0);
            }
            """),
        Of("GenericMember", """
            public class Payments
            {
                [Idempotent] protected virtual Task<T?> RunAsync<T, U>([IdempotencyKey] string id, [IdempotencyIgnore] T? value, [IdempotencyIgnore] List<U>? others) where T : class, IComparable<T> where U : struct { Effect.Happen(); return Task.FromResult(value); }
                public async Task<int> ChargeAsync(string id) => (await RunAsync<string, int>(id, "x", null))!.Length;
            }
            """),
        Of("GenericMemberUnderOtherNames", """
            public abstract class Base { [Idempotent] protected abstract Task<T?> RunAsync<T>([IdempotencyKey] T id) where T : struct, IIdempotencyKeyPart; }
            public readonly struct Id : IIdempotencyKeyPart { public void WriteKey(ref global::Idempotent.Keys.KeyWriter writer) => writer.Write("k"); }
            public class Payments : Base
            {
                protected override Task<TOther?> RunAsync<TOther>(TOther other) { Effect.Happen(); return Task.FromResult<TOther?>(other); }
                public Task ChargeAsync(string id) => RunAsync(new Id());
            }
            """),
        Of("GenericMemberWithoutConstraints", """
            public class Payments
            {
                [Idempotent] protected virtual Task<T?> RunAsync<T>([IdempotencyKey] string id, [IdempotencyIgnore] T? value) { Effect.Happen(); return Task.FromResult(value); }
                public async Task<int> ChargeAsync(string id) => (await RunAsync(id, "x"))!.Length;
            }
            """),
        Of("GenericClass", "public class Payments<T> where T : notnull { [Idempotent] public virtual Task<T> ChargeAsync([IdempotencyKey] string id, [IdempotencyIgnore] T value = default!) { Effect.Happen(); return Task.FromResult(value); } }", "new PaymentsIdempotent<int>(runtime)", "Payments<int>"),
        Of("ClosedGenericBase", """
            public sealed class Id : IIdempotencyKeyPart { public void WriteKey(ref global::Idempotent.Keys.KeyWriter writer) => writer.Write("k"); }
            public abstract class Base<TKey, TValue> where TKey : IIdempotencyKeyPart { [Idempotent] public virtual Task<TValue?> RunAsync([IdempotencyKey] TKey id) { Effect.Happen(); return Task.FromResult(default(TValue)); } }
            public class Payments : Base<Id, List<int>> { public Task ChargeAsync(string id) => RunAsync(new Id()); }
            """),
        Of("GenericClassOfAGenericBase", """
            public class Base<T> { [Idempotent] public virtual Task<T> ChargeAsync([IdempotencyKey] string id) { Effect.Happen(); return Task.FromResult(default(T)!); } }
            public class Payments<A, B> : Base<Dictionary<B, A>> where B : notnull;
            """, "new PaymentsIdempotent<int, string>(runtime)", "Payments<int, string>"),
        Of("NestedClass", "public static class Outer { public class Payments { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); } }", Found("Outer.Payments"), "Outer.Payments"),
        Of("NestedInAGenericClass", "public class Outer<T> where T : class { public class Payments<U> { [Idempotent] public virtual Task<T?> ChargeAsync([IdempotencyKey] string id, [IdempotencyIgnore] U? value = default) { Effect.Happen(); return Task.FromResult<T?>(null); } } }", Found("Outer<string>.Payments<int>"), "Outer<string>.Payments<int>"),
        Of("PrimaryConstructor", "public class Payments(int amount, string? note = null) { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen() + amount + (note?.Length ?? 0)); }", "new PaymentsIdempotent(runtime, 5)"),
        Of("EveryConstructor", """
            public unsafe class Payments
            {
                public Payments(in Guid id, ref int count, out string name, params object?[] rest) { name = ""; count++; }
                [Obsolete("old", true)] public Payments(string runtime) { }
                public Payments(ReadOnlySpan<char> text, scoped Span<int> numbers, ref readonly int number) { }
                public Payments(int* pointer, dynamic anything) { }
                protected Payments(DayOfWeek day = DayOfWeek.Friday, decimal amount = 1.5m) { }
                private protected Payments(Secret secret) { }
                private Payments(long number) { }
                internal sealed class Secret;
                protected Payments(Hidden hidden) { }
                protected sealed class Hidden;
                static Payments() { }
                [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen());
            }
            """, "Make(runtime)", "Payments", "private static Payments Make(IdempotencyRuntime runtime) { var count = 0; return new PaymentsIdempotent(runtime, Guid.Empty, ref count, out _, 1, null); }"),
        Of("RequiredMembers", "public class Payments { public required string Currency { get; init; } public required int Count; [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen() + Currency.Length); }", "new PaymentsIdempotent(runtime) { Currency = \"EUR\", Count = 1 }"),
        Of("SetsRequiredMembers", "public class Payments { [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Payments(string currency) => Currency = currency; public Payments() { } public required string Currency { get; set; } [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }", "new PaymentsIdempotent(runtime, \"EUR\")"),
        Of("ProtectedConstructorOnly", "public class Payments { protected Payments(int shard) { } [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }", "new PaymentsIdempotent(runtime, 1)"),
        Of("ServiceKeys", "using Microsoft.Extensions.DependencyInjection;\npublic class Payments { [ActivatorUtilitiesConstructor] public Payments([ServiceKey] string key, [FromKeyedServices((long)5)] object? other = null, [FromKeyedServices] object? same = null, [FromKeyedServices(null)] object? none = null) { } [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }", "new PaymentsIdempotent(runtime, \"k\")"),
        Of("ObsoleteMember", "public class Base { [Obsolete(\"old\", true)] [Idempotent] public virtual Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); } public class Payments : Base { [Obsolete(\"old\")] public Task<int> ChargeAsync(string id) => RunAsync(id); }"),
        Of("ExperimentalClass", "#pragma warning disable EXP2\n[System.Diagnostics.CodeAnalysis.Experimental(\"EXP2\")] public class Payments { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }"),
        Of("Oblivious", "#nullable disable\npublic class Payments(string text = null) { [Idempotent] public virtual Task<string> ChargeAsync([IdempotencyKey] string id, string note = null) { Effect.Happen(); return Task.FromResult(text); } }"),
        Of("FlowAttributes", "public class Payments { [Idempotent] [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(note))] public virtual string? Run([IdempotencyKey] string id, string? note) { Effect.Happen(); return note; } public string ChargeAsync(string id) => Run(id, \"x\"); }"),
        Of("DynamicAndObject", "public class Payments { [Idempotent] public virtual Task<(int, int)> RunAsync([IdempotencyKey] string id, [IdempotencyIgnore] dynamic? any = null, [IdempotencyIgnore] object? other = null) { Effect.Happen(); return Task.FromResult((1, 2)); } public Task ChargeAsync(string id) => RunAsync(id, 1, 2); }"),
        Of("KeyOfItsOwn", """
            public class Payments
            {
                [IdempotencyKey] protected string Tenant { get; set; } = "t";
                [IdempotencyKey(Sensitive = false)] public virtual int Shard => 1;
                [Idempotent] public virtual Task<int> ChargeAsync(string id, [IdempotencyKey] int number = 1) => Task.FromResult(Effect.Happen());
            }
            """),
        Of("Reconciled", """
            public class Base { protected Task<Reconciled<int>> FindAsync(string id, CancellationToken ct) => Task.FromResult(Reconciled<int>.Unknown); }
            public class Payments : Base { [Idempotent(WhenAbandoned = WhenAbandoned.Hold, Reconcile = nameof(FindAsync))] public virtual Task<int> ChargeAsync([IdempotencyKey] string id, CancellationToken ct = default) => Task.FromResult(Effect.Happen()); }
            """),
        Of("DisposableClass", "public class Payments : IDisposable, IAsyncDisposable { public void Dispose() { } public virtual ValueTask DisposeAsync() => default; ~Payments() { } [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }"),
        Of("EverythingElse", """
            public abstract class Base<T> { public abstract T this[int i] { get; set; } public abstract event Action<T>? Changed; public abstract int Count { get; } protected abstract ref T Ref(); public abstract bool TryGet(string key, out T value); }
            public class Payments : Base<int>, IEnumerable<int>
            {
                private int _item;
                public override int this[int i] { get => i; set { } } public override event Action<int>? Changed; public override int Count => 1; protected override ref int Ref() => ref _item; public override bool TryGet(string key, out int value) { value = 1; return true; }
                public IEnumerator<int> GetEnumerator() { yield return 1; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
                public static Payments operator +(Payments a, Payments b) => a; public static implicit operator int(Payments a) => a.Count; public override bool Equals(object? obj) => obj is Payments; public override int GetHashCode() => 1;
                [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) { Changed?.Invoke(1); return Task.FromResult(Effect.Happen()); }
            }
            """),
        Of("PartialClass", "public partial class Payments { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); } public partial class Payments { [Idempotent] public virtual int Other([IdempotencyKey] string id) => 1; }"),
        Of("NameTaken", "public class PaymentsIdempotent; public class Payments { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); }", Found("Payments")),
        Of("BaseInAnotherAssembly", "public class Payments : Shapes.Library.Mailer { public Task ChargeAsync(string id) => SendAsync(id); }"),
        Of("AbstractBaseInAnotherAssembly", "public class Payments(string name) : Shapes.Library.Job(name) { protected override Task<int> RunAsync(string id) => Task.FromResult(Effect.Happen()); public Task ChargeAsync(string id) => StartAsync(); }", "new PaymentsIdempotent(runtime, \"k\")"),
        Of("OverrideOfAnotherAssembly", "public class Payments : Shapes.Library.Plain { [Idempotent] public override Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(Effect.Happen()); public Task ChargeAsync(string id) => RunAsync(id); }"),
        Of("GenericBaseInAnotherAssembly", """
            public readonly struct Id : IIdempotencyKeyPart { public void WriteKey(ref global::Idempotent.Keys.KeyWriter writer) => writer.Write("k"); }
            public class Payments<T> : Shapes.Library.Repository<Id, T> where T : class { public Task ChargeAsync(string id) => SaveAsync(new(), null); }
            """, "new PaymentsIdempotent<string>(runtime)", "Payments<string>"),
        new("MadeByAnotherAssembly", "public static class Shape { public static Task Run(IdempotencyRuntime runtime) { Shapes.Library.Mailer mailer = new Shapes.Library.MailerIdempotent(runtime); return mailer.SendAsync(\"k\"); } }"),
        new("GlobalNamespace", """
            namespace Shapes.GlobalNamespace { public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new PaymentsOfNobodyIdempotent(runtime).ChargeAsync("k"); } }
            public class PaymentsOfNobody { [Idempotent] public virtual Task<int> ChargeAsync([IdempotencyKey] string id) => Task.FromResult(Shapes.Effect.Happen()); }
            """),
        new("MisleadingNames", """
            public class Task; public class String; public class IdempotencyRuntime; public class KeyWriter; public class System;
            public class Payments { [Idempotent] public virtual global::System.Threading.Tasks.Task<int> ChargeAsync([IdempotencyKey] string id) => global::System.Threading.Tasks.Task.FromResult(Effect.Happen()); }
            public static class Shape { public static global::System.Threading.Tasks.Task Run(global::Idempotent.IdempotencyRuntime runtime) => new PaymentsIdempotent(runtime).ChargeAsync("k"); }
            """),
    ];

    /// <summary>A shape that is made as its derived class and called as its base class's <c>ChargeAsync("k")</c>.</summary>
    private static Shape Of(string name, string source, string make = "new PaymentsIdempotent(runtime)", string type = "Payments", string maker = "") => new(name, $$"""
        {{source}}
        public static class Shape
        {
            {{maker}}
        #pragma warning disable CS0612, CS0618, CS8600
            public static Task Run(IdempotencyRuntime runtime) { {{type}} made = {{make}}; object? result = made.ChargeAsync("k"); return result as Task ?? Task.CompletedTask; }
        }
        """);

    /// <summary>Makes the derived class of a class where its name ends with a hash.</summary>
    private static string Found(string type) => $"({type})Derived.New(typeof({type}), runtime)";
}
