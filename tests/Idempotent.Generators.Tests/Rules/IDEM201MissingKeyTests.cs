using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM201MissingKeyTests
{
    [Theory]
    [InlineData("")]
    [InlineData("CancellationToken ct")]
    [InlineData("IProgress<int> progress, System.Security.Claims.ClaimsPrincipal user, System.Data.Common.DbConnection db, Action done")]
    [InlineData("[IdempotencyIgnore] string id, CancellationToken ct")]
    public Task Method_WithNothingButInfrastructure_Triggers(string parameters) => RuleTest.VerifyAsync<IDEM201MissingKey>($$"""
        public interface IInvoices
        {
            [Idempotent] Task {|IDEM201:SendAsync|}({{parameters}});
        }
        """);

    [Theory]
    [InlineData("int day")]
    [InlineData("[IdempotencyKey] int day, CancellationToken ct")]
    public Task Method_WithSomethingElse_DoesNotTrigger(string parameters) => RuleTest.VerifyAsync<IDEM201MissingKey>($$"""
        public interface IInvoices
        {
            [Idempotent] Task SendAsync({{parameters}});
            Task CountAsync();
        }
        """);

    [Fact]
    public Task Method_WhoseTypeHasAMarkedProperty_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM201MissingKey>("""
        public interface IInvoice
        {
            [IdempotencyKey] string Number { get; }
            [Idempotent] Task SendAsync(CancellationToken ct);
        }
        """);

    [Fact]
    public Task Fix_WhereAParameterIsIgnored_MarksIt() => RuleTest.VerifyFixAsync<IDEM201MissingKey, IDEM201MissingKeyFix>("""
        public interface IInvoices
        {
            [Idempotent] Task {|IDEM201:SendAsync|}(/* which */ [IdempotencyIgnore] string id, CancellationToken ct);
        }
        """, """
        public interface IInvoices
        {
            [Idempotent] Task SendAsync(/* which */ [IdempotencyKey] string id, CancellationToken ct);
        }
        """);

    [Fact]
    public Task Fix_WhereNothingIsIgnored_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM201MissingKey, IDEM201MissingKeyFix>("""
        public interface IInvoices
        {
            [Idempotent] Task {|IDEM201:SendAsync|}(CancellationToken ct);
        }
        """);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM201MissingKey, IDEM201MissingKeyFix>("""
        public interface IInvoices
        {
            [Idempotent] Task {|IDEM201:SendAsync|}([IdempotencyIgnore] string name, [IdempotencyIgnore] string invoiceId);
            [Idempotent] Task {|IDEM201:DropAsync|}([CLSCompliant(false), IdempotencyIgnore] string id);
        }
        """, """
        public interface IInvoices
        {
            [Idempotent] Task SendAsync([IdempotencyIgnore] string name, [IdempotencyKey] string invoiceId);
            [Idempotent] Task DropAsync([CLSCompliant(false), IdempotencyKey] string id);
        }
        """);
}
