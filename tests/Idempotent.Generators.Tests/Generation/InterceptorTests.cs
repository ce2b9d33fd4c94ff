using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Calls of methods that nothing can stand in front of: those that are taken, and those that are left alone. What they can look like is in the corpus.</summary>
public sealed class InterceptorTests
{
    [Fact]
    public void Interceptor_OfTwoCalls_IsOne()
    {
        var generated = Generated.From("""
            namespace Shop;
            public sealed class Payments
            {
                public int Runs;
                [Idempotent(Name = "payments.charge", ExpiresAfter = "24h")]
                public Task<int> ChargeAsync([IdempotencyKey] string orderId, decimal amount, CancellationToken ct = default) => Task.FromResult(++Runs);
            }
            public static class Checkout
            {
                public static async Task<int> PayAsync(Payments payments) => await payments.ChargeAsync("o-1", 1m) + await payments.ChargeAsync(amount: 1m, orderId: "o-1");
            }
            """).RequireClean();

        Verified.Equal(generated.Files["Shop.Payments.ChargeAsync(calls).g.cs"], "Payments.ChargeAsync", "cs");
    }

    [Fact]
    public void ExpressionTree_HandedToEntityFramework_StillTranslates()
    {
        var queries = Generated.Compile("Shop", ["""
            using System.Linq;
            using Microsoft.EntityFrameworkCore;
            namespace Shop;
            public sealed class Order { public int Id { get; set; } public string Name { get; set; } = ""; }
            public sealed class Orders : DbContext
            {
                public DbSet<Order> All => Set<Order>();
                protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite("Data Source=:memory:");
                protected override void OnModelCreating(ModelBuilder model) => model.HasDbFunction(typeof(Fees).GetMethod(nameof(Fees.Of))!).HasName("length").IsBuiltIn();
            }
            public static class Fees { [Idempotent] public static int Of([IdempotencyKey] string order) => throw new InvalidOperationException("The method itself ran."); }
            public static class Start
            {
                public static string Run()
                {
                    using var orders = new Orders();
                    var byMethod = orders.All.Where(o => Fees.Of(o.Name) > 2).Select(o => Fees.Of(o.Name)).ToQueryString();
                    var byQuery = (from o in orders.All where Fees.Of(o.Name) > 2 select Fees.Of(o.Name)).ToQueryString();
                    return byMethod == byQuery ? byMethod : byMethod + byQuery;
                }
            }
            """],
            [MetadataReference.CreateFromFile(typeof(DbContext).Assembly.Location), MetadataReference.CreateFromFile(typeof(RelationalDatabaseFacadeExtensions).Assembly.Location), MetadataReference.CreateFromFile(typeof(SqliteDbContextOptionsBuilderExtensions).Assembly.Location)]);

        Assert.Equal(
            "SELECT length(\"a\".\"Name\")\nFROM \"All\" AS \"a\"\nWHERE length(\"a\".\"Name\") > 2",
            ((string)Start(Generated.From(queries).Load())).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("base call", "new More().Pay() + new More().Pay()")]
    [InlineData("method group", "new[] { \"k\", \"k\" }.Select(new Payments().Charge).Sum()")]
    [InlineData("delegate", "Twice(new Payments().Charge)")]
    [InlineData("compiled expression", "Twice(Compiled(id => new Payments().Charge(id)))")]
    [InlineData("dynamic", "Dynamic(new Payments()) + Dynamic(new Payments())")]
    public void Use_ThatIsNoOrdinaryCall_RunsTheMethodItself(string what, string expression)
    {
        var assembly = Generated.From($$"""
            using System.Linq; using System.Linq.Expressions;
            namespace Shop;
            public class Payments { public static int Runs; [Idempotent] public int Charge([IdempotencyKey] string id) { Runs++; return 1; } }
            public sealed class More : Payments { public int Pay() => base.Charge("k"); public new int Charge(string id) => throw new InvalidOperationException("recursion"); }
            public static class Start
            {
                private static int Twice(Func<string, int> call) => call("k") + call("k");
                private static Func<string, int> Compiled(Expression<Func<string, int>> call) => call.Compile();
                private static int Dynamic(dynamic payments) => payments.Charge("k");
                public static object Run() { var returned = {{expression}}; return (returned, Payments.Runs); }
            }
            """).Load();

        Assert.Equal((object)(2, 2), Start(assembly));
        Assert.NotEmpty(what);
    }

    [Fact]
    public void MethodThatCallsItself_WithItsOwnKey_IsTold()
    {
        var assembly = Generated.From("""
            namespace Shop;
            public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] string id) => Charge(id); }
            public static class Start { public static int Run() => Payments.Charge("k"); }
            """).Load();
        using var use = IdempotencyRuntime.Use(IdempotencyRuntime.CreateInMemory());

        Assert.Throws<IdempotencyReentrancyException>(() => Start(assembly));
    }

    [Fact]
    public void Call_WithoutARuntime_DoesNotRun()
    {
        var assembly = Generated.From("""
            namespace Shop;
            public static class Payments { [Idempotent] public static int Charge([IdempotencyKey] string id) => throw new InvalidOperationException("The method itself ran."); }
            public static class Start { public static int Run() => Payments.Charge("k"); }
            """).Load();

        Assert.Throws<IdempotencyNotConfiguredException>(() => Start(assembly));
    }

    [Theory]
    [InlineData("IDEM101: 'i' of Payments.Charge(string, ref int) is a ref parameter", "[Idempotent] public static int Charge([IdempotencyKey] string id, ref int i) => 0;", "Payments.Charge(\"k\", ref Number)")]
    [InlineData("IDEM101: Payments.Charge(string) returns by reference", "[Idempotent] public static ref int Charge([IdempotencyKey] string id) => ref Start.Number;", "Payments.Charge(\"k\")")]
    [InlineData("IDEM101: 'ids' of Payments.Charge(params ReadOnlySpan<int>) is a ref struct", "[Idempotent] public static int Charge(params ReadOnlySpan<int> ids) => 0;", "Payments.Charge(1, 2)")]
    [InlineData("IDEM101: Payments.Charge(string) may change its struct", "[Idempotent] public int Charge([IdempotencyKey] string id) => 0;", "default(Payments).Charge(\"k\")")]
    [InlineData("IDEM102: ", "[Idempotent] public static object Charge([IdempotencyKey] string id) => id;", "Payments.Charge(\"k\")")]
    [InlineData("IDEM104: ", "[Idempotent(Lease = \"soon\")] public static int Charge([IdempotencyKey] string id) => 0;", "Payments.Charge(\"k\")")]
    [InlineData("IDEM201: ", "[Idempotent] public static int Charge(CancellationToken token) => 0;", "Payments.Charge(default)")]
    [InlineData("IDEM103: ", "[Idempotent] public static int Charge([IdempotencyKey] int id) => 0; [Idempotent] public static int Charge([IdempotencyKey] string id) => 0;", "Payments.Charge(\"k\")")]
    public void CallOfARefusedMethod_Throws(string reason, string method, string call)
    {
        var assembly = Generated.From($$"""
            namespace Shop;
            public struct Payments { {{method}} }
            public static class Start { public static int Number; public static object Run() => {{call}}; }
            """).Load();

        Assert.StartsWith(reason, Assert.Throws<IdempotencyNotConfiguredException>(() => Start(assembly)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TopLevelStatements_AreTaken()
    {
        var program = Generated.Compile("Shop", ["Payments.Charge(\"k\"); Payments.Charge(\"k\"); return Payments.Runs; public static class Payments { public static int Runs; [Idempotent] public static int Charge([IdempotencyKey] string id) => ++Runs; }"]);
        var assembly = Generated.From(program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication))).Load();
        using var use = IdempotencyRuntime.Use(IdempotencyRuntime.CreateInMemory());

        Assert.Equal(1, assembly.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null));
    }

    [Fact]
    public void Calls_OfTwoAssemblies_ShareTheRecords()
    {
        var library = Generated.From(Generated.Compile("Lib", ["""
            namespace Lib;
            public static class Payments { public static int Runs; [Idempotent] public static int Charge([IdempotencyKey] string id) => ++Runs; public static int Pay() => Charge("k"); }
            public sealed partial class Refunds { public static int Runs; [Idempotent] public partial int Refund([IdempotencyKey] string id); private int RefundCore(string id) => ++Runs; }
            """]));
        var image = library.Emit();
        var app = Generated.From(Generated.Compile(
            "App",
            ["namespace Shop; public static class Start { public static object Run() { var refunds = new Lib.Refunds(); return (Lib.Payments.Pay(), Lib.Payments.Charge(\"k\"), Lib.Payments.Runs, refunds.Refund(\"k\"), refunds.Refund(\"k\")); } }"],
            [MetadataReference.CreateFromImage(image)]));
        var context = new System.Runtime.Loader.AssemblyLoadContext(null);
        context.LoadFromStream(new MemoryStream(image));
        using var use = IdempotencyRuntime.Use(IdempotencyRuntime.CreateInMemory());

        Assert.Equal((object)(1, 1, 1, 1, 1), Start(context.LoadFromStream(new MemoryStream(app.Emit()))));
        Assert.Equal(["Lib.Payments.Charge(calls)"], app.Files.Keys.Where(static name => name.Contains("(calls)", StringComparison.Ordinal)).Select(static name => name.Split('-')[0]));
    }

    [Fact]
    public async Task Host_WhoseOperationHasNoStore_DoesNotStart()
    {
        var assembly = Generated.From("""
            using Microsoft.Extensions.DependencyInjection;
            namespace Shop;
            public static class Payments { [Idempotent(Store = "missing")] public static int Charge<T>([IdempotencyKey] string id) => 0; }
            public static class Start { public static IServiceCollection Run() { var services = new ServiceCollection(); services.AddIdempotency().UseInMemory(); return services.AddIdempotentServices(); } }
            """).Load();
        await using var provider = ((IServiceCollection)Start(assembly)).BuildServiceProvider();

        var error = await Assert.ThrowsAsync<IdempotencyNotConfiguredException>(() => ((IHostedLifecycleService)provider.GetServices<IHostedService>().Single()).StartingAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'Shop.Payments.Charge<", error.Message, StringComparison.Ordinal);
        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
    }

    private static object Start(Assembly assembly) => assembly.GetType("Shop.Start", throwOnError: true)!.GetMethod("Run")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null)!;
}
