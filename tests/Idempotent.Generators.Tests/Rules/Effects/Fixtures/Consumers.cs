using System.Linq;
using MassTransit;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

//// Stock falls once for each delivery of a paid order
//// dotnet/eShop src/Catalog.API/IntegrationEvents/EventHandling/OrderStatusChangedToPaidIntegrationEventHandler.cs
public record StockLine(int ProductId, int Units);
public record OrderPaid(int OrderId, List<StockLine> Lines);
public interface IIntegrationEventHandler<in T> { Task Handle(T @event); }
public class CatalogItem { public int Id { get; set; } public int AvailableStock { get; set; } public string Name { get; set; } = ""; }
public class CatalogDb : DbContext { public DbSet<CatalogItem> Items => Set<CatalogItem>(); }
public class OrderPaidHandler(CatalogDb db) : IIntegrationEventHandler<OrderPaid>
{
    public async Task Handle(OrderPaid @event)
    {
        foreach (var line in @event.Lines)
        {
            var item = db.Items.Find(line.ProductId);
            item!.AvailableStock -= line.Units; //! IDEM301
        }

        await db.SaveChangesAsync();
    }
}

//// Stock falls in a method of the entity
//// dotnet/eShop src/Catalog.API/IntegrationEvents/EventHandling/OrderStatusChangedToPaidIntegrationEventHandler.cs
public record StockLine(int ProductId, int Units);
public record OrderPaid(int OrderId, List<StockLine> Lines);
public interface IIntegrationEventHandler<in T> { Task Handle(T @event); }
public class CatalogItem
{
    public int Id { get; set; }
    public int AvailableStock { get; set; }
    public int RemoveStock(int wanted)
    {
        if (AvailableStock == 0) { throw new InvalidOperationException("sold out"); }
        int removed = Math.Min(wanted, AvailableStock);
        AvailableStock -= removed;
        return removed;
    }
}
public class CatalogDb : DbContext { public DbSet<CatalogItem> Items => Set<CatalogItem>(); }
public class OrderPaidHandler(CatalogDb db, ILogger<OrderPaidHandler> logger) : IIntegrationEventHandler<OrderPaid>
{
    public async Task Handle(OrderPaid @event)
    {
        logger.LogInformation("Handling {Id}", @event.OrderId);
        foreach (var line in @event.Lines)
        {
            var item = await db.Items.FirstOrDefaultAsync(i => i.Id == line.ProductId);
            item!.RemoveStock(line.Units); //! IDEM402
        }

        await db.SaveChangesAsync();
    }
}

//// What is confirmed depends on stock that is only read
//// dotnet/eShop src/Catalog.API/IntegrationEvents/EventHandling/OrderStatusChangedToAwaitingValidationIntegrationEventHandler.cs
public record StockLine(int ProductId, int Units);
public record AwaitingValidation(int OrderId, List<StockLine> Lines);
public record ConfirmedLine(int ProductId, bool HasStock);
public interface IIntegrationEventHandler<in T> { Task Handle(T @event); }
public interface ICatalogEvents { Task SaveEventAndContextAsync(object @event); }
public class CatalogItem { public int Id { get; set; } public int AvailableStock { get; set; } }
public class CatalogDb : DbContext { public DbSet<CatalogItem> Items => Set<CatalogItem>(); }
public class AwaitingValidationHandler(CatalogDb db, ICatalogEvents events) : IIntegrationEventHandler<AwaitingValidation>
{
    public async Task Handle(AwaitingValidation @event)
    {
        var confirmed = new List<ConfirmedLine>();
        var missing = 0;
        foreach (var line in @event.Lines)
        {
            var item = db.Items.Find(line.ProductId);
            var hasStock = item!.AvailableStock >= line.Units;
            confirmed.Add(new ConfirmedLine(item.Id, hasStock));
            missing += hasStock ? 0 : 1;
        }

        await events.SaveEventAndContextAsync(confirmed);
    }
}

