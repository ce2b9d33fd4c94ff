using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Polly;

//// A policy around a charge
//// khanqamarali/pollyretrypolicy src/waitAndRetryPolicy.cs
public class Payments(Stripe.ChargeService charges)
{
    public async Task<string> Charge(long amount)
    {
        var policy = Policy.Handle<Stripe.StripeException>().WaitAndRetryAsync(3, i => TimeSpan.FromSeconds(i));
        var charge = await policy.ExecuteAsync(async () => await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = amount })); //! IDEM401
        return charge.Id;
    }
}

//// A policy around a read
//// khanqamarali/pollyretrypolicy src/waitAndRetryPolicy.cs
public class Pages(HttpClient client)
{
    public async Task<string> Get(string url)
    {
        var policy = Policy.Handle<HttpRequestException>().WaitAndRetryAsync(3, i => TimeSpan.FromSeconds(10));
        return await policy.ExecuteAsync(() => client.GetStringAsync(url));
    }
}

//// A key that is made within the retry
//// khanqamarali/pollyretrypolicy src/waitAndRetryPolicy.cs
public class Payments(Stripe.ChargeService charges)
{
    public async Task<Stripe.Charge> Charge(long amount)
    {
        var policy = Policy.Handle<Stripe.StripeException>().RetryAsync(3);
        return await policy.ExecuteAsync(async () =>
        {
            var options = new Stripe.RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() }; //! IDEM203
            return await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = amount }, options);
        });
    }
}

//// A key that is made before the retry
//// khanqamarali/pollyretrypolicy src/waitAndRetryPolicy.cs
public class Payments(Stripe.ChargeService charges)
{
    public async Task<Stripe.Charge> Charge(long amount)
    {
        var key = Guid.NewGuid().ToString();
        var policy = Policy.Handle<Stripe.StripeException>().RetryAsync(3);
        return await policy.ExecuteAsync(() => charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = amount }, new Stripe.RequestOptions { IdempotencyKey = key }));
    }
}

//// A time-out is no retry
//// c0ldhand/artsofte-microservice-architecture Services/CoreLib/HttpLogic/PollyExample.cs
public class Payments(Stripe.ChargeService charges)
{
    public async Task<Stripe.Charge> Charge(long amount)
    {
        var policy = Policy.TimeoutAsync(10);
        return await policy.ExecuteAsync(() => charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = amount }));
    }
}

//// A loop around a refund
//// huanlin/async-book-support Examples/Ch04/AsyncDelayAndRetry/Program.cs
public class Refunds(Stripe.RefundService refunds)
{
    private const int MaxRetryCount = 3;

    public async Task<Stripe.Refund> Refund(string intent)
    {
        for (var i = 0; i < MaxRetryCount; i++)
        {
            try
            {
                return await refunds.CreateAsync(new Stripe.RefundCreateOptions { PaymentIntent = intent }); //! IDEM401
            }
            catch (Exception)
            {
                Console.WriteLine("failed");
            }

            await Task.Delay(1000);
        }

        throw new InvalidOperationException("gave up");
    }
}

//// A loop around a download
//// huanlin/async-book-support Examples/Ch04/AsyncDelayAndRetry/Program.cs
public class Downloads(HttpClient client)
{
    public async Task<string> Get(string url)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                return await client.GetStringAsync(url);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(1000);
            }
        }

        return "";
    }
}

//// A loop that handles one item after the other
//// MGabala/WebAPI-ASP.NET API-INTEGRATION/RetryPolicy.cs
public class Importer(Stripe.CustomerService customers)
{
    public async Task Import(List<string> emails)
    {
        foreach (var email in emails)
        {
            try
            {
                await customers.CreateAsync(new Stripe.CustomerCreateOptions { Email = email });
            }
            catch (Exception)
            {
                Console.WriteLine(email);
            }
        }
    }
}

