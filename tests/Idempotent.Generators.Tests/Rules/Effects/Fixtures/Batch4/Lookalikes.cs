using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Channels;
using MassTransit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

//// A price that is computed step by step
//// nopSolutions/nopCommerce src/Libraries/Nop.Services/Orders/OrderProcessingService.cs
public class PriceContext { public decimal Price { get; set; } public decimal Discount { get; set; } public List<string> Applied { get; } = []; }
public interface IPriceStep { void Apply(PriceContext context); }
public class CouponStep : IPriceStep
{
    public void Apply(PriceContext context)
    {
        context.Discount += 5;
        context.Price -= context.Discount;
        context.Applied.Add("coupon");
    }
}
public class PriceController(IEnumerable<IPriceStep> steps) : ControllerBase
{
    [HttpPost("price")]
    public IActionResult Price(decimal amount)
    {
        var context = new PriceContext { Price = amount };
        foreach (var step in steps)
        {
            step.Apply(context);
        }

        context.Price += context.Price * 0.19m;
        return Ok(context.Price);
    }
}

//// An import that counts what it did and sets what it finds
//// devojtek/CsvImport README.md
public class ImportResult { public int Imported { get; set; } public int Skipped { get; set; } public List<string> Errors { get; } = []; }
public class Article { public int Id { get; set; } public string Code { get; set; } = ""; public string Name { get; set; } = ""; }
public class ArticleDb : DbContext { public DbSet<Article> Articles => Set<Article>(); }
public class ImportController(ArticleDb db) : ControllerBase
{
    [HttpPost("import")]
    public async Task<IActionResult> Import(List<Article> rows)
    {
        var result = new ImportResult();
        foreach (var row in rows)
        {
            if (row.Code.Length == 0)
            {
                result.Skipped++;
                result.Errors.Add("no code");
                continue;
            }

            var known = await db.Articles.FirstOrDefaultAsync(a => a.Code == row.Code);
            if (known is null)
            {
                db.Articles.Add(new Article { Code = row.Code, Name = row.Name });
            }
            else
            {
                known.Name = row.Name;
            }

            result.Imported++;
        }

        await db.SaveChangesAsync();
        return Ok(result);
    }
}

//// What stays in memory
//// CodeMasters98/SampleBackgroundService SampleBackgroundService/TimedBackgroundService.cs
public record Ping(string Host);
public class PingConsumer(ILogger<PingConsumer> logger, ChannelWriter<string> channel) : IConsumer<Ping>
{
    private static readonly ConcurrentDictionary<string, int> s_seen = new();
    private readonly List<string> _hosts = [];
    private int _total;

    public async Task Consume(ConsumeContext<Ping> context)
    {
        var text = new StringBuilder();
        text.Append(context.Message.Host).Append('!');
        s_seen.AddOrUpdate(context.Message.Host, 1, (_, count) => count + 1);
        _hosts.Add(context.Message.Host);
        _total++;
        Interlocked.Increment(ref _total);
        await channel.WriteAsync(text.ToString());
        logger.LogInformation("{Total}", _total);
    }
}

//// Ids and moments that name nothing that lasts
//// uladaharanina/WeightTracker TrackerService/TrackerService/Interfaces/IMessage/IBackgroundService.cs
public class Weight { public string Id { get; set; } = ""; public double Value { get; set; } public DateTime SeenAt { get; set; } public Guid TraceId { get; set; } }
public class WeightDb : DbContext { public DbSet<Weight> Weights => Set<Weight>(); }
public record Weighed(string Id, double Value);
public class WeighedConsumer(WeightDb db, ILogger<WeighedConsumer> logger) : IConsumer<Weighed>
{
    public async Task Consume(ConsumeContext<Weighed> context)
    {
        var trace = Guid.NewGuid();
        using var scope = Serilog.Context.LogContext.PushProperty("trace", trace);
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".tmp");
        await File.WriteAllTextAsync(path, context.Message.Id);
        File.Delete(path);
        var weight = await db.Weights.FindAsync(context.Message.Id);
        if (weight is null)
        {
            weight = new Weight { Id = context.Message.Id };
            db.Weights.Add(weight);
        }

        weight.Value = context.Message.Value;
        weight.SeenAt = DateTime.UtcNow;
        weight.TraceId = trace;
        logger.LogInformation("weighed {Trace}", trace);
        await db.SaveChangesAsync();
    }
}

