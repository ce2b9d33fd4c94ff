using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;
using MassTransit;
using MediatR;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

//// A notification goes to the browsers
//// osortlan/aventia-oppgave src/backend/Common/Notifications/NotificationHub.cs
public class NotificationHub : Hub { }
public record AuctionFinished(string Winner);
public class AuctionFinishedConsumer(IHubContext<NotificationHub> hub) : IConsumer<AuctionFinished>
{
    public async Task Consume(ConsumeContext<AuctionFinished> context)
    {
        Console.WriteLine("finished");
        await hub.Clients.All.SendAsync("AuctionFinished", context.Message);
    }
}

//// A notification is stored and goes to the browsers
//// precious-onyenaucheya-ons/Fintech-App NotificationServicesAPI/Hub/MessageHub.cs
public class NotificationHub : Hub { }
public class Notification { public int Id { get; set; } public string UserId { get; set; } = ""; public string Text { get; set; } = ""; }
public class NotificationDb : DbContext { public DbSet<Notification> Notifications => Set<Notification>(); }
public record Mentioned(string UserId, string Text);
public class MentionedConsumer(NotificationDb db, IHubContext<NotificationHub> hub) : IConsumer<Mentioned>
{
    public async Task Consume(ConsumeContext<Mentioned> context)
    {
        var notification = new Notification
        {
            UserId = context.Message.UserId,
            Text = context.Message.Text,
        };
        db.Notifications.Add(notification); //! IDEM302
        await db.SaveChangesAsync();
        await hub.Clients.Group(notification.UserId).SendAsync("mentioned", notification);
    }
}

//// An auction gets the higher bid
//// vivanenko/Sandbox Web/Services/Ordering/PlaceOrderConsumer.cs
public class Auction { public Guid Id { get; set; } public int? CurrentHighBid { get; set; } public string Winner { get; set; } = ""; }
public class AuctionDb : DbContext { public DbSet<Auction> Auctions => Set<Auction>(); }
public record BidPlaced(Guid AuctionId, int Amount, string Bidder);
public class BidPlacedConsumer(AuctionDb db) : IConsumer<BidPlaced>
{
    public async Task Consume(ConsumeContext<BidPlaced> context)
    {
        var auction = await db.Auctions.FindAsync(context.Message.AuctionId);
        if (auction!.CurrentHighBid == null || context.Message.Amount > auction.CurrentHighBid)
        {
            auction.CurrentHighBid = context.Message.Amount;
            auction.Winner = context.Message.Bidder;
            await db.SaveChangesAsync();
        }
    }
}

//// A copy of another service's data, by its id
//// robert9908/Microservices PaymentService/Program.cs
public class Customer { public Guid Id { get; set; } public string Name { get; set; } = ""; public string Email { get; set; } = ""; }
public class CustomerDb : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
public record CustomerCreated(Guid Id, string Name, string Email);
public class CustomerCreatedConsumer(CustomerDb db, ILogger<CustomerCreatedConsumer> logger) : IConsumer<CustomerCreated>
{
    public async Task Consume(ConsumeContext<CustomerCreated> context)
    {
        var message = context.Message;
        var customer = new Customer { Id = message.Id, Name = message.Name, Email = message.Email };
        await db.Customers.AddAsync(customer);
        await db.SaveChangesAsync();
        logger.LogInformation("copied {Id}", customer.Id);
    }
}

//// A payment is taken, and the result told
//// robert9908/Microservices PaymentService/Program.cs
public record TakePayment(Guid OrderId, long Amount, string Source);
public record PaymentTaken(Guid OrderId, string ChargeId);
public record PaymentRefused(Guid OrderId);
public class TakePaymentConsumer(Stripe.ChargeService charges) : IConsumer<TakePayment>
{
    public async Task Consume(ConsumeContext<TakePayment> context)
    {
        try
        {
            var charge = await charges.CreateAsync(new Stripe.ChargeCreateOptions { Amount = context.Message.Amount, Source = context.Message.Source }); //! IDEM304
            await context.Publish(new PaymentTaken(context.Message.OrderId, charge.Id)); //! IDEM305
        }
        catch (Stripe.StripeException)
        {
            await context.Publish(new PaymentRefused(context.Message.OrderId)); //! IDEM305
        }
    }
}

