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
}
