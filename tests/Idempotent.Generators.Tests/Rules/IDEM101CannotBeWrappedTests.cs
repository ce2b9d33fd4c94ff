using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM101CannotBeWrappedTests
{
    [Theory]
    [InlineData("Task<int> {|IDEM101:RunAsync|}([IdempotencyKey] string id, ref int x);")]
    [InlineData("int {|IDEM101:Run|}([IdempotencyKey] string id, out int x);")]
    [InlineData("int {|IDEM101:Run|}([IdempotencyKey] string id, ReadOnlySpan<byte> x);")]
    [InlineData("unsafe int {|IDEM101:Run|}([IdempotencyKey] string id, int* x);")]
    [InlineData("ref int {|IDEM101:Run|}([IdempotencyKey] string id);")]
    public Task Member_WithAShapeThatNoWrapperCanHave_Triggers(string member) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public interface IPayments
        {
            [Idempotent] {{member}}
        }
        """);

    [Theory]
    [InlineData("Task<int> RunAsync([IdempotencyKey] string id, CancellationToken ct = default);")]
    [InlineData("void Run([IdempotencyKey] string id);")]
    [InlineData("ValueTask<T> RunAsync<T>([IdempotencyKey] string id) where T : struct;")]
    public Task Member_ThatCanBeWrapped_DoesNotTrigger(string member) => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>($$"""
        public interface IPayments
        {
            [Idempotent] {{member}}
        }
        """);

    [Fact]
    public Task Member_ThatIsOnlyForwarded_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public interface IPayments
        {
            [Idempotent] Task RunAsync([IdempotencyKey] string id);
            ref int Counter(ref int x, out int y, ReadOnlySpan<byte> z);
        }
        """);

    [Fact]
    public Task Interface_WithAnAbstractStaticMember_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        public interface IPayments
        {
            [Idempotent] Task {|IDEM101:RunAsync|}([IdempotencyKey] string id);
            static abstract int Count { get; }
        }
        """);

    [Fact]
    public Task Interface_OfAFile_Triggers() => RuleTest.VerifyAsync<IDEM101CannotBeWrapped>("""
        file interface IPayments
        {
            [Idempotent] Task {|IDEM101:RunAsync|}([IdempotencyKey] string id);
        }
        """);
}
