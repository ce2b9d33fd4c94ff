using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM301RelativeUpdateTests
{
    [Theory]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); {|IDEM301:account.Balance += message.Amount|}; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); {|IDEM301:account.Balance = account.Balance - message.Amount|}; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); var rest = account.Balance - message.Amount; {|IDEM301:account.Balance = rest|}; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); {|IDEM301:account.IsOpen = !account.IsOpen|}; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); {|IDEM301:account.DueAt = account.DueAt.AddMonths(1)|}; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); if (account == null) return; {|IDEM301:account.Balance += 1|}; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); if (account.Balance < message.Amount) return; {|IDEM301:account.Balance -= message.Amount|}; await db.SaveChangesAsync();")]
    [InlineData("foreach (var account in await db.Accounts.ToListAsync()) { {|IDEM301:account.Balance *= 1.1m|}; } await db.SaveChangesAsync();")]
    [InlineData("await db.Accounts.Where(a => a.Id == message.AccountId).{|IDEM301:ExecuteUpdateAsync|}(s => s.SetProperty(a => a.Balance, a => a.Balance + message.Amount));")]
    [InlineData("var id = Guid.NewGuid(); if (await db.Inbox.AnyAsync(m => m.Id == id)) return; var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); {|IDEM301:account.Balance += message.Amount|}; await db.SaveChangesAsync();")]
    public Task Update_OfAStoredValueInAConsumer_Triggers(string statements) => EffectTest.VerifyAsync<IDEM301RelativeUpdate>(EffectTest.InConsumer(statements));

    [Theory]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Balance = message.Amount; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Version++; account.FailedAttempts += 1; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Note += \" seen\"; account.Note ??= \"none\"; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.IsOpen = account.IsOpen || message.Amount > 0; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Balance = Math.Max(account.Balance, message.Amount); await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Changed += () => { }; await db.SaveChangesAsync();")]
    [InlineData("var account = new Account(); account.Balance += message.Amount; db.Accounts.Update(account); await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == 1); account!.Balance += message.Amount; Console.WriteLine(account.Balance);")]
    [InlineData("if (await db.Inbox.AnyAsync(m => m.Id == message.MessageId)) return; var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Balance += message.Amount; await db.SaveChangesAsync();")]
    [InlineData("var seen = await db.Inbox.FindAsync(message.MessageId); if (seen is null) { var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Balance += message.Amount; await db.SaveChangesAsync(); }")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); if (account.State == State.Done) return; account.Balance += message.Amount; account.State = State.Done; await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); if (account.State == State.Open) { account.Balance += message.Amount; account.Close(); } await db.SaveChangesAsync();")]
    [InlineData("await db.Accounts.Where(a => a.Id == message.AccountId && a.State == State.Open).ExecuteUpdateAsync(s => s.SetProperty(a => a.State, State.Done).SetProperty(a => a.Balance, a => a.Balance + message.Amount));")]
    [InlineData("var total = 0m; total += message.Amount; Console.WriteLine(total);")]
    public Task Update_ThatHappensOnce_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM301RelativeUpdate>(EffectTest.InConsumer(statements));

    [Fact]
    public Task Update_WhereNothingRunsItAgain_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM301RelativeUpdate>(EffectTest.InHelper(
        "var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Balance += message.Amount; await db.SaveChangesAsync();"));

    [Fact]
    public Task Update_InAnIdempotentMethod_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM301RelativeUpdate>($$"""
        public class Payments(Bank db)
        {
            [Idempotent, RetryableEntryPoint]
            public virtual async Task PayAsync([IdempotencyKey] int id)
            {
                var account = await db.Accounts.SingleAsync(a => a.Id == id);
                account.Balance += 1;
                await db.SaveChangesAsync();
            }
        }
        {{EffectTest.Bank}}
        """);

    [Fact]
    public Task Update_InAPostAction_IsASuggestion_Triggers() => EffectTest.VerifyAsync<IDEM301RelativeUpdate>($$"""
        public class PayController(Bank db) : ControllerBase
        {
            [HttpPost]
            public async Task<IActionResult> Pay(int id)
            {
                var account = await db.Accounts.SingleAsync(a => a.Id == id);
                {|#0:account.Balance += 1|};
                await db.SaveChangesAsync();
                return Ok();
            }
        }
        {{EffectTest.Bank}}
        """, expected: new DiagnosticResult("IDEM301", DiagnosticSeverity.Info).WithLocation(0));

    [Fact]
    public Task Update_InATestProject_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM301RelativeUpdate>(
        EffectTest.InConsumer("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Balance += message.Amount; await db.SaveChangesAsync();"), config: "build_property.IsTestProject = true");

    [Fact]
    public Task Fix_OfMarkedEntryPoints_FixAll() => EffectTest.VerifyFixAsync<IDEM301RelativeUpdate, IDEM301RelativeUpdateFix>($$"""
        public class Accounts(Bank db)
        {
            // by the scheduler
            [RetryableEntryPoint]
            public async Task Charge(int accountId, decimal fee)
            {
                var account = await db.Accounts.SingleAsync(a => a.Id == accountId);
                {|IDEM301:account.Balance -= fee|};
                await db.SaveChangesAsync();
            }

            [RetryableEntryPoint]
            public virtual async Task Credit(string key, decimal fee)
            {
                var account = await db.Accounts.SingleAsync(a => a.Note == key);
                {|IDEM301:account.Balance += fee|};
                await db.SaveChangesAsync();
            }
        }
        {{EffectTest.Bank}}
        """, $$"""
        public class Accounts(Bank db)
        {
            // by the scheduler
            [Idempotent]
            [RetryableEntryPoint]
            public async Task Charge([IdempotencyKey] int accountId, decimal fee)
            {
                var account = await db.Accounts.SingleAsync(a => a.Id == accountId);
                account.Balance -= fee;
                await db.SaveChangesAsync();
            }

            [Idempotent]
            [RetryableEntryPoint]
            public virtual async Task Credit([IdempotencyKey] string key, decimal fee)
            {
                var account = await db.Accounts.SingleAsync(a => a.Note == key);
                account.Balance += fee;
                await db.SaveChangesAsync();
            }
        }
        {{EffectTest.Bank}}
        """);

    [Theory]
    [InlineData("public async Task Charge(decimal fee)")]
    [InlineData("public async Task Charge(int accountId, int orderId, decimal fee)")]
    [InlineData("private async Task Charge(int accountId, decimal fee)")]
    public Task Fix_WhereNoKeyIsClearOrNothingCanWrap_IsNotOffered(string signature) => EffectTest.VerifyNoFixAsync<IDEM301RelativeUpdate, IDEM301RelativeUpdateFix>($$"""
        public class Accounts(Bank db)
        {
            [RetryableEntryPoint]
            {{signature}}
            {
                var account = await db.Accounts.SingleAsync(a => a.Balance < fee);
                {|IDEM301:account.Balance -= fee|};
                await db.SaveChangesAsync();
            }
        }
        {{EffectTest.Bank}}
        """);

    [Fact]
    public Task Fix_OfAConsumer_IsNotOffered() => EffectTest.VerifyNoFixAsync<IDEM301RelativeUpdate, IDEM301RelativeUpdateFix>(
        EffectTest.InConsumer("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); {|IDEM301:account.Balance += message.Amount|}; await db.SaveChangesAsync();"));
}
