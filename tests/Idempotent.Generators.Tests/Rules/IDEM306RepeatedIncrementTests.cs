using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM306RepeatedIncrementTests
{
    private const string Services = "StackExchange.Redis.IDatabase redis";

    [Theory]
    [InlineData("await redis.{|IDEM306:StringIncrementAsync|}(\"balance\");")]
    [InlineData("redis.{|IDEM306:StringIncrement|}(\"balance:\" + message.AccountId, 5);")]
    [InlineData("await redis.{|IDEM306:HashIncrementAsync|}(\"balances\", \"a\");")]
    [InlineData("await redis.{|IDEM306:ListRightPushAsync|}(\"orders\", \"a\");")]
    [InlineData("await redis.{|IDEM306:StreamAddAsync|}(\"orders\", \"a\", \"b\");")]
    [InlineData("await File.{|IDEM306:AppendAllTextAsync|}(\"orders.csv\", \"x\");")]
    [InlineData("using var writer = {|IDEM306:new StreamWriter(\"orders.csv\", append: true)|};")]
    public Task Increment_OfWhatIsThere_Triggers(string statements) => EffectTest.VerifyAsync<IDEM306RepeatedIncrement>(EffectTest.InConsumer(statements, Services));

    [Theory]
    [InlineData("await redis.StringSetAsync(\"balance\", \"1\");")]
    [InlineData("await redis.HashSetAsync(\"balances\", \"a\", \"1\");")]
    [InlineData("await redis.SetAddAsync(\"orders\", \"a\");")]
    [InlineData("await redis.StringIncrementAsync(\"rate-limit:\" + message.AccountId);")]
    [InlineData("await redis.HashIncrementAsync(\"page-views\", \"a\");")]
    [InlineData("await redis.StringIncrementAsync(\"balance\"); await redis.KeyExpireAsync(\"balance\", TimeSpan.FromSeconds(1));")]
    [InlineData("if (!await redis.SetAddAsync(\"done\", \"a\")) return; await redis.StringIncrementAsync(\"balance\");")]
    [InlineData("if (await redis.StringSetAsync(\"done\", \"1\", when: StackExchange.Redis.When.NotExists)) { await redis.StringIncrementAsync(\"balance\"); }")]
    [InlineData("await File.WriteAllTextAsync(\"orders.csv\", \"x\"); await File.AppendAllTextAsync(\"orders.log\", \"x\");")]
    [InlineData("if (await redis.KeyExistsAsync(\"done\")) return; await redis.StringIncrementAsync(\"balance\");")]
    public Task Increment_ThatHappensOnceOrDoesNoHarm_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM306RepeatedIncrement>(EffectTest.InConsumer(statements, Services));
}
