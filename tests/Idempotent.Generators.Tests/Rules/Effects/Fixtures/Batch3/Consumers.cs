using System.Linq;
using MassTransit;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

//// Published by what it is, from values
//// MassTransit/MassTransit docs/code/usage/UsageConsumer.cs
public record SubmitOrder(Guid OrderId);
public record OrderSubmitted(Guid OrderId);
public class SubmitOrderConsumer : IConsumer<SubmitOrder>
{
    public async Task Consume(ConsumeContext<SubmitOrder> context)
    {
        await context.Publish<OrderSubmitted>(new { context.Message.OrderId }); //! IDEM305
    }
}

//// Only printed
//// marinasundstrom/MyServiceBus src/TestApp_MassTransit/SubmitOrderConsumer.cs
public record SubmitOrder(Guid OrderId, string Message);
class SubmitOrderConsumer : IConsumer<SubmitOrder>
{
    public Task Consume(ConsumeContext<SubmitOrder> context)
    {
        Console.WriteLine($"Order Id: {context.Message.OrderId} (from {context.Message.Message})");
        return Task.CompletedTask;
    }
}

//// An event with an id of its own, which is that of the command
//// vivanenko/Sandbox Web/Services/Ordering/PlaceOrderConsumer.cs
public record PlaceOrder(Guid OrderId);
public record OrderPlaced(Guid EventId, Guid OrderId);
public class PlaceOrderConsumer : IConsumer<PlaceOrder>
{
    public async Task Consume(ConsumeContext<PlaceOrder> context)
    {
        await context.Publish(new OrderPlaced(context.MessageId ?? context.Message.OrderId, context.Message.OrderId));
        await context.RespondAsync(new OrderPlaced(Guid.Empty, context.Message.OrderId));
    }
}

//// A reservation in the database, then an event
//// vivanenko/Sandbox Web/Services/Ordering/PlaceOrderConsumer.cs
public record ReserveInventory(Guid OrderId, int ProductId, int Quantity);
public record InventoryReserved(Guid OrderId);
public record InventoryShort(Guid OrderId);
public class Product { public int Id { get; set; } public int Available { get; set; } public int Reserved { get; set; } }
public class InventoryDb : DbContext { public DbSet<Product> Products => Set<Product>(); }
public class ReserveInventoryConsumer(InventoryDb db, IPublishEndpoint publisher, ILogger<ReserveInventoryConsumer> logger) : IConsumer<ReserveInventory>
{
    public async Task Consume(ConsumeContext<ReserveInventory> context)
    {
        logger.LogInformation("Reserving for {Order}", context.Message.OrderId);
        var product = await db.Products.FindAsync(context.Message.ProductId);
        if (product is null || product.Available < context.Message.Quantity)
        {
            await publisher.Publish(new InventoryShort(context.Message.OrderId)); //! IDEM305
            return;
        }

        product.Available -= context.Message.Quantity; //! IDEM301
        product.Reserved += context.Message.Quantity; //! IDEM301
        await db.SaveChangesAsync();
        await publisher.Publish(new InventoryReserved(context.Message.OrderId)); //! IDEM305
    }
}

//// A reservation that is found by the order
//// vivanenko/Sandbox Web/Services/Ordering/PlaceOrderConsumer.cs
public record ReserveInventory(Guid OrderId, int ProductId, int Quantity);
public class Product { public int Id { get; set; } public int Available { get; set; } }
public class Reservation { public int Id { get; set; } public Guid OrderId { get; set; } public int Quantity { get; set; } }
public class InventoryDb : DbContext { public DbSet<Product> Products => Set<Product>(); public DbSet<Reservation> Reservations => Set<Reservation>(); }
public class ReserveInventoryConsumer(InventoryDb db) : IConsumer<ReserveInventory>
{
    public async Task Consume(ConsumeContext<ReserveInventory> context)
    {
        var reserved = await db.Reservations.CountAsync(r => r.OrderId == context.Message.OrderId);
        if (reserved > 0)
        {
            return;
        }

        var product = await db.Products.SingleAsync(p => p.Id == context.Message.ProductId);
        product.Available -= context.Message.Quantity;
        db.Reservations.Add(new Reservation { OrderId = context.Message.OrderId, Quantity = context.Message.Quantity });
        await db.SaveChangesAsync();
    }
}

//// A batch of messages becomes rows
//// robert9908/Microservices PaymentService/Program.cs
public record Measured(string Sensor, double Value);
public class Reading { public long Id { get; set; } public string Sensor { get; set; } = ""; public double Value { get; set; } }
public class ReadingDb : DbContext { public DbSet<Reading> Readings => Set<Reading>(); }
public class MeasuredConsumer(ReadingDb db) : IConsumer<Batch<Measured>>
{
    public async Task Consume(ConsumeContext<Batch<Measured>> context)
    {
        foreach (var one in context.Message)
        {
            db.Readings.Add(new Reading { Sensor = one.Message.Sensor, Value = one.Message.Value }); //! IDEM302
        }

        await db.SaveChangesAsync();
    }
}

