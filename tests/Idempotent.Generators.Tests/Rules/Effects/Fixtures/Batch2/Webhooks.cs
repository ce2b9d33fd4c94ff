using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

//// A checkout session without a key
//// micttyoid/Programming.Team Programming.Team.Web/Controllers/StripeWebHookController.cs
public class PackagesController : ControllerBase
{
    [HttpPost("create-checkout-session")]
    public async Task<IActionResult> Create(string package)
    {
        var options = new Stripe.Checkout.SessionCreateOptions { Mode = "payment", Metadata = new() { ["package"] = package } };
        var session = await new Stripe.Checkout.SessionService().CreateAsync(options); //! IDEM304
        return Ok(session.Url);
    }
}

//// A webhook that writes to the console
//// De1niz/Subskript SubsKript/Controllers/WebhookController.cs
[ApiController]
[Route("webhook")]
public class WebhookController : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Index()
    {
        var json = await new StreamReader(Request.Body).ReadToEndAsync();
        var stripeEvent = Stripe.EventUtility.ConstructEvent(json, Request.Headers["Stripe-Signature"], "whsec");
        if (stripeEvent.Type == "checkout.session.completed")
        {
            var session = stripeEvent.Data.Object as Stripe.Checkout.Session;
            Console.WriteLine($"Completed {session?.Id}");
        }

        return Ok();
    }
}

//// A webhook that grants what was paid
//// micttyoid/Programming.Team Programming.Team.Web/Controllers/StripeWebHookController.cs
public class Member { public string Id { get; set; } = ""; public int Credits { get; set; } }
public class MemberDb : DbContext { public DbSet<Member> Members => Set<Member>(); }
[ApiController]
[Route("api/stripehooks")]
public class WebhookController(MemberDb db) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Index()
    {
        var json = await new StreamReader(Request.Body).ReadToEndAsync();
        var stripeEvent = Stripe.EventUtility.ConstructEvent(json, Request.Headers["Stripe-Signature"], "whsec");
        if (stripeEvent.Type == "checkout.session.completed" && stripeEvent.Data.Object is Stripe.Checkout.Session session)
        {
            var member = await db.Members.FirstOrDefaultAsync(m => m.Id == session.Metadata["member"]);
            if (member == null)
            {
                return NotFound();
            }

            member.Credits += int.Parse(session.Metadata["credits"]); //! IDEM301
            await db.SaveChangesAsync();
        }

        return Ok();
    }
}

