using System.Text.Json;

namespace Idempotent.Package.Tests;

/// <summary>The report of entry points and its ratchet, as a user has them: from the package, by a property.</summary>
public sealed class CoverageTests(PackedFeed feed)
{
    private const string Program = """
        using Idempotent;

        namespace Shop;

        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")]
            Task ChargeAsync([IdempotencyKey] string orderId);
        }

        public sealed class Jobs(IPayments payments)
        {
            [RetryableEntryPoint]
            public Task PayAsync(string orderId) => payments.ChargeAsync(orderId);

            [RetryableEntryPoint]
            public void Append(string line) => Further(line);

            private static void Further(string line) => File.AppendAllText("orders.txt", line);

            [RetryableEntryPoint, NaturallyIdempotent("reads | counts")]
            public int Count() => 1;
        }
        """;

    [Fact]
    public async Task Report_IsMadeAndItsNumberMayOnlyFall()
    {
        using var consumer = feed.NewConsumer(Program, ["Idempotent"], "<OutputType>Library</OutputType>");
        await consumer.DotnetAsync("restore");

        var (succeeded, output) = await consumer.BuildAsync("-p:IdempotencyReport=out/coverage.json", "-p:IdempotencyUnprotectedMax=3");
        Assert.True(succeeded, output);
        Assert.Contains("1 entry points are unprotected, and IdempotencyUnprotectedMax allows 3: lower it to 1 in Consumer.csproj", output, StringComparison.Ordinal);
        Assert.DoesNotContain("IDEM405", output, StringComparison.Ordinal);
        using (var report = JsonDocument.Parse(consumer.Read("out/coverage.json")))
        {
            Assert.Equal((1, 1, 1), (Count("unprotected"), Count("protected"), Count("exempt")));
            Assert.Equal(
                """{ "project": "Consumer", "state": "unprotected", "name": "Jobs.Append", "kind": "marked", "file": "Program.cs", "line": 17, "detail": "Jobs.Append → Jobs.Further → File.AppendAllText", "frameworks": ["net10.0"] }""",
                report.RootElement.GetProperty("entryPoints")[1].GetRawText());

            int Count(string state) => report.RootElement.GetProperty(state).GetInt32();
        }

        Assert.Equal(
            """
            # Entry points: 1 unprotected, 1 protected, 1 exempt

            | state | entry point | kind | where | |
            |---|---|---|---|---|
            | unprotected | Jobs.Append | marked | Consumer: Program.cs:17 | Jobs.Append → Jobs.Further → File.AppendAllText |
            | protected | Jobs.PayAsync | marked | Consumer: Program.cs:14 | Jobs.PayAsync → IPayments.ChargeAsync |
            | exempt | Jobs.Count | marked | Consumer: Program.cs:22 | reads \| counts |

            """.ReplaceLineEndings("\n"),
            consumer.Read("out/coverage.md"));

        // The number holds in every build, with nothing asked for; one that is up to date, too.
        (succeeded, output) = await consumer.BuildAsync("-p:IdempotencyUnprotectedMax=0");
        Assert.False(succeeded);
        Assert.Contains("error IDEM003: 1 entry points are unprotected, and IdempotencyUnprotectedMax allows 0.", output, StringComparison.Ordinal);
        Assert.Contains("Jobs.Append (Program.cs:17): Jobs.Append → Jobs.Further → File.AppendAllText", output, StringComparison.Ordinal);

        // Without it there is neither log nor report.
        consumer.Replace("Program.cs", "orders.txt", "orders.log");
        File.Delete(Path.Combine(consumer.Folder, "obj", "Debug", "net10.0", "idempotency.sarif"));
        (succeeded, output) = await consumer.BuildAsync();
        Assert.True(succeeded, output);
        Assert.False(File.Exists(Path.Combine(consumer.Folder, "obj", "Debug", "net10.0", "idempotency.sarif")));
    }
}
