using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM302UnguardedInsertTests
{
    [Theory]
    [InlineData("db.Entries.{|IDEM302:Add|}(new Entry { Amount = message.Amount }); await db.SaveChangesAsync();")]
    [InlineData("db.{|IDEM302:Add|}(new Entry { Id = Guid.NewGuid(), Amount = message.Amount }); await db.SaveChangesAsync();")]
    [InlineData("var entry = new Entry { Amount = message.Amount }; entry.Id = Guid.NewGuid(); await db.Entries.{|IDEM302:AddAsync|}(entry); await db.SaveChangesAsync();")]
    [InlineData("await db.Entries.{|IDEM302:AddRangeAsync|}(new[] { message }.Select(m => new Entry { Amount = m.Amount })); await db.SaveChangesAsync();")]
    [InlineData("db.Accounts.{|IDEM302:Add|}(new Account { Balance = message.Amount }); await db.SaveChangesAsync();")]
    [InlineData("var id = Guid.NewGuid(); if (await db.Entries.AnyAsync(e => e.Id == id)) return; db.Entries.{|IDEM302:Add|}(new Entry { Id = id }); await db.SaveChangesAsync();")]
    [InlineData("var account = await db.Accounts.SingleAsync(a => a.Id == message.AccountId); account.Entries.{|IDEM302:Add|}(new Entry { Amount = 1 }); await db.SaveChangesAsync();")]
    public Task Insert_UnderANewIdentity_Triggers(string statements) => EffectTest.VerifyAsync<IDEM302UnguardedInsert>(EffectTest.InConsumer(statements));

    [Theory]
    [InlineData("db.Entries.Add(new Entry { Id = message.MessageId }); await db.SaveChangesAsync();")]
    [InlineData("var entry = new Entry(); entry.Id = message.MessageId; db.Entries.Add(entry); await db.SaveChangesAsync();")]
    [InlineData("if (await db.Entries.AnyAsync(e => e.AccountId == message.AccountId)) return; db.Entries.Add(new Entry { AccountId = message.AccountId }); await db.SaveChangesAsync();")]
    [InlineData("if (!await db.Entries.AnyAsync(e => e.AccountId == message.AccountId)) { db.Entries.Add(new Entry { AccountId = message.AccountId }); } await db.SaveChangesAsync();")]
    [InlineData("var found = await db.Entries.FirstOrDefaultAsync(e => e.AccountId == message.AccountId); if (found == null) { db.Entries.Add(new Entry { AccountId = message.AccountId }); } await db.SaveChangesAsync();")]
    [InlineData("var count = await db.Entries.CountAsync(e => e.AccountId == message.AccountId); if (count > 0) return; db.Entries.Add(new Entry { AccountId = message.AccountId }); await db.SaveChangesAsync();")]
    [InlineData("db.Inbox.Add(new Inbox()); await db.SaveChangesAsync();")]
    [InlineData("var list = new List<Entry>(); list.Add(new Entry()); var account = new Account(); account.Entries.Add(new Entry());")]
    [InlineData("db.Entries.Update(new Entry()); await db.SaveChangesAsync();")]
    [InlineData("try { db.Entries.Add(new Entry()); await db.SaveChangesAsync(); } catch (DbUpdateException) { }")]
    public Task Insert_ThatHappensOnce_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM302UnguardedInsert>(EffectTest.InConsumer(statements));

    [Fact]
    public Task Insert_OfAnEntityWithAUniqueIndex_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM302UnguardedInsert>($$"""
        [Index(nameof(Number), IsUnique = true)]
        public class Order { public int Id { get; set; } public string Number { get; set; } = ""; }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        {{EffectTest.InConsumer("db.Orders.Add(new Order { Number = message.MessageId.ToString() }); await db.SaveChangesAsync();", "Shop db")}}
        """);

    [Fact]
    public Task Insert_InASeed_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM302UnguardedInsert>(
        EffectTest.InConsumer("db.Entries.Add(new Entry()); await db.SaveChangesAsync();").Replace("DepositedConsumer", "SeedConsumer", StringComparison.Ordinal));

    [Fact]
    public Task Insert_OfAPostedModelThatTheStoreNumbers_Triggers() => EffectTest.VerifyAsync<IDEM302UnguardedInsert>($$"""
        public class AccountsController(Bank db) : ControllerBase
        {
            [HttpPost]
            public async Task<IActionResult> Create(Account account)
            {
                db.Accounts.{|IDEM302:Add|}(account);
                await db.SaveChangesAsync();
                return Ok();
            }
        }
        {{EffectTest.Bank}}
        """);

    [Fact]
    public Task Fix_OfSeveral_FixAll() => EffectTest.VerifyFixAsync<IDEM302UnguardedInsert, IDEM302UnguardedInsertFix>($$"""
        {{EffectTest.InConsumer("db.Entries.{|IDEM302:Add|}(new Entry { Id = Guid.NewGuid(), /* how much */ Amount = message.Amount });")}}
        public class Other(Bank db) : IConsumer<Deposited>
        {
            public Task Consume(ConsumeContext<Deposited> context)
            {
                db.Entries.{|IDEM302:Add|}(new Entry { Id = Guid.CreateVersion7() });
                return db.SaveChangesAsync();
            }
        }
        """, $$"""
        {{EffectTest.InConsumer("db.Entries.Add(new Entry { Id = message.MessageId, /* how much */ Amount = message.Amount });")}}
        public class Other(Bank db) : IConsumer<Deposited>
        {
            public Task Consume(ConsumeContext<Deposited> context)
            {
                db.Entries.Add(new Entry { Id = context.Message.MessageId });
                return db.SaveChangesAsync();
            }
        }
        """);

    [Theory]
    [InlineData("db.Entries.{|IDEM302:Add|}(new Entry { Amount = message.Amount });")]
    [InlineData("foreach (var n in new[] { 1, 2 }) { db.Entries.{|IDEM302:Add|}(new Entry { Id = Guid.NewGuid(), Amount = n }); }")]
    [InlineData("db.Entries.{|IDEM302:Add|}(new Entry { Id = Guid.NewGuid() }); db.Entries.{|IDEM302:Add|}(new Entry { Id = Guid.NewGuid() });")]
    public Task Fix_WhereItIsNotOneRowWithAnIdOfItsOwn_IsNotOffered(string statements) => EffectTest.VerifyNoFixAsync<IDEM302UnguardedInsert, IDEM302UnguardedInsertFix>(EffectTest.InConsumer(statements));
}
