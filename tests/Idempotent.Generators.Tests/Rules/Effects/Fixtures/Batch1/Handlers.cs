using System.Linq;
using MassTransit;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

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
