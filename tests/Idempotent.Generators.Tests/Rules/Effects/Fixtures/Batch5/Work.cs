using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MongoDB.Driver;
using Polly;
using Quartz;
using StackExchange.Redis;

//// A timed service that only logs
//// CodeMasters98/SampleBackgroundService SampleBackgroundService/TimedBackgroundService.cs
public class TimedBackgroundService(ILogger<TimedBackgroundService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.LogInformation("running");
        var ticks = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            ticks++;
            logger.LogInformation("working {Ticks}", ticks);
            await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken);
        }
    }
}

//// A timer that sends what an outbox holds, and marks it
//// DCArea/DotNetToolkit src/DCA.Extensions.BackgroundTask/readme.md
public class OutboxMessage { public Guid Id { get; set; } public string Body { get; set; } = ""; public DateTime? ProcessedOn { get; set; } }
public class AppDb : DbContext { public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>(); }
public class OutboxService(AppDb db, Azure.Messaging.ServiceBus.ServiceBusSender sender) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var messages = await db.Outbox.Where(m => m.ProcessedOn == null).ToListAsync(stoppingToken);
            foreach (var message in messages)
            {
                await sender.SendMessageAsync(new Azure.Messaging.ServiceBus.ServiceBusMessage(message.Body) { MessageId = message.Id.ToString() }, stoppingToken);
                message.ProcessedOn = DateTime.UtcNow;
            }

            await db.SaveChangesAsync(stoppingToken);
        }
    }
}

//// A timer that charges everybody
//// SpaceMalamute/ai-rules configs/dotnet/rules/background-services.md
public class Customer { public int Id { get; set; } public string StripeId { get; set; } = ""; }
public class AppDb : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
public class BillingService(AppDb db, Stripe.InvoiceItemService items) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var customer in await db.Customers.ToListAsync(stoppingToken))
            {
                await items.CreateAsync(new Stripe.InvoiceItemCreateOptions { Customer = customer.StripeId, Amount = 500 }); //! IDEM304
            }
        }
    }
}

//// A job that cleans up
//// Jiakuo0x/Malfurion.MinimalJob Schedules/DemoJob.cs
public class Session { public int Id { get; set; } public DateTime ExpiresAt { get; set; } public bool IsClosed { get; set; } }
public class SessionDb : DbContext { public DbSet<Session> Sessions => Set<Session>(); }
public class CleanupJob(SessionDb db, ILogger<CleanupJob> logger) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var expired = await db.Sessions.Where(s => s.ExpiresAt < DateTime.UtcNow).ToListAsync(context.CancellationToken);
        foreach (var session in expired)
        {
            session.IsClosed = true;
            db.Sessions.Remove(session);
        }

        var removed = await db.Sessions.Where(s => s.IsClosed).ExecuteDeleteAsync(context.CancellationToken);
        foreach (var file in Directory.GetFiles(Path.GetTempPath(), "session-*"))
        {
            File.Delete(file);
        }

        await db.SaveChangesAsync(context.CancellationToken);
        logger.LogInformation("{Removed} removed", removed);
    }
}

//// A job that takes a copy of rates, under the day
//// Jiakuo0x/Malfurion.MinimalJob Schedules/DemoJob.cs
public class Rate { public string Id { get; set; } = ""; public decimal Value { get; set; } }
public class RateDb : DbContext { public DbSet<Rate> Rates => Set<Rate>(); }
public class RatesJob(RateDb db, HttpClient http) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var id = $"EUR-{DateTime.UtcNow:yyyy-MM-dd}";
        if (await db.Rates.AnyAsync(r => r.Id == id))
        {
            return;
        }

        var value = await http.GetFromJsonAsync<decimal>("rates/eur");
        db.Rates.Add(new Rate { Id = id, Value = value });
        await db.SaveChangesAsync();
    }
}

//// A job that takes a copy of rates, under nothing
//// Jiakuo0x/Malfurion.MinimalJob Schedules/DemoJob.cs
public class Rate { public int Id { get; set; } public decimal Value { get; set; } public DateTime At { get; set; } }
public class RatesJob(System.Data.IDbConnection db, HttpClient http) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var value = await http.GetFromJsonAsync<decimal>("rates/eur");
        await db.ExecuteAsync("insert into rates (value, at) values (@value, @at)", new { value, at = DateTime.UtcNow }); //! IDEM303
    }
}

//// A job that tells a chat, through a client of the project
//// AndreiSeradou/DataCollectionAndEmailMessageApplication.Back DataCollectionAndEmailMessageApplication.Web/Quartz/Jobs/JobReminders.cs
public interface IChat { Task SayAsync(string text); }
public class SlackChat(HttpClient http) : IChat
{
    public async Task SayAsync(string text)
    {
        var response = await http.PostAsJsonAsync("hooks/T000/B000", new { text });
        response.EnsureSuccessStatusCode();
    }
}
public class DailyJob(IChat chat) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        await chat.SayAsync("good morning"); //! IDEM402
    }
}

