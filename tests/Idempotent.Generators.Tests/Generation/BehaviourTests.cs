using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Generated wrappers, loaded and called: the body runs once, and what is forwarded arrives as it was sent.</summary>
public sealed class BehaviourTests
{
    private const string Shapes = """
        namespace Shop;
        public sealed record Receipt(string Id, decimal Amount);
        public interface IShapes : IDisposable
        {
            [Idempotent] void Void([IdempotencyKey] string k);
            [Idempotent] int Value([IdempotencyKey] string k);
            [Idempotent] Task TaskAsync([IdempotencyKey] string k);
            [Idempotent] Task<Receipt> TaskOfAsync([IdempotencyKey] string k, decimal amount, CancellationToken ct = default);
            [Idempotent] ValueTask ValueTaskAsync([IdempotencyKey] string k);
            [Idempotent] ValueTask<string?> NullAsync([IdempotencyKey] string k);
            [Idempotent] Task<T> GenericAsync<T>([IdempotencyKey] string k, [IdempotencyIgnore] T value);
            int Runs { get; }
            bool TryGet(string key, out int value);
            ref int Count { get; }
            int this[int i] { get; set; }
            event Action<int>? Ran;
            int Sum(params int[] values);
            int Default(int a) => a + Runs;
        }
        public sealed class Shapes : IShapes
        {
            private int _runs; private int _count; private readonly Dictionary<int, int> _items = [];
            public bool IsDisposed;
            public int Runs => _runs;
            public ref int Count => ref _count;
            public int this[int i] { get => _items[i]; set => _items[i] = value; }
            public event Action<int>? Ran;
            private void Run() { _runs++; Ran?.Invoke(_runs); }
            public void Void(string k) => Run();
            public int Value(string k) { Run(); return _runs * 10; }
            public Task TaskAsync(string k) { Run(); return Task.CompletedTask; }
            public async Task<Receipt> TaskOfAsync(string k, decimal amount, CancellationToken ct) { await Task.Yield(); Run(); return new Receipt(k, amount); }
            public ValueTask ValueTaskAsync(string k) { Run(); return default; }
            public ValueTask<string?> NullAsync(string k) { Run(); return new((string?)null); }
            public Task<T> GenericAsync<T>(string k, T value) { Run(); return Task.FromResult(value); }
            public bool TryGet(string key, out int value) { value = key.Length; return true; }
            public int Sum(params int[] values) { var sum = 0; foreach (var value in values) { sum += value; } return sum; }
            public void Dispose() => IsDisposed = true;
        }
        public static class Calls
        {
            private static (IShapes Wrapped, Shapes Inner) New(IdempotencyRuntime runtime) { var inner = new Shapes(); return (inner.AsIdempotent(runtime), inner); }

            public static async Task<string> AllShapesAsync(IdempotencyRuntime runtime)
            {
                var (wrapped, inner) = New(runtime);
                var results = new List<object?>();
                for (var i = 0; i < 2; i++)
                {
                    wrapped.Void("v"); results.Add(wrapped.Value("i")); await wrapped.TaskAsync("t"); results.Add(await wrapped.TaskOfAsync("r", 1.5m)); await wrapped.ValueTaskAsync("vt");
                    results.Add(await wrapped.NullAsync("n") ?? "null"); results.Add(await wrapped.GenericAsync("g", 7)); results.Add(await wrapped.GenericAsync("g", "seven"));
                }
                return inner.Runs + ": " + string.Join(", ", results);
            }

            public static string Forwarded(IdempotencyRuntime runtime)
            {
                var (wrapped, inner) = New(runtime);
                var seen = 0; Action<int> handler = run => seen = run; wrapped.Ran += handler;
                wrapped.Void("v"); wrapped.Ran -= handler; wrapped.Void("w");
                wrapped.Count = 5; wrapped[1] = 2;
                wrapped.TryGet("four", out var length);
                return $"{seen} {inner.Count} {inner[1]} {length} {wrapped.Sum(1, 2, 3)} {wrapped.Default(40)}";
            }

            public static async Task ReuseAsync(IdempotencyRuntime runtime)
            {
                var (wrapped, _) = New(runtime);
                await wrapped.TaskOfAsync("r", 1m); await wrapped.TaskOfAsync("r", 2m);
            }

            public static bool Disposal(IdempotencyRuntime runtime)
            {
                var (wrapped, inner) = New(runtime);
                new IShapesIdempotent(inner, runtime).Dispose();
                var before = inner.IsDisposed;
                wrapped.Dispose();
                return !before && inner.IsDisposed && ReferenceEquals(wrapped, wrapped.AsIdempotent(runtime));
            }
        }
        """;

    [Fact]
    public async Task EveryReturnShape_CalledTwice_RunsOnce() =>
        Assert.Equal(
            "8: 20, Receipt { Id = r, Amount = 1.5 }, null, 7, seven, 20, Receipt { Id = r, Amount = 1.5 }, null, 7, seven",
            await CallAsync<string>("AllShapesAsync"));

    [Fact]
    public void Members_ThatAreNotAnnotated_AreForwarded() => Assert.Equal("1 5 2 4 6 42", Call("Forwarded"));

