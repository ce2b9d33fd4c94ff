using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Generated derived classes, made by a container or by hand.</summary>
public sealed class DerivedClassTests
{
    [Fact]
    public async Task Classes_OfTwoAssemblies_InAContainer_RunOnce()
    {
        var library = Generated.From(Generated.Compile("Lib", ["""
            namespace Lib;
            public abstract class Job { private int _runs; [Idempotent(Name = "job")] protected internal abstract Task<int> RunAsync([IdempotencyKey] string k); protected int Count() => ++_runs; public Task<int> StartAsync(string k) => RunAsync(k); }
            public class Mailer { private int _runs; [Idempotent(Name = "mail")] public virtual Task<int> SendAsync([IdempotencyKey] string k) => Task.FromResult(++_runs); }
            """])).Emit();
        var app = Generated.From(Generated.Compile("App", ["""
            using Microsoft.Extensions.DependencyInjection;
            namespace App;
            public interface IStart { Task<int> StartAsync(string k); }
            public class Import([ServiceKey] string key, Lib.Mailer mailer) : Lib.Job, IStart
            {
                public required string Folder { get; init; }
                protected override async Task<int> RunAsync(string k) => Count() + (Folder is null ? 10 : 0) + (100 * await mailer.SendAsync(key)) + (100 * await mailer.SendAsync(key));
            }
            public class Cache<T> { private int _runs; [Idempotent(Name = "cache")] public virtual Task<int> FillAsync([IdempotencyKey] string k) => Task.FromResult(++_runs); }
            public static class Start
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<Lib.Mailer>().AddKeyedScoped<IStart, Import>("eu").AddSingleton(typeof(Cache<>)).AddIdempotency().UseInMemory();
                    services.AddIdempotentServices();
                }

                public static async Task<string> RunAsync(IServiceProvider provider)
                {
                    var start = provider.GetRequiredKeyedService<IStart>("eu");
                    var (ints, texts) = (provider.GetRequiredService<Cache<int>>(), provider.GetRequiredService<Cache<string>>());
                    await ints.FillAsync("a");
                    return $"{await start.StartAsync("k")} {await start.StartAsync("k")} {await ints.FillAsync("b")} {await ints.FillAsync("b")} {await texts.FillAsync("b")}";
                }
            }
            """], [MetadataReference.CreateFromImage(library)]));
        var context = new AssemblyLoadContext(null);
        context.LoadFromStream(new MemoryStream(library));
        var start = context.LoadFromStream(new MemoryStream(app.Emit())).GetType("App.Start", throwOnError: true)!;
        var services = new ServiceCollection();
        start.GetMethod("Add")!.Invoke(null, [services]);
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await using var scope = provider.CreateAsyncScope();

        // 11: one run, and a required member that no container sets; 200: the mail's one outcome, twice.
        Assert.Equal("211 211 2 2 1", await (Task<string>)start.GetMethod("RunAsync")!.Invoke(null, [scope.ServiceProvider])!);
    }

    [Fact]
    public async Task Constructor_ThatCallsTheMember_IsTold()
    {
        var assembly = Generated.From("namespace Shop; public class Payments { public Payments() => Charge(\"k\"); [Idempotent] public virtual void Charge([IdempotencyKey] string id) { } }").Load();
        await using var runtime = IdempotencyRuntime.CreateInMemory();

        var error = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(assembly.GetType("Shop.PaymentsIdempotent", throwOnError: true)!, runtime));

        Assert.Equal(
            "A constructor of Payments calls a method that runs once per key, before there is a runtime to run it: call it after construction.",
            Assert.IsType<IdempotencyNotConfiguredException>(error.InnerException).Message);
    }

    [Fact]
    public void Subclasses_OfOneAbstractMember_HaveOneOperationEachOfTheSameName_UntilOneIsGiven()
    {
        var files = Generated.From("""
            namespace Shop;
            public abstract class Base { [Idempotent(Name = "charge", Lease = "5s")] public abstract Task ChargeAsync([IdempotencyKey] string id); }
            public class First : Base { public override Task ChargeAsync(string id) => Task.CompletedTask; }
            public class Second : Base { [Idempotent(Name = "second")] public override Task ChargeAsync(string number) => Task.CompletedTask; }
            """).RequireClean().Files;

        Assert.DoesNotContain("Shop.Base.g.cs", files.Keys);
        Assert.Contains("s_chargeAsync = new(\"charge\")", files["Shop.First.g.cs"], StringComparison.Ordinal);
        Assert.Contains("s_chargeAsync = new(\"second\")", files["Shop.Second.g.cs"], StringComparison.Ordinal);
        Assert.Contains("key.Name(\"id\");", files["Shop.Second.g.cs"], StringComparison.Ordinal);
        Assert.All(["Shop.First.g.cs", "Shop.Second.g.cs"], file => Assert.Contains("// 5s", files[file], StringComparison.Ordinal));
    }
}
