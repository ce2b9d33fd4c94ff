using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Two versions of a service, with different contracts, over one SQLite file: one effect per key, whichever sees it first.</summary>
public sealed class PredecessorTests : IDisposable
{
    private const string Implementation = """
        public sealed class Payments : IPayments
        {
            public static Func<string, decimal, Task<string>> Charge = null!;
            public Task<string> ChargeAsync(ORDER) => Charge(orderId, amount);
        }
        """;

    private static readonly Version s_old = new(
        "[IdempotencyKey] string orderId, decimal amount", """[Idempotent(Name = "payments.charge")]""", "", static (orderId, amount) => [orderId, amount]);

    /// <summary>Another name, another key and another fingerprint.</summary>
    private static readonly Version s_new = new(
        "[IdempotencyKey] string orderId, [IdempotencyKey] string currency, List<string> notes, decimal amount, CancellationToken ct",
        """[Idempotent(Name = "payments.take", Predecessor = nameof(Before), PredecessorName = "payments.charge")]""",
        "static ChargeBefore Before(string orderId, string currency, List<string> notes, decimal amount, CancellationToken ct) => new(orderId, amount);",
        static (orderId, amount) => [orderId, "EUR", new List<string> { "a" }, amount, CancellationToken.None]);

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("idempotent-predecessor-").FullName, "payments.db");
    private readonly ConcurrentBag<string> _effects = [];
    private readonly List<IdempotencyRuntime> _runtimes = [];

    public void Dispose()
    {
        _runtimes.ForEach(static runtime => runtime.Dispose());
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    [Fact]
    public async Task WhatTheOldVersionRan_TheNewOneReplays()
    {
        var (old, @new) = (Start(s_old), Start(s_new));

        Assert.Equal("order-1", await old("order-1", 10m));
        Assert.Equal("order-1", await @new("order-1", 10m));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => @new("order-1", 99m));

        Assert.Equal(["order-1"], _effects);
    }

    [Fact]
    public async Task WhatTheNewVersionRan_TheOldOneReplays_AndOneWithoutThePredecessor()
    {
        var (old, @new) = (Start(s_old), Start(s_new));
        var later = Start(s_new with { Attribute = """[Idempotent(Name = "payments.take")]""" });

        Assert.Equal("order-1", await @new("order-1", 10m));
        Assert.Equal("order-1", await old("order-1", 10m));
        Assert.Equal("order-1", await later("order-1", 10m));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => old("order-1", 99m));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => later("order-1", 99m));

        Assert.Equal(["order-1"], _effects);
    }

    [Fact]
    public async Task Versions_SideBySide_HaveOneEffectPerKey()
    {
        var versions = new[] { Start(s_old), Start(s_new), Start(s_old), Start(s_new) };
        var orders = Enumerable.Range(0, 50).Select(static i => $"order-{i}").ToList();
        using var barrier = new SemaphoreSlim(0);

        var calls = versions.SelectMany((version, offset) => orders.Select((_, i) => Task.Run(async () =>
        {
            await barrier.WaitAsync(TestContext.Current.CancellationToken);
            var order = orders[(i + (offset * 13)) % orders.Count];
            Assert.Equal(order, await version(order, 10m));
        }))).ToList();
        barrier.Release(calls.Count);
        await Task.WhenAll(calls);

        Assert.Equal(orders.Order(StringComparer.Ordinal), _effects.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Fingerprint_ThatAloneChanged_IsComparedByTheSchemaThatWroteIt()
    {
        var old = Start(s_old);
        var @new = Start(new Version(
            "[IdempotencyKey] string orderId, decimal amount, string? note", """[Idempotent(Name = "payments.charge", Predecessor = nameof(Before))]""",
            "static ChargeBefore Before(string orderId, decimal amount, string? note) => new(orderId, amount);", static (orderId, amount) => [orderId, amount, "n"]));

        await old("order-1", 10m);

        Assert.Equal("order-1", await @new("order-1", 10m));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => @new("order-1", 99m));
        Assert.Equal(["order-1"], _effects);
    }

    [Theory]
    [InlineData("Predecessor = \"Gone\"", "", "Predecessor names Gone, and IPayments has no such static method with the same parameters")]
    [InlineData("Predecessor = nameof(Before)", "static ChargeBefore Before(string orderId) => new(orderId, 1);", "has no such static method with the same parameters")]
    [InlineData("Predecessor = nameof(Before)", "static int Before(string orderId, decimal amount) => 1;", "must return a record whose constructor has the parameters that the method had")]
    [InlineData("Predecessor = nameof(Before)", "static NoKey Before(string orderId, decimal amount) => null!;", "which returns NoKey: Stream: ")]
    [InlineData("Predecessor = nameof(Before)", "static OnProperty Before(string orderId, decimal amount) => null!;", "mark the parameter, as it was marked in the method")]
    [InlineData("Predecessor = nameof(Before)", "private static ChargeBefore Before(string orderId, decimal amount) => null!;", "make it internal")]
    [InlineData("PredecessorName = \"payments.charge\"", "", "PredecessorName is the name that a Predecessor had, and none is named")]
    public void Predecessor_ThatCannotBeHonoured_IsRefused(string setting, string member, string reason)
    {
        var generated = Generated.From($$"""
            public sealed record ChargeBefore([IdempotencyKey] string orderId, decimal amount);
            public sealed record NoKey([IdempotencyKey] string orderId, System.IO.Stream Stream);
            public sealed record OnProperty([property: IdempotencyKey] string orderId, decimal amount);
            public interface IPayments { [Idempotent({{setting}})] Task<string> ChargeAsync([IdempotencyKey] string orderId, decimal amount); {{member}} }
            """);

        Assert.Contains("registry.Refuse(typeof(global::IPayments), \"IDEM101\"", generated.Registry, StringComparison.Ordinal);
        Assert.Contains(reason, generated.Registry, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryWay_SaysWhatTheKeyWas() => Generated.From("""
        namespace Shop;
        public sealed record Before([IdempotencyKey(Sensitive = true)] string id, Line line);
        public sealed record Line(string Sku, List<int> Counts);
        public static partial class Partial
        {
            [Idempotent(Predecessor = nameof(Earlier))] public static partial int Run([IdempotencyKey] string id, string former);
            private static int RunCore(string id, string former) => 1;
            internal static Before Earlier(string id, string former) => new(id, new(former, []));
        }
        public class Derived
        {
            [Idempotent(Name = "d", Predecessor = nameof(Earlier))] public virtual Task RunAsync<T>([IdempotencyKey] string id, [IdempotencyIgnore] T item) => Task.CompletedTask;
            internal static Before Earlier<T>(string id, T item) => new(id, new(id, []));
        }
        public static class Called
        {
            [Idempotent(Predecessor = nameof(Earlier))] public static int Run([IdempotencyKey] string id) => 1;
            internal static Before Earlier(string id) => new(id, new(id, []));
            public static int Call() => Run("a");
        }
        """).RequireClean();

    /// <summary>The version, in a process of its own as far as the store can tell.</summary>
    private Func<string, decimal, Task<string>> Start(Version version)
    {
        var names = string.Join(", ", version.Parameters.Replace("[IdempotencyKey] ", "", StringComparison.Ordinal));
        var assembly = Generated.From(
            $$"""
            #pragma warning disable CA1050
            public sealed record ChargeBefore([IdempotencyKey] string orderId, decimal amount);
            public interface IPayments { {{version.Attribute}} Task<string> ChargeAsync({{version.Parameters}}); {{version.Member}} }
            {{Implementation.Replace("ORDER", names, StringComparison.Ordinal)}}
            """).Load();
        assembly.GetType("Payments")!.GetField("Charge")!.SetValue(null, new Func<string, decimal, Task<string>>(async (orderId, _) =>
        {
            await Task.Yield();
            _effects.Add(orderId);
            return orderId;
        }));
        var runtime = IdempotencyRuntime.Create(builder => builder.UseSqlite(_file));
        _runtimes.Add(runtime);
        var payments = Loaded.AsIdempotent(assembly, "IPayments", "Payments", runtime);
        var method = assembly.GetType("IPayments")!.GetMethod("ChargeAsync")!;
        return (orderId, amount) => (Task<string>)method.Invoke(payments, BindingFlags.DoNotWrapExceptions, null, version.Arguments(orderId, amount), null)!;
    }

    private sealed record Version(string Parameters, string Attribute, string Member, Func<string, decimal, object[]> Arguments);
}