    [Fact]
    public async Task Key_WithAnotherPayload_IsReused() => await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => (Task)Call("ReuseAsync"));

    [Fact]
    public void Dispose_IsForwardedOnlyByWhoOwns() => Assert.Equal(true, Call("Disposal"));

    [Fact]
    public async Task Container_WithServicesOfAReferencedAssembly_WrapsThemAndItsOwn()
    {
        var library = Generated.From(Generated.Compile("Lib", ["namespace Lib; public interface ILib { [Idempotent] Task<int> RunAsync([IdempotencyKey] string k); } public sealed class Impl : ILib { private int _runs; public Task<int> RunAsync(string k) => Task.FromResult(++_runs); }"]));
        var image = library.Emit();
        var app = Generated.From(Generated.Compile(
            "App",
            ["""
            using Microsoft.Extensions.DependencyInjection;
            namespace App;
            public interface IApp { Task<int> RunAsync(string k); }
            public sealed class Impl(Lib.ILib lib) : IApp { private int _runs; [Idempotent(Name = "app.run")] public async Task<int> RunAsync([IdempotencyKey] string k) => (++_runs * 10) + await lib.RunAsync(k + "1") + await lib.RunAsync(k + "1"); }
            public static class Start { public static IServiceCollection Add(IServiceCollection services) { services.AddSingleton<Lib.ILib, Lib.Impl>().AddSingleton<IApp, Impl>().AddIdempotency().UseInMemory(); return services.AddIdempotentServices(); }
              public static async Task<int> RunAsync(IServiceProvider provider) => await provider.GetRequiredService<IApp>().RunAsync("k") + await provider.GetRequiredService<IApp>().RunAsync("k"); }
            """],
            [Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image)]));
        var context = new System.Runtime.Loader.AssemblyLoadContext(null);
        context.LoadFromStream(new MemoryStream(image));

        Assert.Equal(24, await StartAsync(context.LoadFromStream(new MemoryStream(app.Emit()))));
    }

    [Fact]
    public async Task OpenGeneric_InAContainer_IsWrapped()
    {
        var assembly = Generated.From("""
            using Microsoft.Extensions.DependencyInjection;
            namespace App;
            public interface IRepo<T> where T : class { [Idempotent] Task<int> SaveAsync([IdempotencyKey] string k); }
            public sealed class Repo<T> : IRepo<T> where T : class { private int _runs; public Task<int> SaveAsync(string k) => Task.FromResult(++_runs); }
            public static class Start
            {
                public static IServiceCollection Add(IServiceCollection services)
                {
                    services.AddSingleton(typeof(IRepo<>), typeof(Repo<>)).AddIdempotency().UseInMemory();
                    return services.AddIdempotentServices();
                }

                public static async Task<int> RunAsync(IServiceProvider provider)
                {
                    var repo = provider.GetRequiredService<IRepo<string>>();
                    return (await repo.SaveAsync("k") * 100) + (await repo.SaveAsync("k") * 10) + await provider.GetRequiredService<IRepo<Start2>>().SaveAsync("k");
                }
            }
            public sealed class Start2;
            """).Load();

        Assert.Equal(111, await StartAsync(assembly));
    }

    [Fact]
    public async Task ClosedGeneric_WhereAnotherClassHasAWrapperOfItsOwn_IsWrapped()
    {
        var assembly = Generated.From("""
            using Microsoft.Extensions.DependencyInjection;
            namespace App;
            public interface IRepo<T> { [Idempotent] Task<int> SaveAsync([IdempotencyKey] string k); }
            public sealed class Special : IRepo<int> { [Idempotent(Name = "special")] public Task<int> SaveAsync(string k) => Task.FromResult(0); }
            public sealed class Plain : IRepo<int> { private int _runs; public Task<int> SaveAsync(string k) => Task.FromResult(++_runs); }
            public static class Start
            {
                public static IServiceCollection Add(IServiceCollection services)
                {
                    services.AddSingleton<IRepo<int>, Plain>().AddIdempotency().UseInMemory();
                    return services.AddIdempotentServices();
                }

                public static async Task<int> RunAsync(IServiceProvider provider)
                {
                    var repo = provider.GetRequiredService<IRepo<int>>();
                    var bare = ((IRepo<int>)new Plain()).AsIdempotent(IdempotencyRuntime.CreateInMemory());
                    return (await bare.SaveAsync("k") * 1000) + (await bare.SaveAsync("k") * 100) + (await repo.SaveAsync("k") * 10) + await repo.SaveAsync("k");
                }
            }
            """).Load();

        Assert.Equal(1111, await StartAsync(assembly));
    }

    private static async Task<int> StartAsync(Assembly assembly)
    {
        var start = assembly.GetType("App.Start", throwOnError: true)!;
        var services = (IServiceCollection)start.GetMethod("Add")!.Invoke(null, [new ServiceCollection()])!;
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        return await (Task<int>)start.GetMethod("RunAsync")!.Invoke(null, [provider])!;
    }

    private static async Task<T> CallAsync<T>(string method) => await (Task<T>)Call(method);

    private static object Call(string method) =>
        s_shapes.Value.GetType("Shop.Calls", throwOnError: true)!.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [IdempotencyRuntime.CreateInMemory()], null)!;

    private static readonly Lazy<Assembly> s_shapes = new(static () => Generated.From(Shapes).Load());
}
