using System.Collections.Immutable;

namespace Idempotent.Generators.Tests.Generation.Corpus;

/// <summary>Signatures and modifiers of partial methods.</summary>
internal static class PartialSignatures
{
    public static ImmutableArray<Shape> All { get; } =
    [
        Of("PartialReturnsVoid", "public partial void Charge([IdempotencyKey] string id);", "private void ChargeCore(string id) => Effect.Happen();", "Charge(\"k\")"),
        Of("PartialReturnsAValue", "public partial decimal? Charge([IdempotencyKey] string id);", "private decimal? ChargeCore(string id) => Effect.Happen();", "Charge(\"k\")"),
        Of("PartialReturnsATask", "public partial Task ChargeAsync([IdempotencyKey] string id);", "private async Task ChargeCoreAsync(string id) { await Task.Yield(); Effect.Happen(); }", "ChargeAsync(\"k\").Wait()"),
        Of("PartialReturnsAValueTask", "public partial ValueTask ChargeAsync([IdempotencyKey] string id);", "private ValueTask ChargeCoreAsync(string id) { Effect.Happen(); return default; }", "ChargeAsync(\"k\").AsTask().Wait()"),
        Of("PartialReturnsAValueTaskOfNull", "public partial ValueTask<string?> ChargeAsync([IdempotencyKey] string id);", "private ValueTask<string?> ChargeCoreAsync(string id) { Effect.Happen(); return new((string?)null); }", "ChargeAsync(\"k\").AsTask().Wait()"),
        Of("PartialReturnsNamedTuples", "public partial (int Number, string? Text) Charge([IdempotencyKey] (Guid A, int B) id);", "private (int Number, string? Text) ChargeCore((Guid A, int B) id) => (Effect.Happen(), null);", "Charge((default, 1))"),
        Of("PartialOfTheOldKind", "partial void Charge([IdempotencyKey] string id);", "private void ChargeCore(string id) => Effect.Happen(); public void Run() => Charge(\"k\");", "Run()"),
        Of("PartialNamedAsync", "public partial int Async([IdempotencyKey] string id);", "private int AsyncCore(string id) => Effect.Happen();", "Async(\"k\")"),
        Of("PartialGeneric", "public partial T Charge<T, U>([IdempotencyKey] string id, [IdempotencyIgnore] U? more) where T : struct, IComparable<T> where U : class?;", "private T ChargeCore<T, U>(string id, U? more) where T : struct, IComparable<T> where U : class? { Effect.Happen(); return default; }", "Charge<int, string>(\"k\", null)"),
        Of("PartialGenericWithALooserCore", "public partial T? Charge<T>([IdempotencyKey] string id) where T : notnull;", "private V? ChargeCore<V>(string id) { Effect.Happen(); return default; }", "Charge<string>(\"k\")"),
        Of("PartialOverloads", "public partial int Charge([IdempotencyKey] string id); [Idempotent(Name = \"by number\")] public partial int Charge([IdempotencyKey] int id);", "private int ChargeCore(string id) => Effect.Happen(); private int ChargeCore(int id) => 0;", "Charge(\"k\")"),
        Of("PartialWithDefaults", "public partial int Charge([IdempotencyKey] string id = \"k\", DayOfWeek day = DayOfWeek.Friday, double rate = double.NaN, Guid other = default, CancellationToken ct = default);", "private int ChargeCore(string id, DayOfWeek day, double rate, Guid other, CancellationToken ct) => Effect.Happen();", "Charge()"),
        Of("PartialWithParams", "public partial int Charge([IdempotencyKey] string id, params IReadOnlyList<int> items);", "private int ChargeCore(string id, params IReadOnlyList<int> items) => Effect.Happen();", "Charge(\"k\", 1, 2, 3)"),
        Of("PartialWithAnInParameter", "public partial int Charge([IdempotencyKey] in Guid id, ref readonly int count);", "private int ChargeCore(in Guid id, ref readonly int count) => Effect.Happen();", "Charge(default, in Shape.Count)", "public static readonly int Count = 2;"),
        Of("PartialWithNamesOfTheBody", "public partial int Charge([IdempotencyKey] string key, int state, int self, int token, int fingerprint, int Item1, int Rest, int s_charge);", "private int ChargeCore(string key, int state, int self, int token, int fingerprint, int Item1, int Rest, int s_charge) => Effect.Happen();", "Charge(\"k\", 1, 2, 3, 4, 5, 6, 7)"),
        Of("PartialWithUnicodeNames", "public partial int Überweise([IdempotencyKey] string straße, int été);", "private int ÜberweiseCore(string straße, int été) => Effect.Happen();", "Überweise(\"k\", 1)"),
        Of("PartialWithMembersThatDescriptorsMeet", "public partial int Charge([IdempotencyKey] string id);", "private int ChargeCore(string id) => Effect.Happen(); private readonly int s_charge = 1; public int ChargeOperation => s_charge;", "Charge(\"k\")"),
        Of("PartialWithAttributes", "[Obsolete] [System.Diagnostics.CodeAnalysis.SuppressMessage(\"a\", \"b\")] [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(id))] public partial string? Charge([IdempotencyKey, System.Diagnostics.CodeAnalysis.AllowNull] string id);", "[return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(id))] private string? ChargeCore(string? id) { Effect.Happen(); return id; } [Obsolete] public void Run() => Charge(null);", "Run()", "", "#pragma warning disable CS0612\n"),
        Of("PartialUnsafe", "public unsafe partial int Charge([IdempotencyKey] string id);", "private unsafe int ChargeCore(string id) { int x = Effect.Happen(); return *&x; }", "Charge(\"k\")"),
        Of("PartialProtectedInternal", "protected internal partial int Charge([IdempotencyKey] string id);", "private int ChargeCore(string id) => Effect.Happen();", "Charge(\"k\")"),
        Of("PartialWithSensitiveAndIgnoredParts", "public partial int Charge([IdempotencyKey] Order order, [IdempotencyIgnore] object context, IProgress<int>? progress);", "private int ChargeCore(Order order, object context, IProgress<int>? progress) => Effect.Happen();", "Charge(new(\"k\", []), 1, null)", "", "public sealed record Order([property: IdempotencyKey(Name = \"order\")] string Id, IReadOnlyList<decimal> Lines);"),
        Of("PartialWithDynamic", "public partial int Charge([IdempotencyKey] string id, [IdempotencyIgnore] dynamic more);", "private int ChargeCore(string id, dynamic more) => Effect.Happen();", "Charge(\"k\", 2)"),
        new("PartialExtension", """
            public sealed record Order(string Id);
            public static partial class Payments
            {
                [Idempotent] public static partial Task<int> ChargeAsync(this Order order, [IdempotencyKey] string id);
                private static Task<int> ChargeCoreAsync(Order order, string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static async Task Run(IdempotencyRuntime runtime) { using var _ = IdempotencyRuntime.Use(runtime); await new Order("o").ChargeAsync("k"); } }
            """),
        new("PartialVirtual", """
            public partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent] public virtual partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync("k"); }
            """),
        new("PartialSealedOverride", """
            public abstract class Base { public abstract Task<T?> ChargeAsync<T>(string id) where T : class; }
            public partial class Payments(IdempotencyRuntime runtime) : Base
            {
                [Idempotent] public sealed override partial Task<T?> ChargeAsync<T>([IdempotencyKey] string id) where T : class;
                private Task<T?> ChargeCoreAsync<T>(string id) where T : class { Effect.Happen(); return Task.FromResult<T?>(null); }
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync<string>("k"); }
            """),
        new("PartialOverrideWithoutConstraints", """
            public abstract class Base { public abstract Task<T> ChargeAsync<T, U>(string id, U? more) where T : struct; }
            public sealed partial class Payments(IdempotencyRuntime runtime) : Base
            {
                [Idempotent] public override partial Task<T> ChargeAsync<T, U>([IdempotencyKey] string id, [IdempotencyIgnore] U? more) where U : default;
                private Task<T> ChargeCoreAsync<T, U>(string id, U? more) where T : struct { Effect.Happen(); return Task.FromResult<T>(default); }
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync<int, string>("k", null); }
            """),
        new("PartialNew", """
            public class Base { public Task<int> ChargeAsync(string id) => Task.FromResult(0); }
            public sealed partial class Payments(IdempotencyRuntime runtime) : Base
            {
                [Idempotent] public new partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private Task<int> ChargeCoreAsync(string id) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync("k"); }
            """),
        new("PartialWithoutNullable", """
            #nullable disable
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent] public partial Task<string> ChargeAsync([IdempotencyKey] string id, List<string> more);
                private Task<string> ChargeCoreAsync(string id, List<string> more) => Task.FromResult(Effect.Happen() == 0 ? null : id);
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync("k", null); }
            """),
        new("PartialExperimental", """
            [System.Diagnostics.CodeAnalysis.Experimental("SHOP001")] public sealed record Order(string Id);
            #pragma warning disable SHOP001
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] Order order);
                private Task<int> ChargeCoreAsync(Order order) => Task.FromResult(Effect.Happen());
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync(new("k")); }
            """),
        new("PartialWithEverySetting", """
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent(Name = "partial.every", ExpiresAfter = "7d", Lease = "500ms", WhenInProgress = WhenInProgress.Reject, WaitTimeout = "0s", WhenFailed = WhenFailed.Store, WhenAbandoned = WhenAbandoned.Hold,
                    MaxRunning = "01:30:00", MaxAttempts = 3, StoredExceptions = [typeof(InvalidOperationException)], Reconcile = nameof(FindAsync))]
                public partial Task<int> ChargeAsync([IdempotencyKey] string id, CancellationToken ct = default);
                private Task<int> ChargeCoreAsync(string id, CancellationToken ct) => Task.FromResult(Effect.Happen());
                private Task<Reconciled<int>> FindAsync(string id, CancellationToken ct) => Task.FromResult(Reconciled<int>.Unknown);
            }
            public static class Shape { public static Task Run(IdempotencyRuntime runtime) => new Payments(runtime).ChargeAsync("k"); }
            """),
    ];

    /// <summary>A class with one method, and what is called on an instance.</summary>
    private static Shape Of(string name, string method, string core, string call, string member = "", string before = "") => new(name, $$"""
        {{before}}
        public partial class Payments(IdempotencyRuntime runtime)
        {
            [Idempotent] {{method}}
            {{core}}
        }
        public static class Shape { {{member}} public static void Run(IdempotencyRuntime runtime) => new Payments(runtime).{{call}}; }
        """);
}