//// A webhook that grants what was paid, once for each session
//// micttyoid/Programming.Team Programming.Team.Web/Controllers/StripeWebHookController.cs
public class Purchase { public int Id { get; set; } public string SessionId { get; set; } = ""; public bool IsPaid { get; set; } public string MemberId { get; set; } = ""; }
public class Member { public string Id { get; set; } = ""; public int Credits { get; set; } }
public class MemberDb : DbContext { public DbSet<Member> Members => Set<Member>(); public DbSet<Purchase> Purchases => Set<Purchase>(); }
public class WebhookController(MemberDb db) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Index(string sessionId)
    {
        var purchase = await db.Purchases.SingleAsync(p => p.SessionId == sessionId);
        if (purchase.IsPaid)
        {
            return Ok();
        }

        purchase.IsPaid = true;
        var member = await db.Members.SingleAsync(m => m.Id == purchase.MemberId);
        member.Credits += 10;
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// An invoice by webhook: known ones return early, conflicts are caught
//// bitwarden/server src/Billing/Controllers/BitPayController.cs
public record BitPayEvent(string Id, decimal Price, Guid UserId);
public class Transaction { public Guid Id { get; set; } = Guid.NewGuid(); public string GatewayId { get; set; } = ""; public decimal Amount { get; set; } }
public class User { public Guid Id { get; set; } public decimal Credit { get; set; } }
public interface ITransactionRepository { Task<Transaction?> GetByGatewayIdAsync(string id); Task CreateAsync(Transaction transaction); }
public class TransactionRepository(BillingDb db) : ITransactionRepository
{
    public Task<Transaction?> GetByGatewayIdAsync(string id) => db.Transactions.FirstOrDefaultAsync(t => t.GatewayId == id);
    public async Task CreateAsync(Transaction transaction) { db.Transactions.Add(transaction); await db.SaveChangesAsync(); }
}
public class BillingDb : DbContext { public DbSet<Transaction> Transactions => Set<Transaction>(); public DbSet<User> Users => Set<User>(); }
public class BitPayController(ITransactionRepository transactions, BillingDb db, ILogger<BitPayController> logger) : Controller
{
    [HttpPost("ipn")]
    public async Task<IActionResult> PostIpn([FromBody] BitPayEvent model)
    {
        var transaction = await transactions.GetByGatewayIdAsync(model.Id);
        if (transaction != null)
        {
            logger.LogInformation("Already processed this invoice. #{Id}", model.Id);
            return Ok();
        }

        await transactions.CreateAsync(new Transaction { GatewayId = model.Id, Amount = model.Price });
        var user = await db.Users.FindAsync(model.UserId);
        user!.Credit += model.Price;
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// The same webhook that looks for the user alone
//// bitwarden/server src/Billing/Controllers/BitPayController.cs
public record BitPayEvent(string Id, string Status, decimal Price, Guid UserId);
public class Transaction { public Guid Id { get; set; } = Guid.NewGuid(); public string GatewayId { get; set; } = ""; public decimal Amount { get; set; } }
public class User { public Guid Id { get; set; } public decimal Credit { get; set; } }
public class BillingDb : DbContext { public DbSet<Transaction> Transactions => Set<Transaction>(); public DbSet<User> Users => Set<User>(); }
public class BitPayController(BillingDb db) : Controller
{
    [HttpPost("ipn")]
    public async Task<IActionResult> PostIpn([FromBody] BitPayEvent model)
    {
        if (model.Status != "confirmed" && model.Status != "completed")
        {
            return BadRequest();
        }

        var user = await db.Users.FindAsync(model.UserId);
        if (user != null)
        {
            db.Transactions.Add(new Transaction { GatewayId = model.Id, Amount = model.Price }); //! IDEM302
            user.Credit = user.Credit + model.Price; //! IDEM301
            await db.SaveChangesAsync();
        }

        return Ok();
    }
}

//// A credit on the customer's balance at Stripe
//// bitwarden/server src/Billing/Controllers/BitPayController.cs
public class CreditController(Stripe.CustomerBalanceTransactionService balance) : ControllerBase
{
    [HttpPost("credit")]
    public async Task<IActionResult> Credit(string customer, long amount)
    {
        await balance.CreateAsync(customer, new Stripe.CustomerBalanceTransactionCreateOptions { Amount = -amount, Currency = "usd" }); //! IDEM304
        return Ok();
    }
}

//// A subscription is cancelled by a job
//// bitwarden/server src/Billing/Jobs/SubscriptionCancellationJob.cs
public class SubscriptionCancellationJob(Stripe.SubscriptionService subscriptions, ILogger<SubscriptionCancellationJob> logger) : Quartz.IJob
{
    public async Task Execute(Quartz.IJobExecutionContext context)
    {
        var subscription = await subscriptions.GetAsync("sub");
        if (subscription is not { Status: "unpaid" })
        {
            logger.LogInformation("skipped {Id}", subscription.Id);
            return;
        }

        await subscriptions.CancelAsync(subscription.Id, new Stripe.SubscriptionCancelOptions());
        logger.LogInformation("cancelled {Id}", subscription.Id);
    }
}

//// A subscription is made by a job, and an item put on the bill
//// bitwarden/server src/Billing/Jobs/SubscriptionCancellationJob.cs
public class RenewJob(Stripe.SubscriptionService subscriptions, Stripe.InvoiceItemService items) : Quartz.IJob
{
    public async Task Execute(Quartz.IJobExecutionContext context)
    {
        await subscriptions.CreateAsync(new Stripe.SubscriptionCreateOptions { Customer = "c1" }); //! IDEM304
        await items.CreateAsync(new Stripe.InvoiceItemCreateOptions { Customer = "c1", Amount = 100 }); //! IDEM304
        await items.CreateAsync(new Stripe.InvoiceItemCreateOptions { Customer = "c2", Amount = 100 }, new Stripe.RequestOptions { IdempotencyKey = $"fee-c2-{DateTime.Today:yyyy-MM}" });
    }
}

//// A refund of a part, behind a service
//// stripe/stripe-dotnet src/Stripe.net/Services/Refunds/RefundCreateOptions.cs
public interface IRefunds { Task RefundAsync(string intent, long amount); }
public class StripeRefunds(Stripe.RefundService service) : IRefunds
{
    public async Task RefundAsync(string intent, long amount) => await service.CreateAsync(new Stripe.RefundCreateOptions { PaymentIntent = intent, Amount = amount });
}
public static class RefundEndpoints
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/refunds", async (string intent, long amount, IRefunds refunds) =>
    {
        await refunds.RefundAsync(intent, amount); //! IDEM402
        return Results.Ok();
    });
}

//// A refund of a part, behind a service that sends a key
//// stripe/stripe-dotnet src/Stripe.net/Services/Refunds/RefundCreateOptions.cs
public interface IRefunds { Task RefundAsync(string request, string intent, long amount); }
public class StripeRefunds(Stripe.RefundService service) : IRefunds
{
    public async Task RefundAsync(string request, string intent, long amount)
    {
        var options = new Stripe.RefundCreateOptions { PaymentIntent = intent, Amount = amount };
        var requestOptions = new Stripe.RequestOptions { IdempotencyKey = request };
        await service.CreateAsync(options, requestOptions);
    }
}
public static class RefundEndpoints
{
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/refunds", async (string request, string intent, long amount, IRefunds refunds) =>
    {
        await refunds.RefundAsync(request, intent, amount);
        return Results.Ok();
    });
}

//// A payment gateway's client by hand: with the header and without
//// dojo-engineering/dojo-samples manage-payments/cs/refund.cs
public class RefundsClient(HttpClient http)
{
    public Task CreateAsync(string intent, string idempotencyKey, long amount)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"payment-intents/{intent}/refunds") { Content = JsonContent.Create(new { amount }) };
        request.Headers.Add("idempotencyKey", idempotencyKey);
        return http.SendAsync(request);
    }
}
public class IntentsClient(HttpClient http) { public Task CreateAsync(long amount) => http.PostAsJsonAsync("payment-intents", new { amount }); }
public class PaymentsController(RefundsClient refunds, IntentsClient intents) : ControllerBase
{
    [HttpPost("refund")]
    public async Task<IActionResult> Refund(string intent, string request, long amount)
    {
        await refunds.CreateAsync(intent, request, amount);
        await intents.CreateAsync(amount); //! IDEM402
        return Ok();
    }
}