//// A consumer stores what it gets under a new id
//// MassTransit/Sample-Outbox src/Sample.Components/RegistrationService.cs
public record RegistrationSubmitted(Guid RegistrationId, string MemberId, string EventId);
public class Registration { public Guid Id { get; set; } public string MemberId { get; set; } = ""; public string EventId { get; set; } = ""; public DateTime RegisteredAt { get; set; } }
public class RegistrationDb : DbContext { public DbSet<Registration> Registrations => Set<Registration>(); }
public class SubmitRegistrationConsumer(RegistrationDb db) : IConsumer<RegistrationSubmitted>
{
    public async Task Consume(ConsumeContext<RegistrationSubmitted> context)
    {
        var registration = new Registration
        {
            Id = NewId.NextGuid(),
            MemberId = context.Message.MemberId,
            EventId = context.Message.EventId,
            RegisteredAt = DateTime.UtcNow,
        };
        db.Registrations.Add(registration); //! IDEM302
        await db.SaveChangesAsync();
    }
}

//// A consumer stores what it gets under the id of the message
//// MassTransit/Sample-Outbox src/Sample.Components/RegistrationService.cs
public record RegistrationSubmitted(Guid RegistrationId, string MemberId);
public class Registration { public Guid Id { get; set; } public string MemberId { get; set; } = ""; }
public class RegistrationDb : DbContext { public DbSet<Registration> Registrations => Set<Registration>(); }
public class SubmitRegistrationConsumer(RegistrationDb db) : IConsumer<RegistrationSubmitted>
{
    public async Task Consume(ConsumeContext<RegistrationSubmitted> context)
    {
        await db.Registrations.AddAsync(new Registration { Id = context.Message.RegistrationId, MemberId = context.Message.MemberId });
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            return;
        }
    }
}

//// A registration with a unique index on what identifies it
//// MassTransit/Sample-Outbox src/Sample.Components/RegistrationDbContext.cs
public record RegistrationSubmitted(string MemberId, string EventId);
public class Registration { public int Id { get; set; } public string MemberId { get; set; } = ""; public string EventId { get; set; } = ""; }
public class RegistrationDb : DbContext
{
    public DbSet<Registration> Registrations => Set<Registration>();
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Registration>(r => r.HasIndex(x => new { x.MemberId, x.EventId }).IsUnique());
}
public class SubmitRegistrationConsumer(RegistrationDb db) : IConsumer<RegistrationSubmitted>
{
    public async Task Consume(ConsumeContext<RegistrationSubmitted> context)
    {
        db.Registrations.Add(new Registration { MemberId = context.Message.MemberId, EventId = context.Message.EventId });
        await db.SaveChangesAsync();
    }
}

//// A consumer that sends on without an outbox
//// MassTransit/Sample-Outbox src/Sample.Components/Consumers/NotifyRegistrationConsumer.cs
public record RegistrationSubmitted(Guid RegistrationId);
public record SendRegistrationEmail { public Guid RegistrationId { get; init; } }
public class NotifyRegistrationConsumer(ILogger<NotifyRegistrationConsumer> logger) : IConsumer<RegistrationSubmitted>
{
    public async Task Consume(ConsumeContext<RegistrationSubmitted> context)
    {
        logger.LogInformation("Member registered {Id}", context.Message.RegistrationId);
        await context.Publish(new SendRegistrationEmail { RegistrationId = context.Message.RegistrationId }); //! IDEM305
    }
}

//// A consumer that sends on through an outbox
//// MassTransit/Sample-Outbox src/Sample.Worker/Program.cs
public record RegistrationSubmitted(Guid RegistrationId);
public record SendRegistrationEmail { public Guid RegistrationId { get; init; } }
public class RegistrationDb : DbContext { }
public static class Startup
{
    public static void Configure(IBusRegistrationConfigurator x) => x.AddEntityFrameworkOutbox<RegistrationDb>();
}
public class NotifyRegistrationConsumer : IConsumer<RegistrationSubmitted>
{
    public Task Consume(ConsumeContext<RegistrationSubmitted> context) => context.Publish(new SendRegistrationEmail { RegistrationId = context.Message.RegistrationId });
}

