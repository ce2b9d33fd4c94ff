using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM104BadDurationTests
{
    [Theory]
    [InlineData("ExpiresAfter = {|IDEM104:\"1 day\"|}")]
    [InlineData("Lease = {|IDEM104:\"\"|}")]
    [InlineData("Lease = {|IDEM104:\"-5s\"|}")]
    [InlineData("Lease = {|IDEM104:\"0s\"|}")]
    [InlineData("MaxRunning = {|IDEM104:\"5\\u0660s\"|}")]
    [InlineData("WaitTimeout = {|IDEM104:\"99999999999d\"|}")]
    [InlineData("ExpiresAfter = \"1h\", Lease = {|IDEM104:\"2h\"|}")]
    public Task Setting_WhoseDurationIsUnfit_Triggers(string settings) => RuleTest.VerifyAsync<IDEM104BadDuration>($$"""
        public interface IPayments
        {
            [Idempotent({{settings}})] Task ChargeAsync([IdempotencyKey] string id);
        }
        """);

    [Theory]
    [InlineData("ExpiresAfter = \"500ms\", Lease = \"500ms\"")]
    [InlineData("ExpiresAfter = \"7d\", Lease = \"00:01:30\", MaxRunning = \"24h\"")]
    [InlineData("WaitTimeout = \"0s\"")]
    [InlineData("Name = \"1 day\"")]
    public Task Setting_WhoseDurationIsFit_DoesNotTrigger(string settings) => RuleTest.VerifyAsync<IDEM104BadDuration>($$"""
        public interface IPayments
        {
            [Idempotent({{settings}})] Task ChargeAsync([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Setting_OfATypeWithSeveralMethods_IsFoundOnce_Triggers() => RuleTest.VerifyAsync<IDEM104BadDuration>("""
        [Idempotent(Lease = {|IDEM104:"soon"|})]
        public interface IPayments
        {
            Task ChargeAsync([IdempotencyKey] string id);
            Task RefundAsync([IdempotencyKey] string id);
        }
        """);
}
