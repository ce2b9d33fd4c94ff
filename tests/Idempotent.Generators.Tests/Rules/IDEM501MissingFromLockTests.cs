using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM501MissingFromLockTests
{
    private const string Payments = """
        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """;

    private const string New = """
        public interface IPayments
        {
            [{|IDEM501:Idempotent(Name = "payments.charge")|}] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
            [{|IDEM501:Idempotent(Name = "payments.refund", ExpiresAfter = "7d", Store = "audit log")|}] Task RefundAsync([IdempotencyKey] Guid id);
        }
        """;

    [Fact]
    public Task Operation_ThatIsNew_Triggers() => RuleTest.VerifyAsync<IDEM501MissingFromLock>(New, locked: "");

    [Fact]
    public Task Operation_UnderAnotherName_Triggers() => RuleTest.VerifyAsync<IDEM501MissingFromLock>("""
        public interface IPayments
        {
            [{|#0:Idempotent|}] Task ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }
        """, locked: Locks.Charge, expected: DiagnosticResult.CompilerError("IDEM501").WithLocation(0).WithMessage(
            "Operation 'IPayments.ChargeAsync' is not in idempotency.lock: if it had another name, its stored outcomes would not be found and calls would run again; if it is new, build with -p:UpdateIdempotencyLock=true"));

    [Fact]
    public Task Operation_OfAnotherTargetFramework_Triggers() => RuleTest.VerifyAsync<IDEM501MissingFromLock>(
        Payments.Replace("Idempotent(Name = \"payments.charge\")", "{|IDEM501:Idempotent(Name = \"payments.charge\")|}", StringComparison.Ordinal),
        config: "build_property.TargetFramework = net10.0", locked: "payments.charge key orderId string [net9.0]");

    [Fact]
    public Task Method_OfAnAnnotatedType_Triggers() => RuleTest.VerifyAsync<IDEM501MissingFromLock>("""
        [{|IDEM501:Idempotent(Name = "payments")|}]
        public interface IPayments
        {
            Task ChargeAsync([IdempotencyKey] string orderId);
        }
        """, locked: "");

    [Fact]
    public Task WithoutALock_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>(Payments);

    [Fact]
    public Task WhileTheLockIsWritten_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>(Payments, config: "build_property.UpdateIdempotencyLock = true", locked: "");

    [Fact]
    public Task Operation_ThatIsLocked_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>(Payments, locked: Locks.Charge);

    [Fact]
    public Task Operation_ThatIsChanged_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>(Payments, locked: "payments.charge key other integer");

    [Fact]
    public Task Operation_OfThisTargetFramework_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>(
        Payments, config: "build_property.TargetFramework = net10.0", locked: "payments.charge key orderId string [net10.0,net9.0]");

    [Fact]
    public Task Operation_WithTypeParameters_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>("""
        namespace Shop;
        public interface IRepository<T>
        {
            [Idempotent] Task SaveAsync<TKey>([IdempotencyKey] string id) where TKey : class;
        }
        """, locked: "Shop.IRepository.SaveAsync<,> key id string");

    [Fact]
    public Task Class_ThatRepeatsTheInterface_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>($$"""
        {{Payments}}
        public sealed class Payments : IPayments
        {
            [Idempotent] public Task ChargeAsync(string order, decimal amount) => Task.CompletedTask;
        }
        """, locked: Locks.Charge);

    [Fact]
    public Task Operation_ThatIsRefused_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] Stream order);
            [Idempotent] Task RefundAsync(CancellationToken cancellationToken);
        }
        """, locked: "");

    [Fact]
    public Task Method_OfAnAnnotatedTypeThatSaysOtherwise_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>("""
        [Idempotent]
        public interface IPayments
        {
            [NaturallyIdempotent("reads")] Task FindAsync(string id);
            [NonIdempotent("counts")] Task CountAsync(string id);
        }
        """, locked: "");

    [Fact]
    public Task FileOfAnotherName_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM501MissingFromLock>(Payments, config: "build_property.IdempotencyLock = idempotency.lock");

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyLockFixAsync<IDEM501MissingFromLock, IDEM501MissingFromLockFix>(New, "", Locks.Text(Locks.Charge, """
        payments.refund key id guid
        payments.refund retention 7.00:00:00
        payments.refund store "audit log"
        payments.refund schema 1/5a584972048832cb
        """));

    [Fact]
    public Task Fix_OfALockThatNobodyCanRead_IsNotOffered() => RuleTest.VerifyLockFixAsync<IDEM501MissingFromLock, IDEM501MissingFromLockFix>(New, "<<<<<<< HEAD", "<<<<<<< HEAD");
}