//// A message whose id is that of what caused it
//// erisekasaputra/santai_mvp Catalog.API/Applications/IntegrationEvents/EventHandlers/ItemStockReducedIntegrationEventHandler.cs
public record ItemStockReduced(Guid ItemId, int Amount) : INotification;
public record StockReduced(Guid ItemId, int Amount);
public class ItemStockReducedHandler(IPublishEndpoint endpoint) : INotificationHandler<ItemStockReduced>
{
    public Task Handle(ItemStockReduced notification, CancellationToken cancellationToken) =>
        endpoint.Publish(new StockReduced(notification.ItemId, notification.Amount), x => x.MessageId = notification.ItemId, cancellationToken);
}

//// Stock is set to a value
//// Guilherme2907/ShopFlow Services/Order/src/GM.ShopFlow.Order.Application/IntegrationsEvents/EventHandlers/StockUpdatedIntegrationEventHandler.cs
public record StockUpdated(int ProductId, int Quantity);
public interface IIntegrationEventHandler<in T> { Task HandleAsync(T @event); }
public class ProductStock { public int Id { get; set; } public int Quantity { get; set; } public long Version { get; set; } }
public class OrderDb : DbContext { public DbSet<ProductStock> Stock => Set<ProductStock>(); }
public class StockUpdatedHandler(OrderDb db) : IIntegrationEventHandler<StockUpdated>
{
    public async Task HandleAsync(StockUpdated @event)
    {
        var stock = await db.Stock.SingleAsync(s => s.Id == @event.ProductId);
        stock.Quantity = @event.Quantity;
        stock.Version++;
        await db.SaveChangesAsync();
    }
}

//// An inbox is asked first
//// rafaelpadovezi/Ziggurat src/Ziggurat.SqlServer/IdempotencyMiddleware.cs
public record PaymentReceived(Guid MessageId, int AccountId, decimal Amount);
public class MessageTracking { public Guid Id { get; set; } }
public class Account { public int Id { get; set; } public decimal Balance { get; set; } }
public class BankDb : DbContext { public DbSet<Account> Accounts => Set<Account>(); public DbSet<MessageTracking> Messages => Set<MessageTracking>(); }
public class PaymentReceivedConsumer(BankDb db) : IConsumer<PaymentReceived>
{
    public async Task Consume(ConsumeContext<PaymentReceived> context)
    {
        if (await db.Messages.AnyAsync(m => m.Id == context.Message.MessageId))
        {
            return;
        }

        var account = await db.Accounts.SingleAsync(a => a.Id == context.Message.AccountId);
        account.Balance += context.Message.Amount;
        db.Messages.Add(new MessageTracking { Id = context.Message.MessageId });
        await db.SaveChangesAsync();
    }
}

//// A guard that looks up an id which was just made
//// aungphyokhinedev/aplus-dbcontext aplus-dbcontext/DataService/Consumers/AddDataConsumer.cs
public record AddData(string Payload);
public class Row { public Guid Id { get; set; } public string Payload { get; set; } = ""; }
public class DataDb : DbContext { public DbSet<Row> Rows => Set<Row>(); }
public class AddDataConsumer(DataDb db) : IConsumer<AddData>
{
    public async Task Consume(ConsumeContext<AddData> context)
    {
        var id = Guid.NewGuid();
        if (await db.Rows.AnyAsync(r => r.Id == id))
        {
            return;
        }

        db.Rows.Add(new Row { Id = id, Payload = context.Message.Payload }); //! IDEM302
        await db.SaveChangesAsync();
    }
}

//// A repository adds what the consumer made
//// aungphyokhinedev/aplus-dbcontext aplus-dbcontext/DataService/Consumers/AddDataConsumer.cs
public record AddData(string Payload);
public class Row { public Guid Id { get; set; } = Guid.NewGuid(); public string Payload { get; set; } = ""; }
public class DataDb : DbContext { }
public interface IRepository<T> where T : class { Task AddAsync(T entity); }
public class Repository<T>(DataDb db) : IRepository<T> where T : class
{
    public async Task AddAsync(T entity)
    {
        await db.Set<T>().AddAsync(entity);
        await db.SaveChangesAsync();
    }
}
public class AddDataConsumer(IRepository<Row> rows) : IConsumer<AddData>
{
    public async Task Consume(ConsumeContext<AddData> context)
    {
        var row = new Row { Payload = context.Message.Payload };
        await rows.AddAsync(row); //! IDEM402
    }
}

