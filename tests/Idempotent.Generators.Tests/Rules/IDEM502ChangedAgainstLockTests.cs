using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM502ChangedAgainstLockTests
{
    [Theory]
    [InlineData("[IdempotencyKey] long orderId, decimal amount", "key 'orderId' was string and is integer")]
    [InlineData("[IdempotencyKey] string order, decimal amount", "key 'order' is new (string), key 'orderId' is gone (string)")]
    [InlineData("[IdempotencyKey] string orderId", "fingerprint 'amount' is gone (decimal)")]
    [InlineData("[IdempotencyKey(Sensitive = true)] string orderId, decimal amount", "key 'orderId' was string and is string!")]
    [InlineData("[IdempotencyKey] string orderId, Money amount", "fingerprint 'amount' was decimal and is object, fingerprint 'amount.Currency' is new (string), fingerprint 'amount.Value' is new (decimal)")]
    [InlineData("string orderId, decimal amount", "key 'amount' is new (decimal), fingerprint 'amount' is gone (decimal)")]
    public Task Parameters_ThatAreChanged_Triggers(string parameters, string changes) => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>($$"""
        public sealed record Money(decimal Value, string Currency);
        public interface IPayments
        {
            [{|#0:Idempotent(Name = "payments.charge")|}] Task ChargeAsync({{parameters}});
        }
        """, locked: Locks.Charge, expected: Changed(changes));

    [Theory]
    [InlineData("ExpiresAfter = \"7d\"", "retention was default and is 7.00:00:00")]
    [InlineData("Store = \"audit\"", "store is new (audit)")]
    public Task Setting_ThatMovesRecords_Triggers(string setting, string changes) => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>($$"""
        public interface IPayments
        {
            [{|#0:Idempotent(Name = "payments.charge", {{setting}})|}] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """, locked: Locks.Charge, expected: Changed(changes));

    [Fact]
    public Task Schema_OfAnotherEncoding_Triggers() => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>("""
        public interface IPayments
        {
            [{|#0:Idempotent(Name = "payments.charge")|}] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """, locked: Locks.Charge.Replace("1/", "0/", StringComparison.Ordinal), expected: Changed("schema was 0/b946c701b3ab7d95 and is 1/b946c701b3ab7d95"));

    [Fact]
    public Task MemberThatIsAdded_AtAnyDepth_Triggers() => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>("""
        public sealed record Line(string Sku, int Count, bool IsGift);
        public sealed record Order(IReadOnlyList<Line> Lines, Dictionary<string, Line?> Extras);
        public interface IOrders
        {
            [{|#0:Idempotent(Name = "payments.charge")|}] Task PlaceAsync([IdempotencyKey] string id, Order order);
        }
        """, locked: """
        payments.charge key id string
        payments.charge fingerprint order object
        payments.charge fingerprint order.Lines list
        payments.charge fingerprint order.Lines[] object
        payments.charge fingerprint order.Lines[].Sku string
        payments.charge fingerprint order.Lines[].Count integer
        payments.charge fingerprint order.Extras dictionary
        payments.charge fingerprint order.Extras[key] string
        payments.charge fingerprint order.Extras[value] object
        payments.charge fingerprint order.Extras[value].Sku string
        payments.charge fingerprint order.Extras[value].Count integer
        payments.charge retention default
        payments.charge schema 1/0000000000000000
        """, expected: Changed("fingerprint 'order.Extras[value].IsGift' is new (bool), fingerprint 'order.Lines[].IsGift' is new (bool)"));

    [Theory]
    [InlineData("[IdempotencyKey] string orderId, decimal amount")]
    [InlineData("decimal amount, [IdempotencyKey] string orderId")]
    [InlineData("[IdempotencyKey(Name = \"orderId\")] string id, decimal? amount, CancellationToken cancellationToken")]
    [InlineData("[IdempotencyKey] OrderId orderId, decimal amount, [IdempotencyIgnore] string note")]
    [InlineData("[IdempotencyKey] string orderId, Amount amount, IProgress<int> progress")]
    public Task Parameters_WithTheSameBytes_DoesNotTrigger(string parameters) => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>($$"""
        public readonly record struct OrderId(string Value);
        public readonly record struct Amount(decimal Value);
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")] Task ChargeAsync({{parameters}});
        }
        """, locked: Locks.Charge);

    [Theory]
    [InlineData("Lease = \"5s\"")]
    [InlineData("WhenFailed = WhenFailed.Store")]
    [InlineData("WaitTimeout = \"1s\", MaxAttempts = 3")]
    public Task Setting_ThatMovesNothing_DoesNotTrigger(string setting) => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>($$"""
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge", {{setting}})] Task<int> ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """, locked: Locks.Charge);

    [Fact]
    public Task Method_UnderAnotherName_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>("""
        namespace Elsewhere;
        public class Payments
        {
            [Idempotent(Name = "payments.charge")] public virtual void Pay([IdempotencyKey] string orderId, decimal amount) { }
        }
        """, locked: Locks.Charge);

    [Fact]
    public Task RetentionInOtherWords_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>("""
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge", ExpiresAfter = "24h")] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """, locked: Locks.Charge.Replace("default", "1.00:00:00", StringComparison.Ordinal));

    [Fact]
    public Task Lines_InAnyOrder_WithCommentsAndTwice_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>("""
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """, locked: "# ours\r\n" + string.Join("\r\n\r\n", Locks.Charge.Split('\n').Reverse()) + "\r\n  payments.charge   retention   \"default\"");

    [Fact]
    public Task LinesOfAnotherTargetFramework_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>("""
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """, config: "build_property.TargetFramework = net10.0", locked: Locks.Charge + "\npayments.charge fingerprint note string [net9.0]");

    [Fact]
    public Task WithoutALock_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>("""
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")] Task ChargeAsync([IdempotencyKey] int orderId);
        }
        """);

    [Fact]
    public Task WhileTheLockIsWritten_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM502ChangedAgainstLock>("""
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")] Task ChargeAsync([IdempotencyKey] int orderId);
        }
        """, config: "build_property.UpdateIdempotencyLock = True", locked: Locks.Charge);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyLockFixAsync<IDEM502ChangedAgainstLock, IDEM502ChangedAgainstLockFix>(
        """
        public interface IPayments
        {
            [{|IDEM502:Idempotent(Name = "payments.charge")|}] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
            [{|IDEM502:Idempotent(Name = "payments.refund")|}] Task RefundAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """,
        Locks.Text(Locks.Charge.Replace("string", "integer", StringComparison.Ordinal), "other key id guid", Locks.Charge.Replace("charge", "refund", StringComparison.Ordinal) + "\npayments.refund store audit"),
        Locks.Text("other key id guid", Locks.Charge, Locks.Charge.Replace("charge", "refund", StringComparison.Ordinal)));

    [Fact]
    public Task Fix_OfALockThatDiffersByTargetFramework_IsNotOffered()
    {
        var locked = Locks.Text("payments.charge key orderId string", "payments.charge fingerprint amount decimal [net9.0]");
        return RuleTest.VerifyLockFixAsync<IDEM502ChangedAgainstLock, IDEM502ChangedAgainstLockFix>("""
            public interface IPayments
            {
                [{|IDEM502:Idempotent(Name = "payments.charge")|}] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
            }
            """, locked, locked, config: "build_property.TargetFramework = net10.0");
    }

    private static DiagnosticResult Changed(string changes) => DiagnosticResult.CompilerError("IDEM502").WithLocation(0).WithMessage(
        $"Operation 'payments.charge' is not what idempotency.lock says: {changes}; calls in flight and stored outcomes may not be recognized, so undo that, or accept it with -p:UpdateIdempotencyLock=true");
}
