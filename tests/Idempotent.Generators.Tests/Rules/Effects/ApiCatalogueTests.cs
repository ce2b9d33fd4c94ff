using Idempotent.Generators.Rules;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Tests.Rules.Effects;

public sealed class ApiCatalogueTests
{
    public static IEnumerable<TheoryDataRow<string>> Lines => Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Generators, "Rules", "Effects", "Catalogue"), "*.txt").SelectMany(File.ReadLines)
        .Where(static line => line.Length > 0 && !line.StartsWith('#')).Select(static line => new TheoryDataRow<string>(line));

    [Theory, MemberData(nameof(Lines))]
    public void Line_IsUnderstood(string line) => Assert.NotNull(CatalogueText.ReadLine(line));

    [Theory]
    [InlineData("")]
    [InlineData("# insert Shop.Db Add")]
    [InlineData("insert")]
    [InlineData("insert Shop.Db")]
    [InlineData("explode Shop.Db Add")]
    [InlineData("insert in Shop.Db Add")]
    public void Line_ThatIsNone_IsLeftOut(string line) => Assert.Null(CatalogueText.ReadLine(line));

    [Fact]
    public async Task Project_WithAFileOfItsOwn_IsUnderstood()
    {
        var compilation = Fixtures.Compile("""
            public interface IHandler<T> { void On(T message); }
            public interface IGateway { void Charge(int amount, string? requestId = null); }
            public class Paid(IGateway gateway) : IHandler<int>
            {
                public void On(int message)
                {
                    gateway.Charge(message);
                    gateway.Charge(message, "paid-" + message);
                }
            }
            """);
        var options = new AnalyzerOptions([new AdditionalTextFile("shop.effects.txt", "consumer in IHandler`1 On\npayment IGateway Charge key=requestId\n")]);
        var found = await compilation.WithAnalyzers([new IDEM304UnkeyedRequest()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Assert.Equal((DiagnosticSeverity.Warning, 7), Assert.Single(found.Select(static diagnostic => (diagnostic.Severity, diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1))));
    }
}
