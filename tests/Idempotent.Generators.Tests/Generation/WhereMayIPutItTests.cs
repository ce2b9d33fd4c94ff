using System.Reflection;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>The rows of the README's table "Where may I put it?": what runs once, and what calls of the object to itself do.</summary>
public sealed class WhereMayIPutItTests
{
    [Fact]
    public Task InterfaceMember_RunsOnceThroughItsWrapper_AndSelfCallsRunEachTime() => RequireAsync(
        effects: 3,
        """
        public interface IPayments { [Idempotent] Task ChargeAsync([IdempotencyKey] string id); Task ChargeTwiceAsync(string id); }
        public sealed class Payments : IPayments { public Task ChargeAsync(string id) => Start.Effect(); public async Task ChargeTwiceAsync(string id) { await ChargeAsync(id); await ChargeAsync(id); } }
        """,
        "((IPayments)new Payments()).AsIdempotent(runtime)");

    [Fact]
    public Task ClassMemberOfAnInterface_RunsOnceThroughItsWrapper_AndSelfCallsRunEachTime() => RequireAsync(
        effects: 3,
        """
        public interface IPayments { Task ChargeAsync(string id); Task ChargeTwiceAsync(string id); }
        public sealed class Payments : IPayments { [Idempotent] public Task ChargeAsync([IdempotencyKey] string id) => Start.Effect(); public async Task ChargeTwiceAsync(string id) { await ChargeAsync(id); await ChargeAsync(id); } }
        """,
        "((IPayments)new Payments()).AsIdempotent(runtime)");

    [Fact]
    public Task VirtualMember_RunsOnceInADerivedClass_AndSelfCallsToo() => RequireAsync(
        effects: 1,
        """
        public class Payments { [Idempotent] public virtual Task ChargeAsync([IdempotencyKey] string id) => Start.Effect(); public async Task ChargeTwiceAsync(string id) { await ChargeAsync(id); await ChargeAsync(id); } }
        """,
        "new PaymentsIdempotent(runtime)");

    [Fact]
    public Task AbstractMember_RunsOnceInTheDerivedClassOfEachImplementation_AndSelfCallsToo() => RequireAsync(
        effects: 1,
        """
        public abstract class Base { [Idempotent] public abstract Task ChargeAsync([IdempotencyKey] string id); public async Task ChargeTwiceAsync(string id) { await ChargeAsync(id); await ChargeAsync(id); } }
        public class Payments : Base { public override Task ChargeAsync(string id) => Start.Effect(); }
        """,
        "new PaymentsIdempotent(runtime)");

    [Fact]
    public Task PartialMember_RunsOnceInItsOwnBody_AndSelfCallsToo() => RequireAsync(
        effects: 1,
        """
        public sealed partial class Payments(IdempotencyRuntime runtime)
        {
            [Idempotent] public partial Task ChargeAsync([IdempotencyKey] string id);
            private Task ChargeCoreAsync(string id) => Start.Effect();
            public async Task ChargeTwiceAsync(string id) { await ChargeAsync(id); await ChargeAsync(id); }
        }
        """,
        "new Payments(runtime)");

    [Fact]
    public Task AnyOtherMember_RunsOnceWhereItIsCalled_AndSelfCallsToo() => RequireAsync(
        effects: 1,
        """
        public sealed class Payments(IdempotencyRuntime runtime)
        {
            public IdempotencyRuntime Runtime { get; } = runtime;
            [Idempotent] public Task ChargeAsync([IdempotencyKey] string id) => Start.Effect();
            public async Task ChargeTwiceAsync(string id) { await ChargeAsync(id); await ChargeAsync(id); }
        }
        """,
        "new Payments(runtime)");

    /// <summary>Charges twice from outside and twice from within, under one key.</summary>
    private static async Task RequireAsync(int effects, string source, string make)
    {
        await using var runtime = IdempotencyRuntime.CreateInMemory();
        var start = Generated.From($$"""
            {{source}}
            public static class Start
            {
                private static int s_effects;
                public static Task Effect() { s_effects++; return Task.CompletedTask; }
                public static async Task<int> RunAsync(IdempotencyRuntime runtime)
                {
                    var payments = {{make}};
                    await payments.ChargeAsync("k");
                    await payments.ChargeAsync("k");
                    await payments.ChargeTwiceAsync("k");
                    return s_effects;
                }
            }
            """).Load().GetType("Start", throwOnError: true)!;

        Assert.Equal(effects, await (Task<int>)start.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [runtime])!);
    }
}
