using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Partial methods whose bodies are generated: how they read, and what happens when they are called.</summary>
public sealed class PartialTests
{
    [Fact]
    public void Class_WithAnnotatedPartialMethods_ReadsLikeThis() => Verified.Equal(
        Generated.From("""
            namespace Shop;
            public sealed record Receipt(string Id);
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                [Idempotent(Name = "payments.charge", Lease = "30s")]
                public partial Task<Receipt> ChargeAsync([IdempotencyKey] string orderId, decimal amount, CancellationToken ct = default);
                private Task<Receipt> ChargeCoreAsync(string orderId, decimal amount, CancellationToken ct) => Task.FromResult(new Receipt(orderId));
                [Idempotent(WhenAbandoned = WhenAbandoned.Hold, Reconcile = nameof(FindAsync))]
                internal static partial void Notify([IdempotencyKey] Guid customer);
                private static void NotifyCore(Guid customer) { }
                private static Task<Reconciled<NoResult>> FindAsync(Guid customer) => Task.FromResult(Reconciled<NoResult>.Unknown);
            }
            """).RequireClean().Wrapper,
        "PartialPayments",
        "cs");

    [Fact]
    public async Task SelfCallsAndCallersAlike_GoThroughTheBody_AndTheCoreIsABypass()
    {
        var type = Load("""
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                public int Runs;
                [Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private Task<int> ChargeCoreAsync(string id) => Task.FromResult(++Runs);
                public async Task<string> RunAsync()
                {
                    var self = await ChargeAsync("k") + await this.ChargeAsync("k");
                    Func<string, Task<int>> group = ChargeAsync;
                    var viaDelegate = await group("k");
                    var bypass = await ChargeCoreAsync("k");
                    return $"{self} {viaDelegate} {bypass} {await ChargeAsync("k")} {Runs}";
                }
            }
            """);
        using var runtime = IdempotencyRuntime.CreateInMemory();

        Assert.Equal("2 1 2 1 2", await (Task<string>)type.GetMethod("RunAsync")!.Invoke(Activator.CreateInstance(type, runtime), null)!);
    }

    [Fact]
    public async Task Virtual_OverriddenCore_RunsThroughTheBodyOfTheBase()
    {
        var type = Load("""
            public partial class Base(IdempotencyRuntime runtime)
            {
                [Idempotent] public partial Task<int> ChargeAsync([IdempotencyKey] string id);
                protected virtual Task<int> ChargeCoreAsync(string id) => Task.FromResult(0);
            }
            public sealed class Payments(IdempotencyRuntime runtime) : Base(runtime)
            {
                private int _runs = 4;
                protected override async Task<int> ChargeCoreAsync(string id) => await base.ChargeCoreAsync(id) + ++_runs;
                public async Task<int> RunAsync() => (await ChargeAsync("k") * 10) + await ChargeAsync("k");
            }
            """);
        using var runtime = IdempotencyRuntime.CreateInMemory();

        Assert.Equal(55, await (Task<int>)type.GetMethod("RunAsync")!.Invoke(Activator.CreateInstance(type, runtime), null)!);
    }

    [Fact]
    public async Task Interface_ThatIsAnnotatedToo_IsForwardedToTheBody_UnderItsName()
    {
        var type = Load("""
            public interface IPayments { [Idempotent(Name = "payments.charge")] Task<string> ChargeAsync([IdempotencyKey] string id, int amount); }
            public sealed partial class Payments(IdempotencyRuntime runtime) : IPayments
            {
                private int _runs;
                [Idempotent] public partial Task<string> ChargeAsync(string id, int amount);
                private Task<string> ChargeCoreAsync(string id, int amount) => Task.FromResult($"{IdempotencyContext.Required.Key} {++_runs}");
                public async Task<string> RunAsync() => await ((IPayments)this).AsIdempotent(runtime).ChargeAsync("k", 1) + ", " + await ChargeAsync("k", 1);
            }
            """);
        using var runtime = IdempotencyRuntime.CreateInMemory();

        Assert.Equal(
            "idempotency::payments.charge:k 1, idempotency::payments.charge:k 1",
            await (Task<string>)type.GetMethod("RunAsync")!.Invoke(Activator.CreateInstance(type, runtime), null)!);
    }