//// The query itself finds only what is still open
//// robert9908/Microservices PaymentService/Program.cs
public enum InvoiceState { Open, Paid }
public record PaymentCompleted(Guid InvoiceId, decimal Amount);
public class Invoice { public Guid Id { get; set; } public InvoiceState State { get; set; } public int CustomerId { get; set; } }
public class Customer { public int Id { get; set; } public decimal Turnover { get; set; } }
public class InvoiceDb : DbContext { public DbSet<Invoice> Invoices => Set<Invoice>(); public DbSet<Customer> Customers => Set<Customer>(); }
public class PaymentCompletedConsumer(InvoiceDb db) : IConsumer<PaymentCompleted>
{
    public async Task Consume(ConsumeContext<PaymentCompleted> context)
    {
        var invoice = await db.Invoices.FirstOrDefaultAsync(i => i.Id == context.Message.InvoiceId && i.State == InvoiceState.Open);
        if (invoice is null)
        {
            return;
        }

        invoice.State = InvoiceState.Paid;
        var customer = await db.Customers.SingleAsync(c => c.Id == invoice.CustomerId);
        customer.Turnover += context.Message.Amount;
        await db.SaveChangesAsync();
    }
}

//// CAP: a subscriber that sells
//// dashiell-zhang/NetEngine TaskService/Subscribes/DemoSubscribe.cs
public record OrderCreated(int ProductId, int Count);
public class Product { public int Id { get; set; } public int Stock { get; set; } }
public class ShopDb : DbContext { public DbSet<Product> Products => Set<Product>(); }
public class OrderSubscriber(ShopDb db, DotNetCore.CAP.ICapPublisher publisher) : DotNetCore.CAP.ICapSubscribe
{
    [DotNetCore.CAP.CapSubscribe("order.created")]
    public async Task UpdateStock(OrderCreated message)
    {
        var product = await db.Products.FirstAsync(p => p.Id == message.ProductId);
        product.Stock = product.Stock - message.Count; //! IDEM301
        await db.SaveChangesAsync();
        await publisher.PublishAsync("stock.changed", message); //! IDEM305
    }

    [DotNetCore.CAP.CapSubscribe("show.message")]
    public void ShowMessage(string message) => Console.WriteLine(message);
}

//// CAP: one call away, behind a service
//// dashiell-zhang/NetEngine WebApi/Subscribes/DemoSubscribe.cs
public record OrderCreated(string Buyer, decimal Total);
public class Bonus { public int Id { get; set; } public string Buyer { get; set; } = ""; public decimal Amount { get; set; } }
public class ShopDb : DbContext { public DbSet<Bonus> Bonuses => Set<Bonus>(); }
public interface IConsumerService<in T> { Task ProcessMessageAsync(T message); }
public class OrderCreatedService(ShopDb db) : IConsumerService<OrderCreated>
{
    public async Task ProcessMessageAsync(OrderCreated message)
    {
        db.Bonuses.Add(new Bonus { Buyer = message.Buyer, Amount = message.Total * 0.01m });
        await db.SaveChangesAsync();
    }
}
public class OrderSubscriber(IConsumerService<OrderCreated> service) : DotNetCore.CAP.ICapSubscribe
{
    [DotNetCore.CAP.CapSubscribe("order.created", Group = "bonus")]
    public async Task Give(OrderCreated message)
    {
        await service.ProcessMessageAsync(message); //! IDEM402
    }
}

//// Rebus: mail by the framework's own client
//// rebus-org/RebusSamples EmailSender/EmailSender/Handlers/SendEmailHandler.cs
public record SendEmail(string Recipient, string Subject, string Body);
class SendEmailHandler(System.Net.Mail.SmtpClient client) : Rebus.Handlers.IHandleMessages<SendEmail>
{
    public async Task Handle(SendEmail message)
    {
        Console.WriteLine($"Sending email to {message.Recipient}");
        await client.SendMailAsync(new System.Net.Mail.MailMessage("info@rebus.fm", message.Recipient) { Subject = message.Subject, Body = message.Body }); //! IDEM305
    }
}

//// Rebus: an answer, and a message that goes on
//// Particular/docs.particular.net Snippets/Core/Core_4/PubSub/Publishing/CreateUserSaga.cs
public record CreateUser(string Name);
public record UserCreated(string Name);
public class CreateUserHandler(Rebus.Bus.IBus bus) : Rebus.Handlers.IHandleMessages<CreateUser>
{
    public async Task Handle(CreateUser message)
    {
        await bus.Reply(new UserCreated(message.Name));
        await bus.Publish(new UserCreated(message.Name)); //! IDEM305
        await bus.Publish(new UserCreated(message.Name), new Dictionary<string, string> { ["rbs2-msg-id"] = "user-" + message.Name });
    }
}