//// A payment is taken under the order's id, and the result told as an answer
//// robert9908/Microservices PaymentService/Program.cs
public record TakePayment(Guid OrderId, long Amount, string Source);
public record PaymentTaken(Guid OrderId, string ChargeId);
public class TakePaymentConsumer(Stripe.ChargeService charges) : IConsumer<TakePayment>
{
    public async Task Consume(ConsumeContext<TakePayment> context)
    {
        var key = context.Message.OrderId.ToString("N");
        var options = new Stripe.ChargeCreateOptions { Amount = context.Message.Amount, Source = context.Message.Source };
        var charge = await charges.CreateAsync(options, new Stripe.RequestOptions { IdempotencyKey = key });
        await context.RespondAsync(new PaymentTaken(context.Message.OrderId, charge.Id));
    }
}

//// Points for a purchase, by a handler of domain events
//// omeruren/DomainDrivenDesign DomainDrivenDesign.Domain/Users/Events/SendRegisterEmailEvent.cs
public class Member { public int Id { get; set; } public int Points { get; set; } public string Tier { get; set; } = ""; }
public class MemberDb : DbContext { public DbSet<Member> Members => Set<Member>(); }
public record Purchased(int MemberId, decimal Amount) : INotification;
public class PurchasedHandler(MemberDb db) : INotificationHandler<Purchased>
{
    public async Task Handle(Purchased notification, CancellationToken cancellationToken)
    {
        var member = await db.Members.FirstAsync(m => m.Id == notification.MemberId, cancellationToken);
        var earned = (int)(notification.Amount / 10);
        member.Points = member.Points + earned; //! IDEM301
        member.Tier = member.Points > 1000 ? "gold" : "silver";
        await db.SaveChangesAsync(cancellationToken);
    }
}

//// Kafka: events become a projection
//// AaryanBaral/HackCode backend/Services/QuestionService/Kafka/KafkaConsumerHostedService.cs
public record Event(string Type, string Id, string Body, int Count);
public class View { public string Id { get; set; } = ""; public string Body { get; set; } = ""; public int Answers { get; set; } }
public class ViewDb : DbContext { public DbSet<View> Items => Set<View>(); }
public class Projector(IConsumer<string, string> consumer, ViewDb db) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        consumer.Subscribe("questions");
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = consumer.Consume(stoppingToken);
            var @event = JsonSerializer.Deserialize<Event>(result.Message.Value)!;
            switch (@event.Type)
            {
                case "asked":
                    if (await db.Items.FindAsync(@event.Id) is null)
                    {
                        db.Items.Add(new View { Id = @event.Id, Body = @event.Body });
                    }

                    break;
                case "answered":
                    var view = await db.Items.FindAsync(@event.Id);
                    view!.Answers++; //! IDEM301
                    break;
                case "counted":
                    var counted = await db.Items.FindAsync(@event.Id);
                    counted!.Answers = @event.Count;
                    break;
            }

            await db.SaveChangesAsync(stoppingToken);
            consumer.Commit(result);
        }
    }
}

//// Kafka: a message is handled by a method of the class
//// levant47/EPAM-.NET-Program-Advanced CartingService/API/MessagingHostedService.cs
public record PriceChanged(int ProductId, decimal Price);
public class PriceChange { public int Id { get; set; } public int ProductId { get; set; } public decimal Price { get; set; } }
public class PriceDb : DbContext { public DbSet<PriceChange> Changes => Set<PriceChange>(); }
public class PriceListener(IConsumer<string, string> consumer, PriceDb db, ILogger<PriceListener> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var result = consumer.Consume(stoppingToken);
                await HandleAsync(JsonSerializer.Deserialize<PriceChanged>(result.Message.Value)!); //! IDEM402
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception exception)
            {
                logger.LogError(exception, "failed");
            }
        }
    }

    private async Task HandleAsync(PriceChanged changed)
    {
        db.Changes.Add(new PriceChange { ProductId = changed.ProductId, Price = changed.Price });
        await db.SaveChangesAsync();
    }
}

//// RabbitMQ: mail for each delivery, through a sender of the framework
//// petartotev/PT_Demo_RabbitMQ RabbitMQ.Consumer/Program.cs
public record Registered(string Email);
public class MailWorker(Microsoft.AspNetCore.Identity.UI.Services.IEmailSender sender)
{
    public void Start(RabbitMQ.Client.IChannel channel)
    {
        var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var registered = JsonSerializer.Deserialize<Registered>(delivery.Body.Span)!;
            await sender.SendEmailAsync(registered.Email, "Welcome", "Hello"); //! IDEM305
            await channel.BasicAckAsync(delivery.DeliveryTag, false);
        };
    }
}

