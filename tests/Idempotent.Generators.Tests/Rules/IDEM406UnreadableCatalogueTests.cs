using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM406UnreadableCatalogueTests
{
    /// <summary>A bus, a gateway and an inbox that only the project knows.</summary>
    private const string Shop = """
        public interface IHandler<T> { void On(T message); }
        public interface IGateway { void Charge(int amount); }
        public interface IInbox { bool Knows(int id); }
        """;

    [Theory]
    [InlineData("payment Shop.IGateway")]
    [InlineData("consumer Shop.IHandler`1 On")]
    [InlineData("consumer under Shop.IHandler`1 On")]
    [InlineData("explode Shop.IGateway Charge")]
    [InlineData("insert in Shop.IHandler`1 On")]
    [InlineData("payment Shop.IGateway Charge kee=RequestId")]
    [InlineData("payment Shop.IGateway Charge Refund")]
    [InlineData("payment")]
    public async Task Line_OfAFileThatIsNotUnderstood_Triggers(string line)
    {
        var found = Assert.Single(await FindAsync($"# ours\n\n{line}\n"));
        Assert.Equal(("shop.effects.txt", 2), (found.Location.GetLineSpan().Path, found.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Theory]
    [InlineData("idempotent_entry_points", "consumer under IHandler`1 On")]
    [InlineData("idempotent_entry_points", "payment IGateway Charge")]
    [InlineData("idempotent_effects", "consumer in IHandler`1 On")]
    [InlineData("idempotent_effects", "lookup IInbox Knows")]
    [InlineData("idempotent_guards", "payment IGateway Charge")]
    [InlineData("idempotent_effects", "payment IGateway Charge | payment")]
    public Task Line_UnderAKeyThatIsNotUnderstoodOrOfAnotherSort_Triggers(string key, string value) => RuleTest.VerifyAsync<IDEM406UnreadableCatalogue>(
        Shop, editorConfig: $"{key} = {value}", expected: new DiagnosticResult("IDEM406", DiagnosticSeverity.Warning).WithArguments(value.Split('|')[^1].Trim()));

    [Theory]
    [InlineData("")]
    [InlineData("# payment")]
    [InlineData("   ")]
    [InlineData("payment Shop.IGateway Charge key=RequestId   # the bank's own")]
    [InlineData("PAYMENT Shop.IGateway Charge,Refund")]
    [InlineData("consumer in Shop.IHandler`1 On")]
    [InlineData("consumer attribute Shop.SubscribeAttribute")]
    [InlineData("lookup Shop.IInbox Has*")]
    [InlineData("request Shop.*Client Post*,Send key=header,verb=Post")]
    public async Task Line_OfAFileThatIsUnderstood_DoesNotTrigger(string line) => Assert.Empty(await FindAsync(line));

    [Fact]
    public Task Keys_ThatAreUnderstood_DoesNotTrigger() => RuleTest.VerifyAsync<IDEM406UnreadableCatalogue>(
        Shop, editorConfig: """
            idempotent_entry_points = consumer in IHandler`1 On | job attribute NightlyAttribute
            idempotent_effects = payment IGateway Charge
            idempotent_guards = lookup IInbox Knows | claim IInbox TryAdd
            """);

    [Fact]
    public Task Keys_TeachTheOtherRules() => EffectTest.VerifyAsync<IDEM304UnkeyedRequest>(
        Shop + """
            public class Paid(IGateway gateway, IInbox inbox) : IHandler<int>
            {
                public void On(int message)
                {
                    gateway.[|Charge|](message);
                    if (!inbox.Knows(message)) { gateway.Charge(message); }
                }
            }
            """,
        editorConfig: "idempotent_entry_points = consumer in IHandler`1 On\nidempotent_effects = payment IGateway Charge\nidempotent_guards = lookup IInbox Knows");

    [Fact]
    public Task Keys_ThatAreLeftOut_TeachNothing() => EffectTest.VerifyAsync<IDEM304UnkeyedRequest>(
        Shop + "public class Paid(IGateway gateway) : IHandler<int> { public void On(int message) => gateway.Charge(message); }");

    private static async Task<IEnumerable<Diagnostic>> FindAsync(string text) => await Fixtures.Compile("public class Nothing;")
        .WithAnalyzers([new IDEM406UnreadableCatalogue()], new AnalyzerOptions([new AdditionalTextFile("shop.effects.txt", text), new AdditionalTextFile("notes.txt", "payment")]))
        .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
}