//// A pipeline around a method that adds a row
//// MGabala/WebAPI-ASP.NET API-INTEGRATION/RetryPolicy.cs
public class Order { public int Id { get; set; } public string Code { get; set; } = ""; }
public class OrderDb : DbContext { public DbSet<Order> Orders => Set<Order>(); }
public class Orders(OrderDb db, ResiliencePipeline pipeline)
{
    public async Task Place(string code)
    {
        await pipeline.ExecuteAsync(async ct => await Save(code)); //! IDEM401
    }

    private async Task Save(string code)
    {
        db.Orders.Add(new Order { Code = code });
        await db.SaveChangesAsync();
    }
}

//// A job runner posts with a key that a handler sets
//// shendongnian/code code5/787184-35183487-8.cs
public class Notifier
{
    private readonly HttpClient _client;

    public Notifier(HttpClient client, string run)
    {
        _client = client;
        _client.DefaultRequestHeaders.Add("Idempotency-Key", run);
    }

    [RetryableEntryPoint]
    public Task Notify(string id) => _client.PostAsJsonAsync("notifications", new { id });
}

//// Posted by a marked entry point
//// shendongnian/code code5/787184-35183487-8.cs
public class Notifier(HttpClient client)
{
    [RetryableEntryPoint]
    public async Task Notify(string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "notifications") { Content = JsonContent.Create(new { id }) };
        await client.SendAsync(request); //! IDEM304
        await client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, "notifications/" + id));
    }
}

//// Mail from a handler
//// TrueGrek/TheProject_Register01_onEF ConsoleApp1/Email.cs
public record Registered(string Email);
public class RegisteredConsumer : MassTransit.IConsumer<Registered>
{
    public async Task Consume(MassTransit.ConsumeContext<Registered> context)
    {
        var message = new MimeKit.MimeMessage { Subject = "Welcome" };
        using var client = new MailKit.Net.Smtp.SmtpClient();
        await client.ConnectAsync("localhost", 25);
        await client.SendAsync(message); //! IDEM305
    }
}

//// Mail with an id
//// TrueGrek/TheProject_Register01_onEF ConsoleApp1/Email.cs
public record Registered(string UserId, string Email);
public class RegisteredConsumer : MassTransit.IConsumer<Registered>
{
    public async Task Consume(MassTransit.ConsumeContext<Registered> context)
    {
        var message = new MimeKit.MimeMessage { Subject = "Welcome", MessageId = $"welcome-{context.Message.UserId}@shop" };
        using var client = new MailKit.Net.Smtp.SmtpClient();
        await client.SendAsync(message);
    }
}

//// A generated client
//// khanqamarali/pollyretrypolicy src/waitAndRetryPolicy.cs
public interface IWarehouse { [Refit.Post("/shipments")] Task Ship([Refit.Body] object shipment); [Refit.Get("/shipments")] Task<string> List(); }
public record Ordered(string Id);
public class OrderedConsumer(IWarehouse warehouse) : MassTransit.IConsumer<Ordered>
{
    public async Task Consume(MassTransit.ConsumeContext<Ordered> context)
    {
        await warehouse.List();
        await warehouse.Ship(new { context.Message.Id }); //! IDEM304
    }
}

//// Braintree with the order's number
//// bitwarden/server src/Billing/Controllers/BraintreeController.cs
public record Ordered(string Id, decimal Amount, string Nonce);
public class OrderedConsumer(Braintree.IBraintreeGateway gateway) : MassTransit.IConsumer<Ordered>
{
    public async Task Consume(MassTransit.ConsumeContext<Ordered> context)
    {
        await gateway.Transaction.SaleAsync(new Braintree.TransactionRequest { Amount = context.Message.Amount, OrderId = context.Message.Id });
        await gateway.Transaction.SaleAsync(new Braintree.TransactionRequest { Amount = context.Message.Amount, PaymentMethodNonce = context.Message.Nonce }); //! IDEM304
    }
}
