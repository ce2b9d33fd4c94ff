using Idempotent.Generators.Rules;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM102ResultCannotBeStoredTests
{
    [Theory]
    [InlineData("Task<Stream>")]
    [InlineData("IAsyncEnumerable<int>")]
    [InlineData("Task<IEnumerable<int>>")]
    [InlineData("Func<int>")]
    [InlineData("object")]
    [InlineData("Task<dynamic>")]
    [InlineData("Task<Task<int>>")]
    public Task Result_ThatIsNoValue_Triggers(string result) => RuleTest.VerifyAsync<IDEM102ResultCannotBeStored>($$"""
        public interface IPayments
        {
            [Idempotent] {|IDEM102:{{result}}|} Run([IdempotencyKey] string id);
        }
        """);

    [Theory]
    [InlineData("void")]
    [InlineData("Task")]
    [InlineData("ValueTask<int?>")]
    [InlineData("string?")]
    [InlineData("Task<IReadOnlyList<(int, Guid)>>")]
    [InlineData("Task<byte[]>")]
    public Task Result_ThatIsAValue_DoesNotTrigger(string result) => RuleTest.VerifyAsync<IDEM102ResultCannotBeStored>($$"""
        public interface IPayments
        {
            [Idempotent] {{result}} Run([IdempotencyKey] string id);
        }
        """);

    [Fact]
    public Task Result_OfAMethodThatIsNotAnnotated_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM102ResultCannotBeStored>("""
        [Idempotent]
        public interface IPayments
        {
            Task RunAsync([IdempotencyKey] string id);
            [NaturallyIdempotent("reads")] IAsyncEnumerable<int> ListAsync(string id);
        }
        """);
}
