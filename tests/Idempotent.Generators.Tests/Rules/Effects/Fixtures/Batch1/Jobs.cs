using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Quartz;

//// A job that adds a row at each run
//// Jiakuo0x/Malfurion.MinimalJob Schedules/DemoJob.cs
public class DemoModel { public int Id { get; set; } public string Name { get; set; } = ""; }
public class JobDb : DbContext { }
public class DemoJob(JobDb db) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        db.Set<DemoModel>().Add(new DemoModel { Name = $"minimal job {Guid.NewGuid()}" }); //! IDEM302
        await db.SaveChangesAsync();
    }
}

//// A job that adds through a service
//// strsergeyof/Ecommetriya.API Ecommetriya.API/Jobs/LoadIncomes.cs
public class Income { public long Id { get; set; } public decimal Amount { get; set; } }
public class IncomeDb : DbContext { public DbSet<Income> Incomes => Set<Income>(); }
public interface IDataRepository { Task LoadIncomes(); }
public class DataRepository(IncomeDb db, HttpClient client) : IDataRepository
{
    public async Task LoadIncomes()
    {
        var amounts = await client.GetFromJsonAsync<List<decimal>>("incomes");
        await db.Incomes.AddRangeAsync(amounts!.Select(a => new Income { Amount = a }));
        await db.SaveChangesAsync();
    }
}
public class LoadIncomes(IDataRepository repository) : IJob
{
    public async Task Execute(IJobExecutionContext context) => await repository.LoadIncomes(); //! IDEM402
}

//// A job that only saves
//// 14LaveN/BackingShop BackingShop.BackgroundTasks/QuartZ/Jobs/UserDbJob.cs
public class AppDb : DbContext { }
public sealed class UserDbJob(AppDb db) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        await db.SaveChangesAsync();
        Console.WriteLine($"saved at {DateTime.UtcNow}");
    }
}

//// A job that adds interest
//// kgrzybek/modular-monolith-with-ddd src/Modules/Payments/Infrastructure/Configuration/Quartz/Jobs/ExpireSubscriptionsJob.cs
public class Account { public int Id { get; set; } public decimal Balance { get; set; } public decimal Rate { get; set; } }
public class BankDb : DbContext { public DbSet<Account> Accounts => Set<Account>(); }
public class AccrueInterestJob(BankDb db) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var accounts = await db.Accounts.Where(a => a.Balance > 0).ToListAsync();
        foreach (var account in accounts)
        {
            account.Balance *= 1 + account.Rate; //! IDEM301
        }

        await db.SaveChangesAsync();
    }
}

//// A job that lets subscriptions expire
//// kgrzybek/modular-monolith-with-ddd src/Modules/Payments/Infrastructure/Configuration/Quartz/Jobs/ExpireSubscriptionsJob.cs
public class Subscription { public int Id { get; set; } public bool IsExpired { get; set; } public DateTime ExpiresAt { get; set; } public int FailedAttempts { get; set; } }
public class SubscriptionDb : DbContext { public DbSet<Subscription> Subscriptions => Set<Subscription>(); }
public class ExpireSubscriptionsJob(SubscriptionDb db) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var due = await db.Subscriptions.Where(s => s.ExpiresAt < DateTime.UtcNow).ToListAsync();
        foreach (var subscription in due)
        {
            subscription.IsExpired = true;
            subscription.FailedAttempts += 1;
        }

        await db.SaveChangesAsync();
    }
}

//// A job that prolongs
//// nopSolutions/nopCommerce src/Libraries/Nop.Services/Orders/AutoCancelPaidOrdersTask.cs
public class Plan { public int Id { get; set; } public DateTime PaidUntil { get; set; } }
public class PlanDb : DbContext { public DbSet<Plan> Plans => Set<Plan>(); }
public class ProlongJob(PlanDb db) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        foreach (var plan in await db.Plans.ToListAsync())
        {
            plan.PaidUntil = plan.PaidUntil.AddMonths(1); //! IDEM301
        }

        await db.SaveChangesAsync();
    }
}

//// A job that sends due reminders and marks them
//// bitwarden/server src/Billing/Jobs/PremiumRenewalRemindersJob.cs
public class Reminder { public int Id { get; set; } public string Email { get; set; } = ""; public DateTime? SentAt { get; set; } }
public class ReminderDb : DbContext { public DbSet<Reminder> Reminders => Set<Reminder>(); }
public class RemindersJob(ReminderDb db, SendGrid.ISendGridClient mail) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        foreach (var reminder in await db.Reminders.ToListAsync())
        {
            if (reminder.SentAt != null)
            {
                continue;
            }

            var message = new SendGrid.Helpers.Mail.SendGridMessage { Subject = "Renewal" };
            message.AddTo(reminder.Email);
            await mail.SendEmailAsync(message);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync();
        }
    }
}

//// A job that sends mail at each run
//// bitwarden/server src/Billing/Jobs/PremiumRenewalRemindersJob.cs
public class RemindersJob(SendGrid.ISendGridClient mail) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var message = new SendGrid.Helpers.Mail.SendGridMessage { Subject = "Renewal" };
        message.AddTo("all@example.org");
        await mail.SendEmailAsync(message); //! IDEM305
    }
}

