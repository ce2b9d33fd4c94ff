using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM206ChangedKeyTests
{
    private static string Operation(string statements, string attribute = "Idempotent") => $$"""
        public class Payments(Bank db, Npgsql.NpgsqlDataSource source, Microsoft.Extensions.Logging.ILogger logger)
        {
            [{{attribute}}]
            public virtual async Task<bool> PayAsync([IdempotencyKey] Payment payment, [IdempotencyIgnore] string? id = null)
            {
                {{statements}}
                await Task.Yield();
                return true;
            }
        }
        public class Payment { public string Id { get; set; } = ""; public decimal Amount { get; set; } }
        {{EffectTest.Bank}}
        """;

    [Theory]
    [InlineData("{|IDEM206:payment.Id|} = \"x\";")]
    [InlineData("{|IDEM206:payment.Amount|} += 1;")]
    [InlineData("{|IDEM206:payment.Amount|}++;")]
    [InlineData("Action change = () => {|IDEM206:payment.Id|} = \"x\"; change();")]
    public Task Key_ThatIsAssigned_Triggers(string statements) => EffectTest.VerifyAsync<IDEM206ChangedKey>(Operation(statements));

    [Theory]
    [InlineData("payment = new Payment();")]
    [InlineData("var id2 = payment.Id + \"x\";")]
    [InlineData("var copy = new Payment { Id = payment.Id }; copy.Id = \"x\";")]
    [InlineData("id = \"x\";")]
    [InlineData("Console.WriteLine(payment.Amount);")]
    [InlineData("var amount = payment.Amount; amount += 1;")]
    [InlineData("var account = new Account(); account.Balance = payment.Amount;")]
    [InlineData("payment.Id.Trim();")]
    public Task Key_ThatStays_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM206ChangedKey>(Operation(statements));

    [Fact]
    public Task Member_ThatIsMarked_Triggers() => EffectTest.VerifyAsync<IDEM206ChangedKey>("""
        public class Payment { [IdempotencyKey] public string Id { get; set; } = ""; public decimal Amount { get; set; } }
        public class Payments
        {
            [Idempotent] public virtual void Pay(Payment payment) { {|IDEM206:payment.Id|} = "x"; payment.Amount = 1; }
            public void Prepare(Payment payment) => payment.Id = "x";
        }
        """);
}