    [Fact]
    public async Task Property_MarkedAsKey_TellsInstancesApart()
    {
        var type = Load("""
            public sealed partial class Payments(IdempotencyRuntime runtime, string shop)
            {
                public static int Runs;
                [IdempotencyKey] public string Shop { get; } = shop;
                [Idempotent] private partial Task ChargeAsync([IdempotencyKey] string id);
                private Task ChargeCoreAsync(string id) { Runs++; return Task.CompletedTask; }
                public static async Task<int> RunAsync(IdempotencyRuntime runtime)
                {
                    foreach (var shop in new[] { "a", "b", "a" }) { await new Payments(runtime, shop).ChargeAsync("k"); }
                    return Runs;
                }
            }
            """);
        using var runtime = IdempotencyRuntime.CreateInMemory();

        Assert.Equal(2, await (Task<int>)type.GetMethod("RunAsync")!.Invoke(null, [runtime])!);
    }

    [Fact]
    public async Task Runtime_OfTwoHosts_IsToldApartByAMember_AndIsAnErrorWithoutOne()
    {
        var type = Load("""
            public sealed partial class Payments(IdempotencyRuntime runtime)
            {
                private static int s_runs;
                [Idempotent] private partial Task<int> ChargeAsync([IdempotencyKey] string id);
                private Task<int> ChargeCoreAsync(string id) => Task.FromResult(++s_runs);
                [Idempotent] public static partial Task<int> FindAsync([IdempotencyKey] string id);
                private static Task<int> FindCoreAsync(string id) => Task.FromResult(++s_runs);
                public static async Task<string> RunAsync(IdempotencyRuntime one, IdempotencyRuntime other) =>
                    $"{await new Payments(one).ChargeAsync("k")} {await new Payments(other).ChargeAsync("k")} {await new Payments(one).ChargeAsync("k")}";
            }
            """);
        await using var one = new ServiceCollection().AddIdempotency().UseInMemory().Services!.BuildServiceProvider();
        await using var other = new ServiceCollection().AddIdempotency().UseInMemory().Services!.BuildServiceProvider();
        var (ofOne, ofOther) = (one.GetRequiredService<IdempotencyRuntime>(), other.GetRequiredService<IdempotencyRuntime>());
        var find = type.GetMethod("FindAsync")!.CreateDelegate<Func<string, Task<int>>>();

        Assert.Equal("1 2 1", await (Task<string>)type.GetMethod("RunAsync")!.Invoke(null, [ofOne, ofOther])!);
        Assert.Contains("Several hosts", (await Assert.ThrowsAsync<IdempotencyNotConfiguredException>(() => find("k"))).Message, StringComparison.Ordinal);
        using var use = IdempotencyRuntime.Use(ofOther);
        Assert.Equal((3, 3), (await find("k"), await find("k")));
    }

