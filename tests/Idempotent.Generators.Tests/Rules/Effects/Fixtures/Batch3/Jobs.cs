using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.Mail;
using Hangfire;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

//// Quartz: mail by the framework's client
//// tebbe/FactoryManagement FactoryManagement/Job_Class/Jobclass.cs
public class EmailJob : IJob
{
    public Task Execute(IJobExecutionContext context)
    {
        using (var message = new MailMessage("user@gmail.com", "user@live.co.uk"))
        {
            message.Subject = "Test";
            message.Body = "Test at " + DateTime.Now;
            using (var client = new SmtpClient { EnableSsl = true, Host = "smtp.gmail.com", Port = 587 })
            {
                client.Send(message); //! IDEM305
            }
        }

        return Task.CompletedTask;
    }
}

//// Quartz: the mail is prepared and not sent
//// ghazeefa/gasi DeadlineManagmentSystem/Scheduler/EmailJob.cs
public class EmailJob : IJob
{
    public Task Execute(IJobExecutionContext context)
    {
        var name = context.MergedJobDataMap.GetString("name");
        using var message = new MailMessage("a@gmail.com", "b@live.co.uk");
        message.Subject = name;
        message.Headers.Add("X-Job", name);
        return Task.CompletedTask;
    }
}

//// Quartz: reminders by a service of the project
//// AndreiSeradou/DataCollectionAndEmailMessageApplication.Back DataCollectionAndEmailMessageApplication.Web/Quartz/Jobs/JobReminders.cs
public interface IEmailSenderService { Task SendEmail(string to, string body); }
public class EmailSenderService(MailKit.Net.Smtp.ISmtpClient client) : IEmailSenderService
{
    public async Task SendEmail(string to, string body)
    {
        var message = new MimeKit.MimeMessage { Subject = body };
        await client.SendAsync(message);
    }
}
public class JobReminders(IEmailSenderService sender) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        await sender.SendEmail("a@b.c", "hello"); //! IDEM402
    }
}

//// Quartz: reminders by a service that names each mail
//// AndreiSeradou/DataCollectionAndEmailMessageApplication.Back DataCollectionAndEmailMessageApplication.Web/Quartz/Jobs/JobReminders.cs
public interface IEmailSenderService { Task SendEmail(string id, string body); }
public class EmailSenderService(MailKit.Net.Smtp.ISmtpClient client) : IEmailSenderService
{
    public async Task SendEmail(string id, string body)
    {
        var message = new MimeKit.MimeMessage();
        message.Subject = body;
        message.MessageId = id + "@example.org";
        await client.SendAsync(message);
    }
}
public class JobReminders(IEmailSenderService sender) : IJob
{
    public Task Execute(IJobExecutionContext context) => sender.SendEmail("reminder-1", "hello");
}

//// Quartz: those that were not told yet, by the query
//// AndreiSeradou/DataCollectionAndEmailMessageApplication.Back DataCollectionAndEmailMessageApplication.Web/Quartz/Jobs/JobReminders.cs
public class Reminder { public int Id { get; set; } public string Email { get; set; } = ""; public bool IsSent { get; set; } }
public class ReminderDb : DbContext { public DbSet<Reminder> Reminders => Set<Reminder>(); }
public class JobReminders(ReminderDb db, SendGrid.ISendGridClient mail) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var open = await db.Reminders.Where(r => !r.IsSent).ToListAsync();
        foreach (var reminder in open)
        {
            var message = new SendGrid.Helpers.Mail.SendGridMessage { Subject = "Reminder" };
            message.AddTo(reminder.Email);
            await mail.SendEmailAsync(message);
            reminder.IsSent = true;
            await db.SaveChangesAsync();
        }
    }
}

//// Hangfire: a job at start, one each minute
//// Ireanicus/hangfire-promql-workshop Web/HostedServices/HangfireReccuringJobHostedService.cs
public class RandomizerJob(ILogger<RandomizerJob> logger) { public Task GetRandomDigit(string? seed) { logger.LogInformation("{Digit}", Random.Shared.Next(10)); return Task.CompletedTask; } }
public class RecurringJobs : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        RecurringJob.AddOrUpdate<RandomizerJob>("digit", service => service.GetRandomDigit(null), "* * * * *");
        BackgroundJob.Enqueue<RandomizerJob>(service => service.GetRandomDigit(null));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