//// Signing in: counters and moments
//// abdumalik0098/aspnetapps AppRazorEF/AppRazorEF/Pages/Create.cshtml.cs
public class Member { public int Id { get; set; } public string Name { get; set; } = ""; public int AccessFailedCount { get; set; } public int LoginAttempts { get; set; } public DateTime? LastLoginAt { get; set; } public bool IsLocked { get; set; } public int SecurityVersion { get; set; } }
public class MemberDb : DbContext { public DbSet<Member> Members => Set<Member>(); }
public class LoginController(MemberDb db) : ControllerBase
{
    [HttpPost("login")]
    public async Task<IActionResult> Login(string name, string password)
    {
        var member = await db.Members.FirstOrDefaultAsync(m => m.Name == name);
        if (member == null || member.IsLocked)
        {
            return BadRequest();
        }

        if (password != "secret")
        {
            member.AccessFailedCount++;
            member.LoginAttempts += 1;
            member.IsLocked = member.IsLocked || member.AccessFailedCount > 5;
            await db.SaveChangesAsync();
            return BadRequest();
        }

        member.AccessFailedCount = 0;
        member.SecurityVersion++;
        member.LastLoginAt = DateTime.UtcNow;
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// A new aggregate is filled, under an id that came with the request
//// piyumantha-perera/myShop MyShopCore.Web.Api/MyShopCore.Web.Api/Brokers/Storages/StorageBroker.stocks.cs
public class OrderLine { public Guid Id { get; set; } public string Sku { get; set; } = ""; public decimal Price { get; set; } }
public class Order { public Guid Id { get; set; } public decimal Total { get; set; } public int Count { get; set; } public List<OrderLine> Lines { get; } = []; }
public class OrderDb : DbContext { public DbSet<Order> Orders => Set<Order>(); }
public record PlaceOrder(Guid OrderId, List<string> Skus);
public class PlaceOrderConsumer(OrderDb db) : IConsumer<PlaceOrder>
{
    public async Task Consume(ConsumeContext<PlaceOrder> context)
    {
        var order = new Order { Id = context.Message.OrderId };
        foreach (var sku in context.Message.Skus)
        {
            order.Lines.Add(new OrderLine { Id = Guid.NewGuid(), Sku = sku, Price = 10 });
            order.Total += 10;
            order.Count++;
        }

        order.Total = Math.Round(order.Total * 1.19m, 2);
        db.Orders.Add(order);
        await db.SaveChangesAsync();
    }
}

//// A report over what was loaded without being tracked
//// tebbe/FactoryManagement FactoryManagement/Job_Class/Jobclass.cs
public class Machine { public int Id { get; set; } public int Hours { get; set; } public string Name { get; set; } = ""; }
public class FactoryDb : DbContext { public DbSet<Machine> Machines => Set<Machine>(); }
public class ReportJob(FactoryDb db) : Quartz.IJob
{
    public async Task Execute(Quartz.IJobExecutionContext context)
    {
        var machines = await db.Machines.AsNoTracking().ToListAsync();
        var sums = new Dictionary<string, int>();
        foreach (var machine in machines)
        {
            machine.Hours += 1;
            sums[machine.Name] = sums.GetValueOrDefault(machine.Name) + machine.Hours;
        }

        await File.WriteAllLinesAsync("report.txt", sums.Select(s => $"{s.Key};{s.Value}"));
    }
}

//// A domain-specific language with verbs
//// facu-01/PracticalMs .github/copilot-instructions.md
public class Script { public Script Post(string route) => this; public Script Add(string text) => this; public Script Insert(string text) => this; public Script Publish(string text) => this; public Script Send(string text) => this; public Script Increment(string name) => this; }
public class ScriptController : ControllerBase
{
    [HttpPost]
    public IActionResult Build() => Ok(new Script().Post("/orders").Add("a").Insert("b").Publish("c").Send("d").Increment("e"));
}

//// An identity that is made of what the message says
//// rebus-org/Freakout Freakout.NpgSql/NpgsqlOutboxCommand.cs
public class Statement { public string Id { get; set; } = ""; public decimal Amount { get; set; } }
public class StatementDb : DbContext { public DbSet<Statement> Statements => Set<Statement>(); }
public record MonthClosed(string Account, DateTime Month, decimal Amount);
public class MonthClosedConsumer(StatementDb db) : IConsumer<MonthClosed>
{
    public async Task Consume(ConsumeContext<MonthClosed> context)
    {
        var closed = context.Message;
        db.Statements.Add(new Statement { Id = $"{closed.Account}-{closed.Month:yyyyMM}", Amount = closed.Amount });
        await db.SaveChangesAsync();
    }
}

//// An identity with a suffix that is another each time
//// rebus-org/Freakout Freakout.NpgSql/NpgsqlOutboxCommand.cs
public class Statement { public string Id { get; set; } = ""; public decimal Amount { get; set; } }
public class StatementDb : DbContext { public DbSet<Statement> Statements => Set<Statement>(); }
public record MonthClosed(string Account, decimal Amount);
public class MonthClosedConsumer(StatementDb db) : IConsumer<MonthClosed>
{
    public async Task Consume(ConsumeContext<MonthClosed> context)
    {
        var suffix = Random.Shared.Next(1000, 9999);
        var id = context.Message.Account + "-" + suffix;
        var known = await db.Statements.FindAsync(id);
        if (known is null)
        {
            db.Statements.Add(new Statement { Id = id, Amount = context.Message.Amount }); //! IDEM302
            await db.SaveChangesAsync();
        }
    }
}