//// A method that a scheduler is handed
//// YigitCanAyaz/AspNetLibraries HangFire.Web/BackgroundJobs/FireAndForgetJobs.cs
public class Report { public int Id { get; set; } public string Title { get; set; } = ""; }
public class ReportDb : DbContext { public DbSet<Report> Reports => Set<Report>(); }
public interface IReports { Task CreateAsync(string title); }
public class Reports(ReportDb db) : IReports
{
    public async Task CreateAsync(string title)
    {
        db.Reports.Add(new Report { Title = title });
        await db.SaveChangesAsync();
    }
}
public static class RecurringJobs
{
    public static void Daily() => Hangfire.RecurringJob.AddOrUpdate<IReports>("daily", x => x.CreateAsync("daily"), "0 0 * * *"); //! IDEM402
}

//// A job is enqueued by a consumer
//// bedinuratascan/Hangfire Hangfire/BackgroundJobs/FireAndForgetJobs.cs
public record OrderPlaced(string UserId);
public interface IMailJobs { Task Send(string userId); }
public class OrderPlacedConsumer : MassTransit.IConsumer<OrderPlaced>
{
    public Task Consume(MassTransit.ConsumeContext<OrderPlaced> context)
    {
        Hangfire.BackgroundJob.Enqueue<IMailJobs>(x => x.Send(context.Message.UserId)); //! IDEM305
        return Task.CompletedTask;
    }
}

//// A function that is triggered by a queue
//// Azure/azure-functions-dotnet-worker samples/Extensions/ServiceBus/ServiceBusReceivedMessageFunctions.cs
public class Shipment { public Guid Id { get; set; } public string OrderId { get; set; } = ""; }
public class ShipmentDb : DbContext { public DbSet<Shipment> Shipments => Set<Shipment>(); }
public class ShipmentFunction(ShipmentDb db)
{
    [Microsoft.Azure.Functions.Worker.Function("ship")]
    public async Task Run([Microsoft.Azure.Functions.Worker.ServiceBusTrigger("orders", Connection = "Bus")] string orderId)
    {
        db.Shipments.Add(new Shipment { OrderId = orderId }); //! IDEM302
        await db.SaveChangesAsync();
    }
}

//// A function that looks first
//// livehands/functionV2SbSample BusToSqlV2/Function1.cs
public class Shipment { public Guid Id { get; set; } public string OrderId { get; set; } = ""; }
public class ShipmentDb : DbContext { public DbSet<Shipment> Shipments => Set<Shipment>(); }
public class ShipmentFunction(ShipmentDb db)
{
    [Microsoft.Azure.Functions.Worker.Function("ship")]
    public async Task Run([Microsoft.Azure.Functions.Worker.QueueTrigger("orders")] string orderId)
    {
        var exists = await db.Shipments.AnyAsync(s => s.OrderId == orderId);
        if (!exists)
        {
            db.Shipments.Add(new Shipment { OrderId = orderId });
            await db.SaveChangesAsync();
        }
    }
}

//// A Lambda that sends a message for each record
//// berkctezc/CSharp_VariousThings Sqs-WebApi-Lambda/src/Sqs-WebApi-Lambda/Function.cs
public class Function(Amazon.SQS.IAmazonSQS sqs)
{
    public async Task FunctionHandler(Amazon.Lambda.SQSEvents.SQSEvent @event, Amazon.Lambda.Core.ILambdaContext context)
    {
        foreach (var record in @event.Records)
        {
            await sqs.SendMessageAsync(new Amazon.SQS.Model.SendMessageRequest { QueueUrl = "next", MessageBody = record.Body }); //! IDEM305
        }
    }
}

//// A Lambda that sends with a deduplication id
//// berkctezc/CSharp_VariousThings Sqs-WebApi-Lambda/src/Sqs-WebApi-Lambda/Function.cs
public class Function(Amazon.SQS.IAmazonSQS sqs)
{
    public async Task FunctionHandler(Amazon.Lambda.SQSEvents.SQSEvent @event, Amazon.Lambda.Core.ILambdaContext context)
    {
        foreach (var record in @event.Records)
        {
            await sqs.SendMessageAsync(new Amazon.SQS.Model.SendMessageRequest { QueueUrl = "next", MessageBody = record.Body, MessageDeduplicationId = record.MessageId });
        }
    }
}

//// A timer writes a line
//// Azure/azure-functions-dotnet-worker samples/Extensions/Timer/TimerFunction.cs
public class Export
{
    [Microsoft.Azure.Functions.Worker.Function("export")]
    public async Task Run([Microsoft.Azure.Functions.Worker.TimerTrigger("0 */5 * * * *")] Microsoft.Azure.Functions.Worker.TimerInfo timer)
    {
        await File.AppendAllTextAsync("orders.csv", "line\n"); //! IDEM306
        await File.AppendAllTextAsync("export.log", "done\n");
        await File.WriteAllTextAsync("last.txt", "done");
    }
}