//// A repository adds what the message names
//// aungphyokhinedev/aplus-dbcontext aplus-dbcontext/DataService/Consumers/AddDataConsumer.cs
public record AddData(Guid Id, string Payload);
public class Row { public Guid Id { get; set; } public string Payload { get; set; } = ""; }
public class DataDb : DbContext { }
public interface IRepository<T> where T : class { Task AddAsync(T entity); }
public class Repository<T>(DataDb db) : IRepository<T> where T : class
{
    public async Task AddAsync(T entity)
    {
        await db.Set<T>().AddAsync(entity);
        await db.SaveChangesAsync();
    }
}
public class AddDataConsumer(IRepository<Row> rows) : IConsumer<AddData>
{
    public Task Consume(ConsumeContext<AddData> context) => rows.AddAsync(new Row { Id = context.Message.Id, Payload = context.Message.Payload });
}

//// State tells that it was done
//// dotnet-architecture/eShopOnContainers src/Services/Ordering/Ordering.API/Application/IntegrationEvents/EventHandling/OrderStockConfirmedIntegrationEventHandler.cs
public enum OrderStatus { Submitted, Paid, Shipped }
public record OrderPaymentSucceeded(int OrderId);
public interface IIntegrationEventHandler<in T> { Task Handle(T @event); }
public class Order { public int Id { get; set; } public OrderStatus Status { get; set; } public decimal Total { get; set; } public int BuyerId { get; set; } }
public class Buyer { public int Id { get; set; } public decimal Spent { get; set; } }
public class OrderDb : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Buyer> Buyers => Set<Buyer>(); }
public class OrderPaymentSucceededHandler(OrderDb db) : IIntegrationEventHandler<OrderPaymentSucceeded>
{
    public async Task Handle(OrderPaymentSucceeded @event)
    {
        var order = await db.Orders.FirstOrDefaultAsync(o => o.Id == @event.OrderId);
        if (order is null || order.Status != OrderStatus.Submitted)
        {
            return;
        }

        var buyer = await db.Buyers.SingleAsync(b => b.Id == order.BuyerId);
        buyer.Spent += order.Total;
        order.Status = OrderStatus.Paid;
        await db.SaveChangesAsync();
    }
}

//// Found first, else added
//// dotnet-architecture/eShopOnContainers src/Services/Ordering/Ordering.API/Application/IntegrationEvents/EventHandling/OrderStockConfirmedIntegrationEventHandler.cs
public record BuyerSeen(string Identity, string Name);
public interface IIntegrationEventHandler<in T> { Task Handle(T @event); }
public class Buyer { public int Id { get; set; } public string Identity { get; set; } = ""; public string Name { get; set; } = ""; }
public class OrderDb : DbContext { public DbSet<Buyer> Buyers => Set<Buyer>(); }
public class BuyerSeenHandler(OrderDb db) : IIntegrationEventHandler<BuyerSeen>
{
    public async Task Handle(BuyerSeen @event)
    {
        var buyer = await db.Buyers.SingleOrDefaultAsync(b => b.Identity == @event.Identity);
        if (buyer == null)
        {
            buyer = new Buyer { Identity = @event.Identity, Name = @event.Name };
            db.Buyers.Add(buyer);
        }
        else
        {
            buyer.Name = @event.Name;
        }

        await db.SaveChangesAsync();
    }
}

//// A missing entity is no guard
//// Particular/docs.particular.net samples/open-telemetry/customizing/Core_10/Sample/Handlers/BillOrderHandler.cs
public record BillOrder(int OrderId, decimal Amount);
public class Invoice { public int Id { get; set; } public decimal Due { get; set; } }
public class BillingDb : DbContext { public DbSet<Invoice> Invoices => Set<Invoice>(); }
public class BillOrderHandler(BillingDb db) : NServiceBus.IHandleMessages<BillOrder>
{
    public async Task Handle(BillOrder message, NServiceBus.IMessageHandlerContext context)
    {
        var invoice = await db.Invoices.FirstOrDefaultAsync(i => i.Id == message.OrderId);
        if (invoice == null)
        {
            return;
        }

        var due = invoice.Due + message.Amount;
        invoice.Due = due; //! IDEM301
        await db.SaveChangesAsync();
    }
}

