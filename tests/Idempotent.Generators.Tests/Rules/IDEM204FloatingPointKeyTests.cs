using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM204FloatingPointKeyTests
{
    [Theory]
    [InlineData("double")]
    [InlineData("float?")]
    [InlineData("Half")]
    [InlineData("IReadOnlyList<double>")]
    [InlineData("(int, float)")]
    public Task Parameter_WithAFloatingPointPart_Triggers(string type) => RuleTest.VerifyAsync<IDEM204FloatingPointKey>($$"""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, {{type}} {|IDEM204:amount|});
        }
        """);

    [Fact]
    public Task Member_OfFloatingPoint_Triggers() => RuleTest.VerifyAsync<IDEM204FloatingPointKey>("""
        public sealed record Money(double Amount, string Currency);
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, Money {|IDEM204:money|});
        }
        """);

    [Theory]
    [InlineData("decimal amount")]
    [InlineData("[IdempotencyIgnore] double amount")]
    [InlineData("IProgress<double> progress")]
    public Task Parameter_WithoutAFloatingPointPart_DoesNotTrigger(string parameter) => RuleTest.VerifyAsync<IDEM204FloatingPointKey>($$"""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, {{parameter}});
            Task ConvertAsync(double amount);
        }
        """);

    [Fact]
    public Task Fix_OfAParameter_ChangesImplementationsToo() => RuleTest.VerifyFixAsync<IDEM204FloatingPointKey, IDEM204FloatingPointKeyFix>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, /* in EUR */ double {|IDEM204:amount|});
        }

        public sealed class Payments : IPayments
        {
            public Task ChargeAsync(string id, double sum /* in EUR */) => Task.CompletedTask;
        }
        """, """
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, /* in EUR */ decimal amount);
        }

        public sealed class Payments : IPayments
        {
            public Task ChargeAsync(string id, decimal sum /* in EUR */) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Fix_OfAComposedType_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM204FloatingPointKey, IDEM204FloatingPointKeyFix>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, List<double> {|IDEM204:amounts|});
        }
        """);

    [Fact]
    public Task Fix_OfAParameterWithADefaultValue_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM204FloatingPointKey, IDEM204FloatingPointKeyFix>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, double {|IDEM204:amount|} = 1.5);
        }
        """);

    [Fact]
    public Task Fix_WhereAnImplementationHasADefaultValue_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM204FloatingPointKey, IDEM204FloatingPointKeyFix>("""
        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, double {|IDEM204:amount|});
        }

        public sealed class Payments : IPayments
        {
            public Task ChargeAsync(string id, double amount = 1.5) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Fix_OfAClassWhoseInterfaceSaysTheType_IsNotOffered() => RuleTest.VerifyNoFixAsync<IDEM204FloatingPointKey, IDEM204FloatingPointKeyFix>("""
        public interface IPayments
        {
            Task ChargeAsync(string id, double amount);
        }

        public sealed class Payments : IPayments
        {
            [Idempotent] public Task ChargeAsync([IdempotencyKey] string id, double {|IDEM204:amount|}) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => RuleTest.VerifyFixAsync<IDEM204FloatingPointKey, IDEM204FloatingPointKeyFix>("""
        public sealed record Money(double Amount, string Currency);

        public sealed class Weight
        {
            public float? Kilograms { get; set; }
        }

        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, double {|IDEM204:amount|}, System.Single {|IDEM204:fee|}, Money {|IDEM204:money|}, Weight {|IDEM204:weight|});
        }
        """, """
        public sealed record Money(decimal Amount, string Currency);

        public sealed class Weight
        {
            public decimal? Kilograms { get; set; }
        }

        public interface IPayments
        {
            [Idempotent] Task ChargeAsync([IdempotencyKey] string id, decimal amount, decimal fee, Money money, Weight weight);
        }
        """);
}
