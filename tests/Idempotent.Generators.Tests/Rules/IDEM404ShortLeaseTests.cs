using Idempotent.Generators.Rules;
using Idempotent.Generators.Tests.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

public sealed class IDEM404ShortLeaseTests
{
    private static string Operation(string statements, string settings = "Lease = \"30s\"") => $$"""
        public class Payments(Bank db, HttpClient http, System.Data.Common.DbCommand command, System.Data.IDbConnection connection)
        {
            private static readonly TimeSpan s_long = TimeSpan.FromMinutes(2);
            private static readonly TimeSpan s_short = TimeSpan.FromSeconds(2);

            [Idempotent({{settings}})]
            public virtual async Task PayAsync([IdempotencyKey] string orderId, CancellationToken token)
            {
                {{statements}}
                await Task.Yield();
            }
        }
        {{EffectTest.Bank}}
        """;

    [Theory]
    [InlineData("using var source = {|IDEM404:new CancellationTokenSource(TimeSpan.FromMinutes(2))|};")]
    [InlineData("using var source = {|IDEM404:new CancellationTokenSource(60_000)|};")]
    [InlineData("using var source = CancellationTokenSource.CreateLinkedTokenSource(token); {|IDEM404:source.CancelAfter(s_long)|};")]
    [InlineData("await {|IDEM404:http.GetStringAsync(\"x\").WaitAsync(new TimeSpan(0, 1, 0))|};")]
    [InlineData("{|IDEM404:http.Timeout = TimeSpan.FromSeconds(31)|};")]
    [InlineData("using var own = new HttpClient { {|IDEM404:Timeout = TimeSpan.FromHours(1)|} };")]
    [InlineData("{|IDEM404:command.CommandTimeout = 120|};")]
    [InlineData("var timeout = TimeSpan.FromMinutes(5); new Polly.ResiliencePipelineBuilder(); {|IDEM404:Polly.RetryResiliencePipelineBuilderExtensions.AddTimeout(new Polly.ResiliencePipelineBuilder(), timeout)|};")]
    [InlineData("await {|IDEM404:Polly.Policy.TimeoutAsync(45)|}.ExecuteAsync(() => http.GetStringAsync(\"x\"));")]
    public Task Timeout_ThatIsLonger_Triggers(string statements) => EffectTest.VerifyAsync<IDEM404ShortLease>(Operation(statements));

    [Theory]
    [InlineData("using var source = new CancellationTokenSource(TimeSpan.FromSeconds(30));")]
    [InlineData("using var source = new CancellationTokenSource(s_short);")]
    [InlineData("using var source = new CancellationTokenSource();")]
    [InlineData("await Task.Delay(TimeSpan.FromMinutes(2), token);")]
    [InlineData("await http.GetStringAsync(\"x\").WaitAsync(Timeout.InfiniteTimeSpan);")]
    [InlineData("await http.GetStringAsync(\"x\").WaitAsync(token);")]
    [InlineData("using var source = new CancellationTokenSource(TimeSpan.FromMinutes(orderId.Length));")]
    [InlineData("command.CommandTimeout = 30;")]
    [InlineData("var own = new { Timeout = TimeSpan.FromHours(1) };")]
    [InlineData("http.MaxResponseContentBufferSize = 1_000_000;")]
    public Task Timeout_ThatIsShorterOrNone_DoesNotTrigger(string statements) => EffectTest.VerifyAsync<IDEM404ShortLease>(Operation(statements));

    [Theory]
    [InlineData("")]
    [InlineData("Lease = \"3m\"")]
    [InlineData("MaxRunning = \"1h\"")]
    [InlineData("WaitTimeout = \"1s\"")]
    public Task Timeout_WithinWhatIsSet_DoesNotTrigger(string settings) =>
        EffectTest.VerifyAsync<IDEM404ShortLease>(Operation("using var source = new CancellationTokenSource(TimeSpan.FromMinutes(2));", settings));

    [Theory]
    [InlineData("Lease = \"30s\"", DiagnosticSeverity.Info)]
    [InlineData("Lease = \"30s\", Transactional = true", DiagnosticSeverity.Warning)]
    [InlineData("MaxRunning = \"1m\"", DiagnosticSeverity.Warning)]
    public Task Severity_SaysHowCertainItIs_Triggers(string settings, DiagnosticSeverity severity) => EffectTest.VerifyAsync<IDEM404ShortLease>(
        Operation("using var source = {|#0:new CancellationTokenSource(TimeSpan.FromMinutes(2))|};", settings), expected: new DiagnosticResult("IDEM404", severity).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
}
