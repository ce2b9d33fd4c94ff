using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM303UnrepeatableSqlTests
{
    private const string Services = "System.Data.IDbConnection db";

    [Theory]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"INSERT INTO entries (amount) VALUES (@Amount)\", message);")]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"insert into public.entries select @Amount\", message);")]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"UPDATE accounts SET balance = balance + @Amount WHERE id = @AccountId\", message);")]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"UPDATE a SET [Balance] = a.[Balance] - @Amount FROM Accounts a WHERE a.Id = @AccountId\", message);")]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"SELECT 1; UPDATE accounts SET balance = @Amount + balance\", message);")]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"INSERT INTO totals (id, n) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET n = totals.n + 1\", message);")]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"INSERT INTO totals (id, n) VALUES (1, 1) ON DUPLICATE KEY UPDATE n = n + 1\", message);")]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"UPDATE switches SET is_on = NOT is_on WHERE id = 1\", message);")]
    [InlineData("await db.{|IDEM303:ExecuteAsync|}(\"WITH x AS (SELECT 1) INSERT INTO entries (amount) SELECT * FROM x\", message);")]
    [InlineData("var table = \"entries\"; await db.{|IDEM303:ExecuteAsync|}($\"INSERT INTO {table} (amount) VALUES (@Amount)\", message);")]
    [InlineData("const string sql = \"INSERT INTO entries \" + \"(amount) VALUES (@Amount)\"; await db.{|IDEM303:ExecuteAsync|}(sql, message);")]
    [InlineData("var id = await db.{|IDEM303:QuerySingleAsync<int>|}(\"INSERT INTO entries (amount) VALUES (@Amount) RETURNING id\", message);")]
    public Task Sql_ThatDoesMoreAtEachRun_Triggers(string statements) => EffectTest.VerifyAsync<IDEM303UnrepeatableSql>(EffectTest.InConsumer(statements, Services));

    [Theory]
    [InlineData("await db.ExecuteAsync(\"INSERT INTO entries (id) VALUES (@MessageId) ON CONFLICT DO NOTHING\", message);")]
    [InlineData("await db.ExecuteAsync(\"INSERT IGNORE INTO entries (id) VALUES (@MessageId)\", message);")]
    [InlineData("await db.ExecuteAsync(\"INSERT OR IGNORE INTO entries (id) VALUES (@MessageId)\", message);")]
    [InlineData("await db.ExecuteAsync(\"REPLACE INTO entries (id) VALUES (@MessageId)\", message);")]
    [InlineData("await db.ExecuteAsync(\"IF NOT EXISTS (SELECT 1 FROM entries WHERE id = @MessageId) INSERT INTO entries (id) VALUES (@MessageId)\", message);")]
    [InlineData("await db.ExecuteAsync(\"INSERT INTO entries (id) SELECT @MessageId WHERE NOT EXISTS (SELECT 1 FROM entries WHERE id = @MessageId)\", message);")]
    [InlineData("await db.ExecuteAsync(\"MERGE INTO entries AS t USING (SELECT 1 AS id) s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);\", message);")]
    [InlineData("await db.ExecuteAsync(\"UPDATE accounts SET balance = @Amount WHERE id = @AccountId\", message);")]
    [InlineData("await db.ExecuteAsync(\"UPDATE accounts SET balance = COALESCE(balance, 0), row_version = row_version + 1 WHERE id = @AccountId\", message);")]
    [InlineData("await db.ExecuteAsync(\"UPDATE accounts SET balance = (SELECT SUM(amount) + 1 FROM entries) WHERE id = @AccountId\", message);")]
    [InlineData("await db.ExecuteAsync(\"UPDATE accounts SET balance = balance + 1, state = 'done' WHERE id = 1 AND state = 'open'\", message);")]
    [InlineData("await db.ExecuteAsync(\"INSERT INTO inbox_messages (id) VALUES (@MessageId)\", message);")]
    [InlineData("await db.ExecuteAsync(\"INSERT INTO #temp (id) VALUES (1)\", message);")]
    [InlineData("await db.ExecuteAsync(\"DELETE FROM entries -- INSERT INTO entries\", message);")]
    [InlineData("await db.ExecuteAsync(\"SELECT 'INSERT INTO entries; UPDATE a SET n = n + 1' /* UPDATE b SET n = n + 1 */\", message);")]
    [InlineData("if (await db.QueryFirstOrDefaultAsync<int?>(\"SELECT 1 FROM entries WHERE id = @MessageId\", message) != null) return; await db.ExecuteAsync(\"INSERT INTO entries (id) VALUES (@MessageId)\", message);")]
    public Task Sql_ThatIsRepeatable_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM303UnrepeatableSql>(EffectTest.InConsumer(statements, Services));

    [Fact]
    public Task Sql_OfACommand_Triggers() => EffectTest.VerifyAsync<IDEM303UnrepeatableSql>(EffectTest.InConsumer("""
        var command = db.CreateCommand();
        {|IDEM303:command.CommandText = "INSERT INTO entries (amount) VALUES (1)"|};
        await command.ExecuteNonQueryAsync();
        """, "System.Data.Common.DbConnection db"));

    [Fact]
    public Task Insert_IsASuggestion_Triggers() => EffectTest.VerifyAsync<IDEM303UnrepeatableSql>(
        EffectTest.InConsumer("await db.{|#0:ExecuteAsync|}(\"INSERT INTO entries (amount) VALUES (@Amount)\", message);", Services),
        expected: new DiagnosticResult("IDEM303", DiagnosticSeverity.Info).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));

    [Fact]
    public Task Fix_OfSeveral_FixAll() => EffectTest.VerifyFixAsync<IDEM303UnrepeatableSql, IDEM303UnrepeatableSqlFix>(EffectTest.InConsumer("""
        await db.{|IDEM303:ExecuteAsync|}("INSERT INTO entries (amount) VALUES (@Amount);", message); // one
        await db.{|IDEM303:ExecuteAsync|}(@"
            INSERT INTO entries (amount)
            VALUES (@Amount)
        ", message);
        """, "Npgsql.NpgsqlConnection db"), EffectTest.InConsumer("""
        await db.ExecuteAsync("INSERT INTO entries (amount) VALUES (@Amount) ON CONFLICT DO NOTHING;", message); // one
        await db.ExecuteAsync(@"
            INSERT INTO entries (amount)
            VALUES (@Amount) ON CONFLICT DO NOTHING
        ", message);
        """, "Npgsql.NpgsqlConnection db"));

    [Theory]
    [InlineData("System.Data.IDbConnection db", "INSERT INTO entries (amount) VALUES (@Amount)")]
    [InlineData("Microsoft.Data.SqlClient.SqlConnection db", "INSERT INTO entries (amount) VALUES (@Amount)")]
    [InlineData("Npgsql.NpgsqlConnection db", "INSERT INTO entries (amount) VALUES (@Amount) RETURNING id")]
    [InlineData("Npgsql.NpgsqlConnection db", "UPDATE accounts SET balance = balance + 1")]
    public Task Fix_WhereTheClauseIsNotCertain_IsNotOffered(string services, string sql) => EffectTest.VerifyNoFixAsync<IDEM303UnrepeatableSql, IDEM303UnrepeatableSqlFix>(
        EffectTest.InConsumer($"await db.{{|IDEM303:ExecuteAsync|}}(\"{sql}\", message);", services));
}
