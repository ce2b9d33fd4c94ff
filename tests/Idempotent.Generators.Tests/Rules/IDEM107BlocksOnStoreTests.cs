using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM107BlocksOnStoreTests
{
    [Theory]
    [InlineData("Idempotent.Redis")]
    [InlineData("Idempotent.PostgreSql")]
    [InlineData("Idempotent.DynamoDb")]
    [InlineData("Idempotent.Cassandra")]
    public Task Method_ThatIsSynchronous_WithARemoteStore_Triggers(string assembly) => RuleTest.VerifyAsync<IDEM107BlocksOnStore>("""
        public interface IPayments
        {
            [Idempotent] {|IDEM107:int|} Charge([IdempotencyKey] string id);
            [Idempotent] {|IDEM107:void|} Notify([IdempotencyKey] string id);
        }
        """, reference: assembly);

    [Fact]
    public Task Method_ThatIsAsynchronous_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM107BlocksOnStore>("""
        public interface IPayments
        {
            [Idempotent] Task<int> ChargeAsync([IdempotencyKey] string id);
            [Idempotent] Task NotifyAsync([IdempotencyKey] string id);
            [Idempotent] ValueTask<int> CountAsync([IdempotencyKey] string id);
            [Idempotent] ValueTask TouchAsync([IdempotencyKey] string id);
            int NotAnnotated(string id);
        }
        """, reference: "Idempotent.Redis");

    [Theory]
    [InlineData(null)]
    [InlineData("Idempotent.Sqlite")]
    public Task Project_WithoutARemoteStore_DoesNotTrigger(string? assembly) => RuleTest.VerifyAsync<IDEM107BlocksOnStore>("""
        public interface IPayments
        {
            [Idempotent] int Charge([IdempotencyKey] string id);
        }
        """, reference: assembly);

    [Fact]
    public Task Fix_OfAnInterfacesMethod_ChangesImplementationsAndCallers() => FixAsync("""
        /// <summary><see cref="IPayments.Charge"/></summary>
        public interface IPayments
        {
            // The amount is in EUR.
            [Idempotent] {|IDEM107:int|} Charge([IdempotencyKey] string id);
        }

        public sealed class Payments : IPayments
        {
            public int Charge(string id) => id.Length;
        }

        public sealed class Other : IPayments
        {
            int IPayments.Charge(string id) { return 1; }
        }

        public static class Caller
        {
            public static async Task<string> CallAsync(IPayments payments)
            {
                payments.Charge(nameof(IPayments.Charge));
                Func<Task<int>> later = async () => payments.Charge("2");
                return payments.Charge("3").ToString() + await later();
            }
        }
        """, """
        /// <summary><see cref="IPayments.Charge"/></summary>
        public interface IPayments
        {
            // The amount is in EUR.
            [Idempotent] Task<int> Charge([IdempotencyKey] string id);
        }

        public sealed class Payments : IPayments
        {
            public async Task<int> Charge(string id) => id.Length;
        }

        public sealed class Other : IPayments
        {
            async Task<int> IPayments.Charge(string id) { return 1; }
        }

        public static class Caller
        {
            public static async Task<string> CallAsync(IPayments payments)
            {
                await payments.Charge(nameof(IPayments.Charge));
                Func<Task<int>> later = async () => await payments.Charge("2");
                return (await payments.Charge("3")).ToString() + await later();
            }
        }
        """);

    [Fact]
    public Task Fix_OfVirtualMethods_FixAll() => FixAsync("""
        public class Payments
        {
            [Idempotent] public virtual {|IDEM107:void|} Notify([IdempotencyKey] string id) { }
            [Idempotent] public virtual {|IDEM107:string|} Charge([IdempotencyKey] string id) { Notify(id); return id; }
        }

        public class Others : Payments
        {
            public override string Charge(string id) => base.Charge(id);
        }
        """, """
        public class Payments
        {
            [Idempotent] public virtual async Task Notify([IdempotencyKey] string id) { }
            [Idempotent] public virtual async Task<string> Charge([IdempotencyKey] string id) { await Notify(id); return id; }
        }

        public class Others : Payments
        {
            public override async Task<string> Charge(string id) => await base.Charge(id);
        }
        """);

    [Theory]
    [InlineData("public static int Call(IPayments payments) => payments.Charge(\"1\");")]
    [InlineData("public static Func<string, int> Call(IPayments payments) => payments.Charge;")]
    [InlineData("public static async Task CallAsync(IPayments payments) { lock (payments) { payments.Charge(\"1\"); } }")]
    [InlineData("public static async Task CallAsync(IPayments? payments) { var n = payments?.Charge(\"1\"); }")]
    [InlineData("public static async Task CallAsync(IPayments payments) { ReadOnlySpan<char> text = \"1\"; payments.Charge(\"1\"); }")]
    [InlineData("public static async Task CallAsync(IPayments payments) { var all = from n in new[] { 1 } select payments.Charge(\"1\"); }")]
    [InlineData("public static async Task CallAsync(IPayments payments) { System.Linq.Expressions.Expression<Func<int>> e = () => payments.Charge(\"1\"); }")]
    [InlineData("private static readonly int s_first = default(IPayments)!.Charge(\"1\");")]
    public Task Fix_WhereACallerCannotAwait_IsNotOffered(string caller) => RuleTest.VerifyNoFixAsync<IDEM107BlocksOnStore, IDEM107BlocksOnStoreFix>($$"""
        using System.Linq;

        public interface IPayments
        {
            [Idempotent] {|IDEM107:int|} Charge([IdempotencyKey] string id);
        }

        public static class Caller
        {
            {{caller}}
        }
        """, reference: "Idempotent.Redis");

    [Fact]
    public Task Fix_OfAMemberOfAnotherAssemblysInterface_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM107BlocksOnStore, IDEM107BlocksOnStoreFix>("""
        public sealed class Payments : IComparable<string>
        {
            [Idempotent] public {|IDEM107:int|} CompareTo([IdempotencyKey] string? id) => 0;
        }
        """, reference: "Idempotent.Redis");

    private static Task FixAsync(string source, string @fixed) =>
        RuleTest.VerifyFixAsync<IDEM107BlocksOnStore, IDEM107BlocksOnStoreFix>(source, @fixed, reference: "Idempotent.Redis");
}