//// RabbitMQ 6: what came is published to two exchanges with its id kept
//// petartotev/PT_Demo_RabbitMQ RabbitMQ.Consumer/Program.cs
public class Fork
{
    public void Start(RabbitMQ.Client.IModel channel)
    {
        var consumer = new RabbitMQ.Client.Events.EventingBasicConsumer(channel);
        consumer.Received += (_, delivery) =>
        {
            foreach (var exchange in new[] { "a", "b" })
            {
                var properties = channel.CreateBasicProperties();
                properties.Persistent = true;
                properties.MessageId = delivery.BasicProperties.MessageId + exchange;
                channel.BasicPublish(exchange, "", false, properties, delivery.Body);
            }

            channel.BasicAck(delivery.DeliveryTag, false);
        };
    }
}

//// NServiceBus: publishes in a handler, with an entity set
//// Particular/docs.particular.net samples/pipeline/unit-of-work/Core_9/Endpoint/MyMessageHandler1.cs
public record ShipOrder(Guid OrderId);
public record OrderShipped(Guid OrderId);
public class Order { public Guid Id { get; set; } public bool Shipped { get; set; } }
public class OrderDb : DbContext { public DbSet<Order> Orders => Set<Order>(); }
public class ShipOrderHandler(OrderDb db) : NServiceBus.IHandleMessages<ShipOrder>
{
    public async Task Handle(ShipOrder message, NServiceBus.IMessageHandlerContext context)
    {
        var order = await db.Orders.FirstAsync(o => o.Id == message.OrderId);
        order.Shipped = true;
        await db.SaveChangesAsync();
        await NServiceBus.IPipelineContextExtensions.Publish(context, new OrderShipped(order.Id)); //! IDEM305
    }
}

//// Rebus: asks the database whether it was done, through a repository
//// can-acar/Conductor Conductor/Interfaces/IBus.cs
public record PayCommission(Guid SaleId, int AgentId, decimal Amount);
public class Agent { public int Id { get; set; } public decimal Commission { get; set; } }
public interface ICommissions { Task<bool> HasBeenPaidAsync(Guid saleId); Task MarkPaidAsync(Guid saleId); Task<Agent> GetAgentAsync(int id); Task SaveAsync(Agent agent); }
public class PayCommissionHandler(ICommissions commissions) : Rebus.Handlers.IHandleMessages<PayCommission>
{
    public async Task Handle(PayCommission message)
    {
        if (await commissions.HasBeenPaidAsync(message.SaleId))
        {
            return;
        }

        var agent = await commissions.GetAgentAsync(message.AgentId);
        agent.Commission += message.Amount;
        await commissions.SaveAsync(agent);
        await commissions.MarkPaidAsync(message.SaleId);
    }
}

//// Rebus: the same without the question
//// can-acar/Conductor Conductor/Interfaces/IBus.cs
public record PayCommission(Guid SaleId, int AgentId, decimal Amount);
public class Agent { public int Id { get; set; } public decimal Commission { get; set; } }
public interface IAgents { Task<Agent> GetAgentAsync(int id); Task SaveAsync(Agent agent); }
public class PayCommissionHandler(IAgents agents) : Rebus.Handlers.IHandleMessages<PayCommission>
{
    public async Task Handle(PayCommission message)
    {
        var agent = await agents.GetAgentAsync(message.AgentId);
        agent.Commission += message.Amount; //! IDEM301
        await agents.SaveAsync(agent);
    }
}

//// Wolverine: a handler that asks a warehouse and answers with what it said
//// JasperFx/wolverine docs/guide/durability/marten.md
public record Reserve(string Sku, int Count);
public record Reserved(string Sku);
public class ReserveHandler
{
    public async Task Handle(Reserve message, HttpClient http, Wolverine.IMessageBus bus, ILogger<ReserveHandler> logger)
    {
        var response = await http.PostAsJsonAsync($"stock/{message.Sku}/reservations", new { message.Count }); //! IDEM304
        logger.LogInformation("{Status}", response.StatusCode);
        await bus.PublishAsync(new Reserved(message.Sku), new Wolverine.DeliveryOptions { DeduplicationId = "reserved-" + message.Sku });
    }
}