    [Theory]
    [InlineData("class", "int Charge([IdempotencyKey] string id);", "", "IDEM101: Payments.Charge(string) is partial, and its generated body calls ChargeCore, which Payments does not have")]
    [InlineData("class", "int Charge([IdempotencyKey] string id);", "private long ChargeCore(string id) => 0;", "give that the same parameters, type parameters, return type and no static")]
    [InlineData("class", "int Charge([IdempotencyKey] string id);", "private static int ChargeCore(string id) => 0;", "no static")]
    [InlineData("class", "int Charge([IdempotencyKey] ref string id);", "private int ChargeCore(ref string id) => 0;", "IDEM101: 'id' of Payments.Charge(ref string) is a ref parameter")]
    [InlineData("class", "ref int Charge([IdempotencyKey] string id);", "private ref int ChargeCore(string id) => throw null!;", "returns by reference")]
    [InlineData("class", "object Charge([IdempotencyKey] string id);", "private object ChargeCore(string id) => id;", "IDEM102: ")]
    [InlineData("class", "int Charge(CancellationToken token);", "private int ChargeCore(CancellationToken token) => 0;", "IDEM201: ")]
    [InlineData("struct", "int Charge([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0;", "would run on a copy of Payments, where changes would be lost; make the method or the struct readonly")]
    [InlineData("struct", "readonly partial int Charge([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0;", "changes by ChargeCore would be lost; make that readonly too")]
    [InlineData("ref struct", "readonly partial int Charge([IdempotencyKey] string id);", "private readonly int ChargeCore(string id) => 0;", "belongs to the ref struct Payments")]
    [InlineData("interface", "virtual partial int Charge([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0;", "is virtual in its interface")]
    [InlineData("class", "int Charge([IdempotencyKey] string id);", "private int ChargeCore(string id) => 0; private IdempotencyRuntime _a = null!, _b = null!; public bool AreSet => _a is not null && _b is not null;", "several members of type IdempotencyRuntime (_a, _b)")]
    public void Method_ThatCantBeHonoured_HasABodyThatThrows(string kind, string method, string core, string reason)
    {
        var partial = method.Contains("partial", StringComparison.Ordinal) ? "" : "partial ";
        var generated = Generated.From($"namespace Shop; public {(kind == "ref struct" ? "ref partial struct" : $"partial {kind}")} Payments {{ [Idempotent] public {partial}{method} {core} }}").RequireClean();

        var body = generated.Files.Single(static file => file.Key.Contains("(partial)", StringComparison.Ordinal)).Value;
        Assert.Contains($"throw new global::Idempotent.IdempotencyNotConfiguredException(\"", body, StringComparison.Ordinal);
        Assert.Contains(reason, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file partial class Payments { [Idempotent] public partial int Charge([IdempotencyKey] string id); private int ChargeCore(string id) => 0; }")]
    [InlineData("public class Outer { public partial class Payments { [Idempotent] public partial int Charge([IdempotencyKey] string id); private int ChargeCore(string id) => 0; } }")]
    public void Type_ThatCanHaveNoGeneratedPart_IsTheCompilersErrorToo(string source)
    {
        var generated = Generated.From("namespace Shop; " + source);

        Assert.Contains(generated.Compilation.GetDiagnostics(TestContext.Current.CancellationToken), static d => d is { Id: "CS8795", Severity: DiagnosticSeverity.Error });
        Assert.DoesNotContain(generated.Files.Keys, static name => name.Contains("(partial)", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_ThatTwoMethodsShare_AreGivenToTheFirst()
    {
        var generated = Generated.From("""
            namespace Shop;
            public partial class Payments
            {
                [Idempotent] public partial int Charge([IdempotencyKey] string id);
                [Idempotent] public partial int Charge([IdempotencyKey] int id);
                private int ChargeCore(string id) => 0;
                private int ChargeCore(int id) => 0;
            }
            """).RequireClean();

        var body = generated.Files["Shop.Payments(partial).g.cs"];
        Assert.Contains("\"IDEM103: two methods of Payments are the operation 'Shop.Payments.Charge'; give one of them a Name.\"", body, StringComparison.Ordinal);
        Assert.Contains("=> state.self.ChargeCore(state.id)", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Registry_OfPartialMethods_TellsWhatStartUpChecks() => Verified.Equal(
        Generated.From("""
            namespace Shop;
            public static partial class Payments
            {
                [Idempotent(Name = "payments.charge", Store = "audit", StoredExceptions = [typeof(Declined)])] public static partial int Charge([IdempotencyKey(Sensitive = true)] string card);
                private static int ChargeCore(string card) => 0;
                [Idempotent] private static partial int Notify<T>([IdempotencyKey] string id);
                private static int NotifyCore<T>(string id) => 0;
                private sealed class Declined(string message) : Exception(message);
            }
            """).RequireClean().Registry,
        "PartialRegistry",
        "cs");

    private static Type Load(string source) => Generated.From("namespace Shop; " + source).Load().GetType("Shop.Payments", throwOnError: true)!;
}
