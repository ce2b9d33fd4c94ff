using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM208UnscopedTenantTests
{
    [Theory]
    [InlineData("[IdempotencyKey] string orderId, [IdempotencyIgnore] string {|IDEM208:tenantId|}")]
    [InlineData("[IdempotencyKey] int number, [IdempotencyIgnore] Guid {|IDEM208:organizationId|}")]
    [InlineData("[IdempotencyKey] string orderId, string {|IDEM208:tenantId|}, decimal amount")]
    [InlineData("[IdempotencyKey] string requestId, [IdempotencyIgnore] string {|IDEM208:userId|}")]
    [InlineData("Order {|IDEM208:order|}")]
    [InlineData("string orderId, [IdempotencyIgnore] string {|IDEM208:tenant_id|}")]
    public Task Tenant_WhoIsLeftOut_Triggers(string parameters) => RuleTest.VerifyAsync<IDEM208UnscopedTenant>($$"""
        public record Order([property: IdempotencyKey] int Number, [property: IdempotencyIgnore] string TenantId);
        public interface IOrders
        {
            [Idempotent] Task PlaceAsync({{parameters}}, CancellationToken ct = default);
        }
        """);

    [Theory]
    [InlineData("[IdempotencyKey] string orderId, [IdempotencyKey] string tenantId")]
    [InlineData("[IdempotencyKey] Guid orderId, [IdempotencyIgnore] string tenantId")]
    [InlineData("string orderId, string tenantId")]
    [InlineData("[IdempotencyKey] string requestId, string userId")]
    [InlineData("[IdempotencyKey] string orderId, [IdempotencyKey] string tenantId, [IdempotencyIgnore] string userId")]
    [InlineData("[IdempotencyKey] string orderId, [IdempotencyIgnore] string createdByUserId")]
    [InlineData("[IdempotencyKey] string orderId, [IdempotencyIgnore] string tenantDisplayName")]
    [InlineData("[IdempotencyKey] Order order")]
    [InlineData("[IdempotencyKey] string orderId, System.Security.Claims.ClaimsPrincipal user")]
    public Task Tenant_WhoIsToldApart_DoesNotTrigger(string parameters) => RuleTest.VerifyAsync<IDEM208UnscopedTenant>($$"""
        public record Order(int Number, string TenantId);
        public interface IOrders
        {
            [Idempotent] Task PlaceAsync({{parameters}});
            Task CountAsync(string tenantId);
        }
        """);

    [Theory]
    [InlineData("class Tenants : IIdempotencyScopeProvider { public string? GetScope() => \"a\"; }")]
    [InlineData("class Jobs { void Run() { using (IdempotencyScope.Use(\"a\")) { } } }")]
    public Task Tenant_WhereAScopeIsSet_DoesNotTrigger(string type) => RuleTest.VerifyAsync<IDEM208UnscopedTenant>($$"""
        public interface IOrders
        {
            [Idempotent] Task PlaceAsync([IdempotencyKey] string orderId, [IdempotencyIgnore] string tenantId);
        }
        {{type}}
        """);

    [Theory]
    [InlineData(OutputKind.ConsoleApplication, DiagnosticSeverity.Warning)]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, DiagnosticSeverity.Info)]
    public Task Library_WhoseHostMaySetAScope_IsASuggestion_Triggers(OutputKind output, DiagnosticSeverity severity) => RuleTest.VerifyAsync<IDEM208UnscopedTenant>("""
        public interface IOrders
        {
            [Idempotent] Task PlaceAsync([IdempotencyKey] string orderId, [IdempotencyIgnore] string {|#0:tenantId|});
        }
        public static class Program { public static void Main() { } }
        """, output: output, expected: new DiagnosticResult("IDEM208", severity).WithLocation(0));
}
