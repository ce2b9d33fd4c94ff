using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM207ReadableSecretTests
{
    [Theory]
    [InlineData("[IdempotencyKey] string {|IDEM207:email|}")]
    [InlineData("[IdempotencyKey] string {|IDEM207:customerEmailAddress|}, decimal amount")]
    [InlineData("[IdempotencyKey] string orderId, [IdempotencyKey] string {|IDEM207:card_number|}")]
    [InlineData("[IdempotencyKey] long {|IDEM207:ssn|}")]
    [InlineData("[IdempotencyKey] DateOnly? {|IDEM207:dateOfBirth|}")]
    [InlineData("string {|IDEM207:accessToken|}, int day")]
    [InlineData("[IdempotencyKey(Name = \"who\")] string {|IDEM207:IBAN|}")]
    [InlineData("[IdempotencyKey(Sensitive = false)] string {|IDEM207:userPassword|}")]
    public Task Part_ThatIsNamedAsSuch_Triggers(string parameters) => RuleTest.VerifyAsync<IDEM207ReadableSecret>($$"""
        public interface IAccounts
        {
            [Idempotent] Task OpenAsync({{parameters}});
        }
        """);

    [Fact]
    public Task Part_WithinAParameter_Triggers() => RuleTest.VerifyAsync<IDEM207ReadableSecret>("""
        public record Invitation([property: IdempotencyKey] string Email, string Text);
        public interface IAccounts
        {
            [Idempotent] Task InviteAsync(Invitation {|IDEM207:invitation|});
        }
        """);

    [Theory]
    [InlineData("[IdempotencyKey(Sensitive = true)] string email")]
    [InlineData("[IdempotencyKey] string orderId, string email")]
    [InlineData("[IdempotencyKey] string orderId, [IdempotencyIgnore] string password")]
    [InlineData("[IdempotencyKey] string passwordResetId")]
    [InlineData("[IdempotencyKey] string emailTemplate, int phoneCount")]
    [InlineData("[IdempotencyKey] Guid accessToken")]
    [InlineData("[IdempotencyKey] string paymentToken")]
    [InlineData("[IdempotencyKey] string orderId, [IdempotencyKey] bool hasPassword")]
    [InlineData("[IdempotencyKey] string japan, [IdempotencyKey] string laptop")]
    [InlineData("[IdempotencyKey] Contact contact")]
    public Task Part_ThatIsSensitiveOrSomethingElse_DoesNotTrigger(string parameters) => RuleTest.VerifyAsync<IDEM207ReadableSecret>($$"""
        public record Contact(string Email, string Phone);
        public interface IAccounts
        {
            [Idempotent] Task OpenAsync({{parameters}});
            Task CloseAsync(string email);
        }
        """);

    [Theory]
    [InlineData("password", DiagnosticSeverity.Warning)]
    [InlineData("email", DiagnosticSeverity.Info)]
    public Task Secret_IsAWarningAndPersonalDataASuggestion_Triggers(string name, DiagnosticSeverity severity) => RuleTest.VerifyAsync<IDEM207ReadableSecret>($$"""
        public interface IAccounts
        {
            [Idempotent] Task OpenAsync([IdempotencyKey] string {|#0:{{name}}|});
        }
        """, expected: new DiagnosticResult("IDEM207", severity).WithLocation(0));

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM207ReadableSecret, IDEM207ReadableSecretFix>("""
        public record Invitation([property: IdempotencyKey(Name = "mail")] string Email, string Text);
        public interface IAccounts
        {
            [Idempotent] Task OpenAsync(/* who */ [IdempotencyKey] string {|IDEM207:email|}, [IdempotencyKey] string {|IDEM207:phone|});
            [Idempotent] Task CloseAsync([IdempotencyKey(Sensitive = false)] string {|IDEM207:email|});
            [Idempotent] Task InviteAsync(Invitation {|IDEM207:invitation|});
        }
        """, """
        public record Invitation([property: IdempotencyKey(Name = "mail", Sensitive = true)] string Email, string Text);
        public interface IAccounts
        {
            [Idempotent] Task OpenAsync(/* who */ [IdempotencyKey(Sensitive = true)] string email, [IdempotencyKey(Sensitive = true)] string phone);
            [Idempotent] Task CloseAsync([IdempotencyKey(Sensitive = true)] string email);
            [Idempotent] Task InviteAsync(Invitation invitation);
        }
        """);

    [Fact]
    public Task Fix_WhereNothingIsMarked_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM207ReadableSecret, IDEM207ReadableSecretFix>("""
        public interface IAccounts
        {
            [Idempotent] Task OpenAsync(string {|IDEM207:email|}, int day);
        }
        """);
}
