using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM402UnprotectedEntryPointTests
{
    private static string Calling(string call, string types, string parameters = "Service service") => $$"""
        public class DepositedConsumer({{parameters}}) : IConsumer<Deposited>
        {
            public async Task Consume(ConsumeContext<Deposited> context)
            {
                var message = context.Message;
                {{call}}
                await Task.Yield();
            }
        }
        {{types}}
        {{EffectTest.Bank}}
        """;

    [Theory]
    [InlineData("service.{|IDEM402:Do|}();", "public class Service(Bank db) { public void Do() { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("service.{|IDEM402:Do|}();", "public class Service(Bank db) { public void Do() => More(); private void More() { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("service.{|IDEM402:Do|}(new Entry());", "public class Service(Bank db) { public void Do(Entry entry) { db.Add(entry); db.SaveChanges(); } }")]
    [InlineData("service.{|IDEM402:Do|}();", "public class Service { [NonIdempotent(\"prints\")] public void Do() { } }")]
    public Task Call_ThatReachesAnEffect_Triggers(string call, string type) => EffectTest.VerifyAsync<IDEM402UnprotectedEntryPoint>(Calling(call, type));

    [Fact]
    public Task Call_OfAnInterfaceWithOneImplementation_Triggers() => EffectTest.VerifyAsync<IDEM402UnprotectedEntryPoint>(Calling(
        "service.{|IDEM402:Do|}(new Entry());",
        "public interface IService<T> { void Do(T item); } public class Service<T>(Bank db) : IService<T> where T : class { public void Do(T item) { db.Set<T>().Add(item); db.SaveChanges(); } }",
        "IService<Entry> service"));

    [Fact]
    public Task Call_OfALoadedEntity_Triggers() => EffectTest.VerifyAsync<IDEM402UnprotectedEntryPoint>(Calling(
        "var account = await db.Accounts.SingleAsync(a => a.Id == 1); account.{|IDEM402:Credit|}(1); await db.SaveChangesAsync();", "", "Bank db"));

    [Fact]
    public Task Call_WithItsChain_Triggers() => EffectTest.VerifyAsync<IDEM402UnprotectedEntryPoint>(
        Calling("service.{|#0:Do|}();", "public class Service(Bank db) { public void Do() { db.Entries.{|#1:Add|}(new Entry()); db.SaveChanges(); } }"),
        expected: new DiagnosticResult("IDEM402", DiagnosticSeverity.Info).WithLocation(0).WithLocation(0).WithLocation(1)
            .WithArguments("DepositedConsumer.Consume", "a consumer that gets messages more than once", "DepositedConsumer.Consume → Service.Do → db.Entries.Add"));

    [Theory]
    [InlineData("service.Do();", "public class Service(Bank db) { [NaturallyIdempotent(\"guarded\")] public void Do() { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("service.Do(1);", "public class Service(Bank db) { [Idempotent] public virtual void Do([IdempotencyKey] int id) { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("service.Do(new Entry { Id = message.MessageId });", "public class Service(Bank db) { public void Do(Entry entry) { db.Add(entry); db.SaveChanges(); } }")]
    [InlineData("if (service.IsProcessed(message.MessageId)) return; service.Do();", "public class Service(Bank db) { public bool IsProcessed(Guid id) => false; public void Do() { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("service.Do(message.AccountId);", "public class Service(Bank db) { public void Do(int id) { if (db.Entries.Any(e => e.AccountId == id)) return; db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("service.Do();", "public class Service(Bank db) { public void Do() { Console.WriteLine(db.Entries.Count()); } }")]
    [InlineData("var account = new Account(); account.Credit(1);", "public class Service { }")]
    [InlineData("service.Do();", "public class Service { public void Do() => Do(); }")]
    public Task Call_ThatIsGuardedOrHarmless_DoesNotTrigger(string call, string type) => EffectTest.VerifyAsync<IDEM402UnprotectedEntryPoint>(Calling(call, type));

    [Fact]
    public Task Call_FromWhereNothingRunsItAgain_DoesNotTrigger() => EffectTest.VerifyAsync<IDEM402UnprotectedEntryPoint>(
        Calling("service.Do();", "public class Service(Bank db) { public void Do() { db.Entries.Add(new Entry()); db.SaveChanges(); } }").Replace("DepositedConsumer", "Bookkeeping", StringComparison.Ordinal).Replace(" : IConsumer<Deposited>", "", StringComparison.Ordinal));

    [Fact]
    public Task Fix_OfSeveral_FixAll() => EffectTest.VerifyFixAsync<IDEM402UnprotectedEntryPoint, IDEM402UnprotectedEntryPointFix>(Calling(
        "await shipping.{|IDEM402:Ship|}(message.MessageId, 1); await bills.{|IDEM402:Send|}(message.MessageId, 2);", """
        public interface IShipping
        {
            /// <summary>Sends it.</summary>
            Task Ship(Guid orderId, int weight);
        }
        public class Shipping(Bank db) : IShipping
        {
            public Task Ship(Guid orderId, int weight) => Save(weight);
            private Task Save(int weight) { db.Entries.Add(new Entry()); return db.SaveChangesAsync(); }
        }
        public class Bills(Bank db)
        {
            public virtual Task Send(Guid messageId, int amount) { db.Entries.Add(new Entry()); return db.SaveChangesAsync(); }
        }
        """, "IShipping shipping, Bills bills"), Calling(
        "await shipping.Ship(message.MessageId, 1); await bills.Send(message.MessageId, 2);", """
        public interface IShipping
        {
            /// <summary>Sends it.</summary>
            [Idempotent]
            Task Ship([IdempotencyKey] Guid orderId, int weight);
        }
        public class Shipping(Bank db) : IShipping
        {
            public Task Ship(Guid orderId, int weight) => Save(weight);
            private Task Save(int weight) { db.Entries.Add(new Entry()); return db.SaveChangesAsync(); }
        }
        public class Bills(Bank db)
        {
            [Idempotent]
            public virtual Task Send([IdempotencyKey] Guid messageId, int amount) { db.Entries.Add(new Entry()); return db.SaveChangesAsync(); }
        }
        """, "IShipping shipping, Bills bills"));

    [Theory]
    [InlineData("service.{|IDEM402:Do|}(1);", "public class Service(Bank db) { public void Do(int weight) { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("service.{|IDEM402:Do|}(1, 2);", "public class Service(Bank db) { public void Do(int orderId, int customerId) { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("service.{|IDEM402:Do|}(1);", "public class Service(Bank db) { public System.IO.Stream Do(int orderId) { db.Entries.Add(new Entry()); db.SaveChanges(); return null!; } }")]
    [InlineData("service.{|IDEM402:Do|}(1);", "public interface IService { void Do(int orderId); } public class Service(Bank db) : IService { public void Do(int orderId) { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    public Task Fix_WhereNoMethodCanBeWrappedOrNoKeyIsClear_IsNotOffered(string call, string type) => EffectTest.VerifyNoFixAsync<IDEM402UnprotectedEntryPoint, IDEM402UnprotectedEntryPointFix>(Calling(call, type));
}
