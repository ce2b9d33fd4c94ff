namespace Idempotent.Package.Tests;

/// <summary>The key contract as a user has it: from the package, with nothing set.</summary>
public sealed class LockTests(PackedFeed feed)
{
    private const string Update = "-p:UpdateIdempotencyLock=true";

    private const string Program = """
        using Idempotent;

        namespace Shop;

        public interface IPayments
        {
            [Idempotent(Name = "payments.charge")]
            Task<int> ChargeAsync([IdempotencyKey] string orderId, decimal amount);
        }

        public static class Refunds
        {
            [Idempotent(Name = "refunds.pay")]
            public static int Pay([IdempotencyKey] Guid id) => 1;
        }
        """;

    [Fact]
    public async Task Lock_IsCreatedComparedAndUpdated()
    {
        using var consumer = feed.NewConsumer(Program, ["Idempotent"], "<OutputType>Library</OutputType>");
        await consumer.DotnetAsync("restore");

        // The property creates it, and says what to do with it.
        Assert.Contains("idempotency.lock is created", await SucceedsAsync(consumer, Update), StringComparison.Ordinal);
        var created = consumer.Read("idempotency.lock");
        Assert.Equal(
            """
            payments.charge key orderId string
            payments.charge fingerprint amount decimal
            payments.charge retention default
            payments.charge schema 1/b946c701b3ab7d95

            refunds.pay key id guid
            refunds.pay retention default
            refunds.pay schema 1/5a584972048832cb

            """.ReplaceLineEndings("\n"),
            created[created.IndexOf("payments.charge", StringComparison.Ordinal)..]);

        // With nothing to do the file is not touched.
        var written = File.GetLastWriteTimeUtc(Path.Combine(consumer.Folder, "idempotency.lock"));
        Assert.DoesNotContain("idempotency.lock is", await SucceedsAsync(consumer, Update), StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(consumer.Folder, "idempotency.lock")));

        // A rename and a changed part fail the build, each where it stands.
        consumer.Replace("Program.cs", "\"payments.charge\"", "\"payments.take\"");
        consumer.Replace("Program.cs", "Guid id", "Guid refund");
        var (succeeded, output) = await consumer.BuildAsync();
        Assert.False(succeeded);
        Assert.Contains("Program.cs(7,6): error IDEM501: Operation 'payments.take'", output, StringComparison.Ordinal);
        Assert.Contains("Program.cs(13,6): error IDEM502: Operation 'refunds.pay' is not what idempotency.lock says: key 'refund' is new (guid), key 'id' is gone (guid)", output, StringComparison.Ordinal);
        Assert.Contains("idempotency.lock(4,1): error IDEM503: The code has no operation 'payments.charge' any more", output, StringComparison.Ordinal);

        // Where the file may not be written, the update says so and leaves it alone.
        var file = new FileInfo(Path.Combine(consumer.Folder, "idempotency.lock")) { IsReadOnly = true };
        (succeeded, output) = await consumer.BuildAsync(Update);
        Assert.False(succeeded);
        Assert.Contains("error IDEM002: The operations' contract has changed, and idempotency.lock can't be written: it is read-only", output, StringComparison.Ordinal);
        Assert.Equal(created, consumer.Read("idempotency.lock"));
        file.IsReadOnly = false;

        // The update accepts what the build refused.
        Assert.Contains("idempotency.lock is updated", await SucceedsAsync(consumer, Update), StringComparison.Ordinal);
        Assert.Contains("payments.take key orderId string\n", consumer.Read("idempotency.lock"), StringComparison.Ordinal);
        Assert.DoesNotContain("payments.charge", consumer.Read("idempotency.lock"), StringComparison.Ordinal);
        await SucceedsAsync(consumer);
    }

    [Fact]
    public async Task LockAndReport_OfSeveralTargetFrameworks_AreTheirUnion()
    {
        using var consumer = feed.NewConsumer(Program + """

            #if WINDOWS
            public static class Printing
            {
                [Idempotent(Name = "labels.print")]
                public static int Print([IdempotencyKey] int label) => 1;

                [RetryableEntryPoint]
                public static void Feed() { }
            }
            #endif

            public static class Jobs
            {
                [RetryableEntryPoint]
                public static void Run() { }
            }
            """, ["Idempotent"], "<OutputType>Library</OutputType>");
        consumer.Replace("Consumer.csproj", "<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>");
        await consumer.DotnetAsync("restore");

        await SucceedsAsync(consumer, Update);
        var created = consumer.Read("idempotency.lock");
        Assert.Contains("labels.print key label integer [net10.0-windows]\n", created, StringComparison.Ordinal);
        Assert.Contains("payments.charge key orderId string\n", created, StringComparison.Ordinal);

        await SucceedsAsync(consumer, "-p:IdempotencyReport=coverage.json");
        var report = consumer.Read("coverage.json");
        Assert.Matches("\"name\": \"Jobs.Run\", .*\"frameworks\": \\[\"net10.0\", \"net10.0-windows\"\\]", report);
        Assert.Matches("\"name\": \"Printing.Feed\", .*\"frameworks\": \\[\"net10.0-windows\"\\]", report);
        Assert.Contains("\"exempt\": 2,", report, StringComparison.Ordinal);
    }

    private static async Task<string> SucceedsAsync(Consumer consumer, params string[] properties)
    {
        var (succeeded, output) = await consumer.BuildAsync(properties);
        Assert.True(succeeded, output);
        return output;
    }
}
