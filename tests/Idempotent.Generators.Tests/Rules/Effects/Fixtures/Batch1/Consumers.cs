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
