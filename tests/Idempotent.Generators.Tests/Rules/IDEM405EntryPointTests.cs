using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM405EntryPointTests
{
    private const string Report = "build_property.IdempotencyCoverage = true";

    [Theory]
    [InlineData("db.Entries.Add(new Entry()); db.SaveChanges();", "unprotected", "DepositedConsumer.Consume → db.Entries.Add")]
    [InlineData("await service.Do();", "unprotected", "DepositedConsumer.Consume → Service.Do → db.Entries.Add")]
    [InlineData("db.Entries.Add(new Entry()); await service.Do(); var account = await db.Accounts.SingleAsync(a => a.Id == 1); account.Balance += 1; await db.SaveChangesAsync();", "unprotected", "DepositedConsumer.Consume → Balance of Account")]
    [InlineData("await orders.PlaceAsync(message.MessageId);", "protected", "DepositedConsumer.Consume → IOrders.PlaceAsync")]
    [InlineData("await service.Pay(message.MessageId);", "protected", "DepositedConsumer.Consume → IOrders.PlaceAsync")]
    [InlineData("await orders.PlaceAsync(message.MessageId); db.Entries.Add(new Entry()); db.SaveChanges();", "unprotected", "DepositedConsumer.Consume → db.Entries.Add")]
    [InlineData("await service.Log();", "exempt", "no effect is seen that each run repeats")]
    [InlineData("if (db.Entries.Any(e => e.Id == message.MessageId)) return; db.Entries.Add(new Entry()); db.SaveChanges();", "exempt", "no effect is seen that each run repeats")]
    [InlineData("", "exempt", "no effect is seen that each run repeats")]
    public Task Consumer_Triggers(string statements, string state, string detail) => EffectTest.VerifyAsync<IDEM405EntryPoint>($$"""
        public interface IOrders { [Idempotent] Task PlaceAsync([IdempotencyKey] Guid id); }
        public class Service(Bank db, IOrders orders)
        {
            public async Task Do() { db.Entries.Add(new Entry()); await db.SaveChangesAsync(); }
            public Task Pay(Guid id) => Further(id);
            private Task Further(Guid id) => orders.PlaceAsync(id);
            [NaturallyIdempotent("appends to a log")] public Task Log() => Task.CompletedTask;
        }
        public class DepositedConsumer(Bank db, Service service, IOrders orders) : IConsumer<Deposited>
        {
            public async Task {|#0:Consume|}(ConsumeContext<Deposited> context)
            {
                var message = context.Message;
                {{statements}}
                await Task.Yield();
            }
        }
        {{EffectTest.Bank}}
        """, Report, expected: Found("DepositedConsumer.Consume", "a consumer that gets messages more than once", state, detail));

    [Theory]
    [InlineData("[Idempotent(Name = \"jobs.run\")]", "[IdempotencyKey] int id", "protected", "jobs.run")]
    [InlineData("[NaturallyIdempotent(\"upserts\")]", "int id", "exempt", "upserts")]
    public Task Method_ThatSaysWhatItIs_Triggers(string attribute, string parameters, string state, string reason) => EffectTest.VerifyAsync<IDEM405EntryPoint>($$"""
        public class Jobs(Bank db)
        {
            {{attribute}} [RetryableEntryPoint] public virtual void {|#0:Run|}({{parameters}}) { db.Entries.Add(new Entry()); db.SaveChanges(); }
        }
        {{EffectTest.Bank}}
        """, Report, expected: Found("Jobs.Run", "a retryable entry point", state, reason));

    [Fact]
    public Task ActionsOfAController_Triggers() => EffectTest.VerifyAsync<IDEM405EntryPoint>($$"""
        public class DepositsController(Bank db) : ControllerBase
        {
            [HttpPost] public void {|IDEM405:Post|}(Deposited deposited) { db.Entries.Add(new Entry()); db.SaveChanges(); }
            [HttpPatch] public void {|IDEM405:Patch|}(Deposited deposited) { }
            [HttpGet] public int Get() => 1;
            [HttpDelete] public void Delete(int id) { }
        }
        {{EffectTest.Bank}}
        """, Report);

    [Theory]
    [InlineData("public class Bookkeeping(Bank db) { public void Run() { db.Entries.Add(new Entry()); db.SaveChanges(); } }")]
    [InlineData("public class OrdersController(Bank db) : ControllerBase { [HttpGet] public int Get() => 1; public void Helper() { db.Entries.Add(new Entry()); } }")]
    [InlineData("public class SeedConsumer(Bank db) : IConsumer<Deposited> { public Task Consume(ConsumeContext<Deposited> context) { db.Entries.Add(new Entry()); return Task.CompletedTask; } }")]
    [InlineData("public abstract class Consumers : IConsumer<Deposited> { public abstract Task Consume(ConsumeContext<Deposited> context); }")]
    [InlineData("public interface IConsumers : IConsumer<Deposited>;")]
    [InlineData("public interface IPayments { [Idempotent] Task ChargeAsync([IdempotencyKey] string id); }")]
    [InlineData("public class Worker { public void Run(Action<int> handle) { foreach (var i in new[] { 1, 2 }) { handle(i); } } }")]
    public Task CodeThatNothingRunsAgain_DoesNotTrigger(string source) => EffectTest.VerifyAsync<IDEM405EntryPoint>(source + EffectTest.Bank, Report);

    [Theory]
    [InlineData("")]
    [InlineData("build_property.IdempotencyCoverage = ")]
    [InlineData("build_property.IdempotencyCoverage = true\nbuild_property.IsTestProject = true")]
    public Task Project_ThatAsksForNoReport_DoesNotTrigger(string config) => EffectTest.VerifyAsync<IDEM405EntryPoint>(
        EffectTest.InConsumer("db.Entries.Add(new Entry()); db.SaveChanges();"), config);

    private static DiagnosticResult Found(string name, string description, string state, string detail) =>
        new DiagnosticResult("IDEM405", DiagnosticSeverity.Info).WithLocation(0).WithArguments(name, description, state, detail);
}
