using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM315OwnConnectionTests
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
    [InlineData("var connection = {|IDEM315:new Microsoft.Data.SqlClient.SqlConnection(\"x\")|};")]
    [InlineData("await using var connection = await {|IDEM315:source.OpenConnectionAsync()|};")]
    [InlineData("await using var transaction = await {|IDEM315:db.Database.BeginTransactionAsync()|};")]
    public Task Connection_OfItsOwn_Triggers(string statements) => EffectTest.VerifyAsync<IDEM315OwnConnection>(Operation(statements, "Idempotent(Transactional = true)"));

    [Theory]
    [InlineData("var connection = new Microsoft.Data.SqlClient.SqlConnection(\"x\");")]
    [InlineData("await db.Database.BeginTransactionAsync();")]
    public Task Connection_OfAMethodThatIsNotTransactional_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM315OwnConnection>(Operation(statements));

    [Theory]
    [InlineData("var connection = IdempotencyContext.Required.Connection;")]
    [InlineData("var transaction = IdempotencyContext.Required.Transaction;")]
    [InlineData("var ids = db.Entries.Select(e => e.Id).ToList();")]
    [InlineData("await db.SaveChangesAsync();")]
    [InlineData("using var http = new HttpClient();")]
    [InlineData("var command = source.CreateCommand(\"SELECT 1\");")]
    public Task Connection_ThatIsTheAmbientOneOrNone_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM315OwnConnection>(Operation(statements, "Idempotent(Transactional = true)"));
}
