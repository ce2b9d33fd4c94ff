using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM312UnawaitedEffectTests
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
    [InlineData("{|IDEM312:_ = db.SaveChangesAsync();|}")]
    [InlineData("{|IDEM312:db.SaveChangesAsync();|}")]
    [InlineData("{|IDEM312:_ = db.Entries.AddAsync(new Entry());|}")]
    [InlineData("{|IDEM312:PayAsync(payment);|}")]
    public Task Effect_WhoseTaskIsDropped_Triggers(string statements) => EffectTest.VerifyAsync<IDEM312UnawaitedEffect>(Operation(statements));

    [Theory]
    [InlineData("await db.SaveChangesAsync();")]
    [InlineData("var saving = db.SaveChangesAsync(); await saving;")]
    [InlineData("db.SaveChanges();")]
    [InlineData("_ = Task.Delay(1);")]
    [InlineData("_ = db.Entries.AnyAsync();")]
    [InlineData("_ = await db.SaveChangesAsync();")]
    [InlineData("await Task.WhenAll(db.SaveChangesAsync(), Task.Yield().GetAwaiter().IsCompleted ? Task.CompletedTask : Task.CompletedTask);")]
    [InlineData("Action later = () => { }; later();")]
    public Task Effect_ThatIsAwaitedOrNone_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM312UnawaitedEffect>(Operation(statements));

    [Fact]
    public Task Effect_DroppedInAConsumer_Triggers() => EffectTest.VerifyAsync<IDEM312UnawaitedEffect>(EffectTest.InConsumer("{|IDEM312:_ = context.Publish(new Entry());|}"));

    [Fact]
    public Task Effect_DroppedWhereNothingRunsItAgain_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM312UnawaitedEffect>(EffectTest.InHelper("_ = db.SaveChangesAsync();"));

    [Fact]
    public Task Fix_OfSeveral_FixAll() => EffectTest.VerifyFixAsync<IDEM312UnawaitedEffect, IDEM312UnawaitedEffectFix>(Operation("""
        {|IDEM312:_ = db.SaveChangesAsync();|} // one
        {|IDEM312:db.SaveChangesAsync();|}
        """), Operation("""
        await db.SaveChangesAsync(); // one
        await db.SaveChangesAsync();
        """));

    [Fact]
    public Task Fix_InALambdaThatIsNotAsynchronous_IsNotOffered() => EffectTest.VerifyNoFixAsync<IDEM312UnawaitedEffect, IDEM312UnawaitedEffectFix>(Operation("Action save = () => { {|IDEM312:_ = db.SaveChangesAsync();|} }; save();"));
}