//// A message with an id of its own
//// Particular/docs.particular.net samples/open-telemetry/customizing/Core_10/Sample/Handlers/BillOrderHandler.cs
public record BillOrder(string OrderId);
public record OrderBilled(string OrderId);
public class BillOrderHandler : NServiceBus.IHandleMessages<BillOrder>
{
    public Task Handle(BillOrder message, NServiceBus.IMessageHandlerContext context)
    {
        var options = new NServiceBus.PublishOptions();
        options.SetMessageId($"billed-{message.OrderId}");
        return context.Publish(new OrderBilled(message.OrderId), options);
    }
}

//// Rebus publishes in a handler
//// Particular/docs.particular.net Snippets/HandlerOrdering/HandlerOrdering_1/MessageHandler1.cs
public record ShipOrder(string OrderId);
public record OrderShipped(string OrderId);
public class ShipOrderHandler(Rebus.Bus.IBus bus) : Rebus.Handlers.IHandleMessages<ShipOrder>
{
    public async Task Handle(ShipOrder message)
    {
        await bus.Publish(new OrderShipped(message.OrderId)); //! IDEM305
    }
}

//// Wolverine publishes in a handler by convention
//// Particular/docs.particular.net Snippets/HandlerOrdering/HandlerOrdering_1/MessageHandler1.cs
public record ShipOrder(string OrderId);
public record OrderShipped(string OrderId);
public static class ShipOrderHandler
{
    public static async Task Handle(ShipOrder message, Wolverine.IMessageBus bus)
    {
        await bus.PublishAsync(new OrderShipped(message.OrderId)); //! IDEM305
    }
}

//// A class that only looks like a consumer
//// tapos007/asp-net-core-5-masstransit-tutorial ReceiverApplication/PublisherTutorial.cs
public class Person { public int Id { get; set; } public decimal Credit { get; set; } }
public class PeopleDb : DbContext { public DbSet<Person> People => Set<Person>(); }
public class CreditCalculator(PeopleDb db)
{
    public async Task Apply(int id, decimal credit)
    {
        var person = await db.People.SingleAsync(p => p.Id == id);
        person.Credit += credit;
        await db.SaveChangesAsync();
    }
}

//// Text and flags that are the same after a second run
//// kontur-web-courses/mq consumer/MyConsumer.cs
public record Renamed(int Id, string Suffix, bool IsHot);
public class Item { public int Id { get; set; } public string? Name { get; set; } public bool IsHot { get; set; } public int RetryCount { get; set; } public decimal Highest { get; set; } }
public class ItemDb : DbContext { public DbSet<Item> Items => Set<Item>(); }
public class RenamedConsumer(ItemDb db) : IConsumer<Renamed>
{
    public async Task Consume(ConsumeContext<Renamed> context)
    {
        var item = await db.Items.SingleAsync(i => i.Id == context.Message.Id);
        item.Name ??= "unknown";
        item.IsHot = item.IsHot || context.Message.IsHot;
        item.RetryCount++;
        item.Highest = Math.Max(item.Highest, context.Message.Id);
        await db.SaveChangesAsync();
    }
}

//// A consumer changes an object that it made
//// sw1ftin/mq consumer/MyConsumer.cs
public record Content(List<int> Numbers);
public class Summary { public int Count { get; set; } public int Sum { get; set; } }
public class ContentConsumer : IConsumer<Content>
{
    public async Task Consume(ConsumeContext<Content> context)
    {
        var summary = new Summary();
        foreach (var number in context.Message.Numbers)
        {
            summary.Count++;
            summary.Sum += number;
        }

        await context.RespondAsync(summary);
    }
}

//// A switch that is turned over
//// kontur-web-courses/mq consumer/MyConsumer.cs
public record Toggled(int Id);
public class Item { public int Id { get; set; } public bool IsOn { get; set; } }
public class ItemDb : DbContext { public DbSet<Item> Items => Set<Item>(); }
public class ToggledConsumer(ItemDb db) : IConsumer<Toggled>
{
    public async Task Consume(ConsumeContext<Toggled> context)
    {
        var item = await db.Items.SingleAsync(i => i.Id == context.Message.Id);
        item.IsOn = !item.IsOn; //! IDEM301
        await db.SaveChangesAsync();
    }
}