//// Hangfire: a method that a scheduler is handed, which mails
//// NadaSaleh20/Hangfire-Background-jobs README.md
public class NewsletterService(MailKit.Net.Smtp.ISmtpClient smtp)
{
    public async Task SendAsync(string issue)
    {
        var message = new MimeKit.MimeMessage { Subject = issue };
        await smtp.SendAsync(message);
    }
}
public static class Jobs
{
    public static void Configure() => Hangfire.RecurringJob.AddOrUpdate<NewsletterService>("newsletter", service => service.SendAsync("weekly"), "0 8 * * 1"); //! IDEM402
}

//// A function on a queue, with MongoDB
//// sayedimac/myfunc QueueItemAdded.cs
public class Device { public string Id { get; set; } = ""; public int Errors { get; set; } public double Temperature { get; set; } public int Restarts { get; set; } }
public record Telemetry(string DeviceId, double Temperature, bool Restarted);
public class TelemetryFunction(IMongoCollection<Device> devices)
{
    [Microsoft.Azure.Functions.Worker.Function("telemetry")]
    public async Task Run([Microsoft.Azure.Functions.Worker.QueueTrigger("telemetry")] Telemetry telemetry)
    {
        await devices.UpdateOneAsync(d => d.Id == telemetry.DeviceId, Builders<Device>.Update.Set(d => d.Temperature, telemetry.Temperature), new UpdateOptions { IsUpsert = true });
        if (telemetry.Restarted)
        {
            await devices.UpdateOneAsync(d => d.Id == telemetry.DeviceId, Builders<Device>.Update.Inc(d => d.Restarts, 1)); //! IDEM301
        }
    }
}

//// A function on a timer writes a file anew and a list longer
//// flcdrg/funky-functions src/net60outofprocess/ServiceBusQueueTrigger.cs
public class SnapshotFunction(IDatabase redis)
{
    [Microsoft.Azure.WebJobs.FunctionName("snapshot")]
    public async Task Run([Microsoft.Azure.WebJobs.TimerTrigger("0 */5 * * * *")] object timer)
    {
        await File.WriteAllTextAsync("snapshot.json", "{}");
        await redis.HashSetAsync("snapshots", DateTime.UtcNow.ToString("yyyyMMdd"), "done");
        await redis.ListRightPushAsync("snapshots:all", "one"); //! IDEM306
    }
}

//// A Lambda for a queue that posts each record
//// rogond/m2m-architecture lambda_src/Function1/FunctionHandler.cs
public class FunctionHandler(HttpClient http)
{
    public async Task Handle(Amazon.Lambda.SQSEvents.SQSEvent sqsEvent, Amazon.Lambda.Core.ILambdaContext context)
    {
        foreach (var record in sqsEvent.Records)
        {
            context.Logger.LogLine(record.MessageId);
            await Process(record); //! IDEM402
        }
    }

    private async Task Process(Amazon.Lambda.SQSEvents.SQSEvent.SQSMessage record) => await http.PostAsJsonAsync("tickets", new { record.Body });
}

//// A Lambda for a queue that posts each record with the record's id
//// rogond/m2m-architecture lambda_src/Function1/FunctionHandler.cs
public class FunctionHandler(HttpClient http)
{
    public async Task Handle(Amazon.Lambda.SQSEvents.SQSEvent sqsEvent)
    {
        foreach (var record in sqsEvent.Records)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "tickets") { Content = JsonContent.Create(new { record.Body }) };
            request.Headers.Add("X-Idempotency-Key", record.MessageId);
            await http.SendAsync(request);
        }
    }
}

//// A policy around a service of the project that inserts
//// bpallan/RetryAndCircuitBreakerTestSolution PollyHelpers/PollyRetryExample.cs
public class Lead { public int Id { get; set; } public string Email { get; set; } = ""; }
public class LeadDb : DbContext { public DbSet<Lead> Leads => Set<Lead>(); }
public class LeadService(LeadDb db)
{
    public async Task AddAsync(string email)
    {
        db.Leads.Add(new Lead { Email = email });
        await db.SaveChangesAsync();
    }

    public Task<int> CountAsync(string email) => db.Leads.CountAsync(l => l.Email == email);
}
public class LeadImport(LeadService leads)
{
    private readonly Polly.Retry.AsyncRetryPolicy _retry = Policy.Handle<TimeoutException>().RetryAsync(3);

    public async Task Import(string email)
    {
        var known = await _retry.ExecuteAsync(() => leads.CountAsync(email));
        Console.WriteLine(known);
        await _retry.ExecuteAsync(() => leads.AddAsync(email)); //! IDEM401
    }
}

//// A loop that tries again to read, and one to write under an id
//// guoicq/PollyTest PollyTest/PollyTest/RetryCase1.cs
public class Snapshot(HttpClient http)
{
    public async Task<string?> Take(string name)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            try
            {
                var text = await http.GetStringAsync("state");
                await http.PutAsJsonAsync("snapshots/" + name, new { text });
                return text;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(500);
            }
        }

        return null;
    }
}

//// A loop that tries again to post
//// guoicq/PollyTest PollyTest/PollyTest/RetryCase1.cs
public class Uploader(HttpClient http, ILogger<Uploader> logger)
{
    public async Task<bool> Upload(string name)
    {
        var maxRetries = 3;
        while (maxRetries > 0)
        {
            try
            {
                var response = await http.PostAsJsonAsync("uploads", new { name }); //! IDEM401
                if (response.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "failed");
            }

            maxRetries--;
        }

        return false;
    }
}
