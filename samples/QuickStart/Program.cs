// Two thousand payment requests of five hundred orders, as a gateway's log would look: retries, concurrent duplicates, keys reused
// with another amount, broken lines. Each order must be charged once, whatever dies in the middle.
using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using QuickStart;

const string Usage = """
    QuickStart [--store sqlite|memory|redis|postgres|dynamodb] [--database FILE] [--address SERVER] [--requests FILE] [--show-generated]

      --store memory     one process, no crash, nothing on disk
      --store redis      the same with the records in Redis
      --store postgres   the same with the records in PostgreSQL
      --store dynamodb   the same with the records in something that stands for DynamoDB on this machine
      --address SERVER   where that is: localhost:6379, Host=localhost;Username=postgres or http://localhost:8000 if not said
      --database FILE    the SQLite file of ledger and records; an unfinished one is resumed
      --requests FILE    another log
      --show-generated   prints the wrapper that the compiler wrote, and ends
    """;

if (args is ["--worker", var workersDatabase])
{
    await Worker.RunAsync(workersDatabase);
    return 0;
}

var (store, database, address) = ("sqlite", Path.Combine(AppContext.BaseDirectory, "payments.db"), (string?)null);
var log = Path.Combine(AppContext.BaseDirectory, "requests.jsonl");
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--store" when i + 1 < args.Length && args[i + 1] is "sqlite" or "memory" or "redis" or "postgres" or "dynamodb": store = args[++i]; break;
        case "--database" when i + 1 < args.Length: database = args[++i]; break;
        case "--address" when i + 1 < args.Length: address = args[++i]; break;
        case "--requests" when i + 1 < args.Length: log = args[++i]; break;
        case "--show-generated":
            var wrapper = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "generated"), $"*{nameof(LedgerPayments)}*")
                .Single(static file => !Path.GetFileName(file).StartsWith("Idempotent-", StringComparison.Ordinal));
            Console.WriteLine(await File.ReadAllTextAsync(wrapper));
            return 0;
        default:
            await Console.Error.WriteLineAsync(Usage);
            return 2;
    }
}

var lines = await File.ReadAllLinesAsync(log);
var tally = new Tally(lines.Length);
var requests = new List<Request>();
foreach (var (index, line) in lines.Index())
{
    if (Request.Parse(index + 1, line) is { } request)
    {
        requests.Add(request);
    }
    else
    {
        tally.Count(index + 1, Fate.Malformed);
    }
}

// What an order is worth is what its first request says; a later one with another amount must be refused.
var expected = new SortedDictionary<string, long>(
    requests.DistinctBy(static r => r.Order).GroupBy(static r => r.Currency).ToDictionary(static g => g.Key, static g => g.Sum(static r => r.Amount)), StringComparer.Ordinal);

var watch = Stopwatch.StartNew();
IReadOnlyDictionary<string, long> ledger;
if (store == "sqlite")
{
    Console.WriteLine(Ledger.Open(database) ? $"Resuming the unfinished run in {database}." : $"Ledger and records are in {database}.");
    using var crew = new Crew(database, requests, tally);
    await Report.WatchAsync(crew.RunAsync(), tally);
    Console.WriteLine(crew.Killed
        ? "One worker was killed inside a body, after its ledger row was written; another took its requests over."
        : "The order to crash in was charged by an earlier run: no worker was killed this time.");
    ledger = Ledger.Totals(database);
    Ledger.Finish(database);
}
else
{
    address ??= store switch { "redis" => "localhost:6379", "postgres" => "Host=localhost;Username=postgres", _ => "http://localhost:8000" };
    var where = store switch { "redis" => $"Redis at {address}", "postgres" => $"PostgreSQL at {address}", "dynamodb" => $"DynamoDB at {address}", _ => "memory too" };
    Console.WriteLine($"The ledger is in memory, so that this is one process and no worker is killed. The records are in {where}.");
    var receipts = new List<Receipt>();
    var charging = new Charging(services =>
    {
        services.AddSingleton(receipts);
        services.AddScoped<IPayments, InMemoryPayments>();
        // The ledger begins anew with each run, and so must its records.
        var builder = services.AddIdempotency(static o => o.KeyPrefix = $"quickstart-{Guid.NewGuid():n}");
        _ = store switch
        {
            "redis" => builder.UseRedis(address),
            "postgres" => builder.UsePostgreSql(address, static o => o.TablePrefix = "quickstart_"),
            "dynamodb" => builder.UseDynamoDb(o => (o.TableName, o.EnsureTable, o.ClientConfig) = ("quickstart", true, LocalDynamoDb(address))),
            _ => builder.UseInMemory(),
        };
    });
    await using (charging.ConfigureAwait(false))
    {
        await Report.WatchAsync(
            Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (request, _) => tally.Count(request.Line, await charging.ChargeAsync(request))), tally);
    }

    ledger = receipts.GroupBy(static r => r.Currency).ToDictionary(static g => g.Key, static g => g.Sum(static r => r.Amount));
}

var right = Report.Print(tally, ledger, expected);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.0} s. {(right ? "Every order was charged exactly once." : "THE LEDGER IS WRONG.")}"));
return right ? 0 : 1;

static AmazonDynamoDBConfig LocalDynamoDb(string address) =>
    new() { ServiceURL = address, AuthenticationRegion = "us-east-1", DefaultAWSCredentials = new BasicAWSCredentials("local", "local") };
