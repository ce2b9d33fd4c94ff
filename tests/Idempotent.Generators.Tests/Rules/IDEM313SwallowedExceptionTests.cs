using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM313SwallowedExceptionTests
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
    [InlineData("try { await db.SaveChangesAsync(); } {|IDEM313:catch|} (Exception) { return false; }")]
    [InlineData("try { await db.SaveChangesAsync(); } {|IDEM313:catch|} { }")]
    [InlineData("try { db.Entries.Add(new Entry()); } {|IDEM313:catch|} (Exception e) { Console.WriteLine(e); }")]
    public Task Exception_ThatEndsInARecordedOutcome_Triggers(string statements) => EffectTest.VerifyAsync<IDEM313SwallowedException>(Operation(statements));

    [Theory]
    [InlineData("try { await db.SaveChangesAsync(); } catch (Exception) { throw; }")]
    [InlineData("try { await db.SaveChangesAsync(); } catch (DbUpdateException) { return false; }")]
    [InlineData("try { await db.SaveChangesAsync(); } catch (Exception e) when (e is TimeoutException) { return false; }")]
    [InlineData("try { await db.SaveChangesAsync(); } finally { }")]
    [InlineData("try { Console.WriteLine(); } catch (Exception) { }")]
    [InlineData("try { await db.Entries.AnyAsync(); } catch (Exception) { }")]
    [InlineData("foreach (var e in new[] { 1 }) { try { await db.SaveChangesAsync(); } catch (Exception) { } }")]
    [InlineData("try { await db.SaveChangesAsync(); } catch (Exception e) { throw new InvalidOperationException(\"no\", e); }")]
    public Task Exception_ThatIsThrownOrAnOutcome_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM313SwallowedException>(Operation(statements));

    [Fact]
    public Task Exception_OutsideOfAnOperation_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM313SwallowedException>(EffectTest.InConsumer("try { await db.SaveChangesAsync(); } catch (Exception) { }"));

    [Fact]
    public Task Fix_OfSeveral_FixAll() => EffectTest.VerifyFixAsync<IDEM313SwallowedException, IDEM313SwallowedExceptionFix>(Operation("""
        try { await db.SaveChangesAsync(); }
        {|IDEM313:catch|} (Exception e)
        {
            Console.WriteLine(e);
        }
        try { await db.SaveChangesAsync(); }
        {|IDEM313:catch|} (Exception)
        {
            return false; // no
        }
        """), Operation("""
        try { await db.SaveChangesAsync(); }
        catch (Exception e)
        {
            Console.WriteLine(e);
            throw;
        }
        try { await db.SaveChangesAsync(); }
        catch (Exception)
        {
            throw; // no
        }
        """));
}