//// Wolverine: a handler that stores a document under a new id, and one that stores it under the command's
//// JasperFx/wolverine docs/guide/durability/marten.md
public record CreateOrder(string Description);
public record PlaceOrder(Guid OrderId, string Description);
public class Order { public Guid Id { get; set; } public string Description { get; set; } = ""; }
public static class OrderHandler
{
    public static async Task Handle(CreateOrder command, Marten.IDocumentSession session, Wolverine.IMessageBus bus)
    {
        var order = new Order { Id = Guid.NewGuid(), Description = command.Description };
        session.Store(order); //! IDEM302
        await session.SaveChangesAsync();
        await bus.PublishAsync(new PlaceOrder(order.Id, order.Description)); //! IDEM305
    }

    public static async Task Handle(PlaceOrder command, Marten.IDocumentSession session)
    {
        session.Store(new Order { Id = command.OrderId, Description = command.Description });
        await session.SaveChangesAsync();
    }
}

//// Wolverine: what is counted in a document
//// JasperFx/wolverine docs/guide/durability/marten.md
public record Invested(Guid FundId, decimal Amount);
public class Fund { public Guid Id { get; set; } public decimal Total { get; set; } public int Version { get; set; } }
public class InvestedHandler
{
    public async Task Handle(Invested message, Marten.IDocumentSession session, Wolverine.IMessageBus bus)
    {
        var fund = await session.LoadAsync<Fund>(message.FundId) ?? new Fund { Id = message.FundId };
        fund.Total += message.Amount; //! IDEM301
        fund.Version++;
        session.Store(fund);
        await session.SaveChangesAsync();
    }
}

//// MediatR: an event in the process is handled by mail
//// maszrum/SharpDomain MySample.Application/EventHandlers/SendEmailOnMyModelCreated.cs
public record ModelCreated(string Email) : INotification;
public class SendEmailOnModelCreated(FluentEmail.Core.IFluentEmail email) : INotificationHandler<ModelCreated>
{
    public async Task Handle(ModelCreated notification, CancellationToken cancellationToken)
    {
        await email.To(notification.Email).Subject("Created").Body("Hello").SendAsync(cancellationToken); //! IDEM305
    }
}

//// MediatR: an event in the process is only logged
//// TanerSaydam/NTierArchitecture NTierArchitecture.Entities/Events/Users/SendRegisterEmail.cs
public record UserRegistered(int Id) : INotification;
public sealed class SendRegisterEmail(ILogger<SendRegisterEmail> logger, IMediator mediator) : INotificationHandler<UserRegistered>
{
    public async Task Handle(UserRegistered notification, CancellationToken cancellationToken)
    {
        logger.LogInformation("registered {Id}", notification.Id);
        await mediator.Publish(new UserSeen(notification.Id), cancellationToken);
    }
}
public record UserSeen(int Id) : INotification;
public sealed class UserSeenHandler : INotificationHandler<UserSeen> { public Task Handle(UserSeen notification, CancellationToken cancellationToken) => Task.CompletedTask; }

//// MediatR: a command adds points through the aggregate's method
//// omeruren/DomainDrivenDesign DomainDrivenDesign.Domain/Users/Events/SendRegisterEmailEvent.cs
public class User
{
    public int Id { get; private set; }
    public int Points { get; private set; }
    public string Name { get; private set; } = "";
    public void Rename(string name) { if (name.Length > 0) { Name = name; } }
    public void Reward(int points) { Points += points; }
}
public interface IUserRepository { Task<User> GetByIdAsync(int id); Task SaveAsync(User user); }
public record RewardUser(int Id, int Points, string Name) : IRequest<bool>;
public class RewardUserHandler(IUserRepository users) : IRequestHandler<RewardUser, bool>
{
    public async Task<bool> Handle(RewardUser request, CancellationToken cancellationToken)
    {
        var user = await users.GetByIdAsync(request.Id);
        user.Rename(request.Name);
        user.Reward(request.Points); //! IDEM402
        await users.SaveAsync(user);
        return true;
    }
}

//// A claim that is an insert: the database says whether it is the first
//// vivanenko/Sandbox Web/Services/Ordering/PlaceOrderConsumer.cs
public record Refunded(Guid Id, int Account, decimal Amount);
public class RefundedConsumer(System.Data.IDbConnection db) : IConsumer<Refunded>
{
    public async Task Consume(ConsumeContext<Refunded> context)
    {
        var added = await Dapper.SqlMapper.ExecuteAsync(db, "INSERT INTO handled (id) VALUES (@Id) ON CONFLICT DO NOTHING", context.Message);
        if (added == 0)
        {
            return;
        }

        await Dapper.SqlMapper.ExecuteAsync(db, "UPDATE accounts SET balance = balance + @Amount WHERE id = @Account", context.Message);
    }
}

//// A claim of a service
//// vivanenko/Sandbox Web/Services/Ordering/PlaceOrderConsumer.cs
public record Shipped(Guid Id, string Sku);
public interface IProcessedMessages { Task<bool> TryMarkAsync(Guid id); Task<bool> IsDuplicateAsync(Guid id); }
public record Moved(string Sku);
public class ShippedConsumer(IProcessedMessages processed) : IConsumer<Shipped>
{
    public async Task Consume(ConsumeContext<Shipped> context)
    {
        if (!await processed.TryMarkAsync(context.Message.Id))
        {
            return;
        }

        await context.Publish(new Moved(context.Message.Sku));
    }
}