//// Hangfire: a job is enqueued by a POST and adds a row
//// mpenchev86/ASP.NET-MVC-FinalProject Source/Web/MvcProject.Web.Infrastructure/BackgroundWorkers/BackgroundJobsService.cs
public class Export { public int Id { get; set; } public string Format { get; set; } = ""; }
public class ExportDb : DbContext { public DbSet<Export> Exports => Set<Export>(); }
public class ExportJob(ExportDb db)
{
    public async Task Run(string format)
    {
        db.Exports.Add(new Export { Format = format });
        await db.SaveChangesAsync();
    }
}
public class ExportController(IBackgroundJobClient jobs) : ControllerBase
{
    [HttpPost]
    public IActionResult Start(string format)
    {
        var id = jobs.Enqueue<ExportJob>(job => job.Run(format)); //! IDEM305 //! IDEM402
        return Accepted();
    }
}

//// Hangfire: the job's own method charges
//// NadaSaleh20/Hangfire-Background-jobs README.md
public class RenewalJob(Stripe.PaymentIntentService intents, Stripe.CustomerService customers)
{
    [AutomaticRetry(Attempts = 5)]
    public async Task Renew(string customer, long amount)
    {
        await intents.CreateAsync(new Stripe.PaymentIntentCreateOptions { Customer = customer, Amount = amount }); //! IDEM304
        await intents.CreateAsync(new Stripe.PaymentIntentCreateOptions { Customer = customer, Amount = amount }, new Stripe.RequestOptions { IdempotencyKey = $"renew-{customer}-{DateTime.UtcNow:yyyyMM}" });
    }
}

//// A worker that posts what it finds, and one that only asks
//// levant47/EPAM-.NET-Program-Advanced CatalogService/API/MessagingHostedService.cs
public class SyncJob(HttpClient http) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var token = await http.PostAsync("oauth/token", JsonContent.Create(new { grant = "client" }));
        var items = await http.PostAsJsonAsync("items/query", new { since = "yesterday" });
        await http.PutAsJsonAsync("items/1", new { name = "a" });
        await http.DeleteAsync("items/2");
        await http.PostAsJsonAsync("items", new { name = "b", token, items }); //! IDEM304
    }
}

//// A worker with a statistic and a generation
//// Jiakuo0x/Malfurion.MinimalJob Schedules/DemoJob.cs
public class Feed { public int Id { get; set; } public int FailedAttempts { get; set; } public int Revision { get; set; } public DateTime CheckedAt { get; set; } public string? Error { get; set; } public int ViewCount { get; set; } }
public class FeedDb : DbContext { public DbSet<Feed> Feeds => Set<Feed>(); }
public class FeedJob(FeedDb db, HttpClient http, ILogger<FeedJob> logger) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var done = 0;
        foreach (var feed in await db.Feeds.ToListAsync(context.CancellationToken))
        {
            try
            {
                await http.GetStringAsync("feed/" + feed.Id);
                feed.FailedAttempts = 0;
                feed.Revision++;
                done++;
            }
            catch (HttpRequestException exception)
            {
                feed.FailedAttempts++;
                feed.Error = exception.Message;
            }

            feed.ViewCount += 1;
            feed.CheckedAt = DateTime.UtcNow;
        }

        logger.LogInformation("{Done} done", done);
        await db.SaveChangesAsync();
    }
}

//// A worker that lets points expire by what they were
//// 14LaveN/BackingShop BackingShop.BackgroundTasks/QuartZ/Jobs/UserDbJob.cs
public class Wallet { public int Id { get; set; } public int Points { get; set; } public int Level { get; set; } public DateTime ExpiresAt { get; set; } }
public class WalletDb : DbContext { public DbSet<Wallet> Wallets => Set<Wallet>(); }
public class ExpireJob(WalletDb db) : IJob
{
    public async Task Execute(IJobExecutionContext context)
    {
        var wallets = await db.Wallets.Where(w => w.Points > 0).ToListAsync();
        wallets.ForEach(w => w.Points -= w.Points / 10); //! IDEM301
        foreach (var wallet in wallets)
        {
            wallet.Level = wallet.Points > 100 ? 2 : 1;
            wallet.Points = Math.Max(wallet.Points, 0);
            wallet.ExpiresAt = wallet.ExpiresAt.AddDays(30); //! IDEM301
        }

        await db.SaveChangesAsync();
    }
}
