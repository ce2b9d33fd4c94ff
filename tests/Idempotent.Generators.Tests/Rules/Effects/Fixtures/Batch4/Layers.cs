using System.Linq;
using AutoMapper;
using MassTransit;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

//// A service that maps, a generic repository, a unit of work
//// ShamsipourWebDesign/ShopCMS ShopCMS.Domain/Interfaces/IGenericRepository.cs
public class Product { public int Id { get; set; } public string Name { get; set; } = ""; }
public record ProductDto(string Name);
public class ShopDb : DbContext { public DbSet<Product> Products => Set<Product>(); }
public interface IGenericRepository<T> where T : class { Task<T?> GetByIdAsync(int id); Task AddAsync(T entity); }
public interface IUnitOfWork { IGenericRepository<T> Repository<T>() where T : class; Task<int> CompleteAsync(); }
public class GenericRepository<T>(ShopDb db) : IGenericRepository<T> where T : class
{
    public async Task<T?> GetByIdAsync(int id) => await db.Set<T>().FindAsync(id);
    public async Task AddAsync(T entity) => await db.Set<T>().AddAsync(entity);
}
public class UnitOfWork(ShopDb db) : IUnitOfWork
{
    public IGenericRepository<T> Repository<T>() where T : class => new GenericRepository<T>(db);
    public Task<int> CompleteAsync() => db.SaveChangesAsync();
}
public interface IProductService { Task<int> CreateAsync(ProductDto dto); Task RenameAsync(int id, string name); }
public class ProductService(IUnitOfWork unitOfWork, IMapper mapper) : IProductService
{
    public async Task<int> CreateAsync(ProductDto dto)
    {
        var product = mapper.Map<Product>(dto);
        await unitOfWork.Repository<Product>().AddAsync(product);
        await unitOfWork.CompleteAsync();
        return product.Id;
    }

    public async Task RenameAsync(int id, string name)
    {
        var product = await unitOfWork.Repository<Product>().GetByIdAsync(id);
        product!.Name = name;
        await unitOfWork.CompleteAsync();
    }
}
[ApiController]
public class ProductsController(IProductService products) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Create(ProductDto dto)
    {
        var id = await products.CreateAsync(dto); //! IDEM402
        return Ok(id);
    }

    [HttpPatch("{id}")]
    public async Task<IActionResult> Rename(int id, string name)
    {
        await products.RenameAsync(id, name);
        return NoContent();
    }
}

//// A service that asks for the code before it adds
//// theanupshetty/api-gateway backend/microservices/inventory-service/DAL/UnitOfWork/Interfaces/IUnitOfWork.cs
public class Item { public int Id { get; set; } public string Code { get; set; } = ""; }
public class InventoryDb : DbContext { public DbSet<Item> Items => Set<Item>(); }
public interface IItemRepository { Task<bool> ExistsAsync(string code); Task AddAsync(Item item); }
public class ItemRepository(InventoryDb db) : IItemRepository
{
    public Task<bool> ExistsAsync(string code) => db.Items.AnyAsync(i => i.Code == code);
    public async Task AddAsync(Item item) { db.Items.Add(item); await db.SaveChangesAsync(); }
}
public class ItemService(IItemRepository items)
{
    public async Task RegisterAsync(string code)
    {
        if (await items.ExistsAsync(code))
        {
            throw new InvalidOperationException("known");
        }

        await items.AddAsync(new Item { Code = code });
    }
}
public record ItemSeen(string Code);
public class ItemSeenConsumer(ItemService service) : IConsumer<ItemSeen> { public Task Consume(ConsumeContext<ItemSeen> context) => service.RegisterAsync(context.Message.Code); }

//// Three calls deep
//// nopSolutions/nopCommerce src/Libraries/Nop.Services/Orders/OrderProcessingService.cs
public class GiftCard { public int Id { get; set; } public decimal Amount { get; set; } }
public class UsageHistory { public int Id { get; set; } public int CardId { get; set; } }
public class ShopDb : DbContext { public DbSet<GiftCard> Cards => Set<GiftCard>(); public DbSet<UsageHistory> History => Set<UsageHistory>(); }
public class GiftCardService(ShopDb db)
{
    public async Task RedeemAsync(int id, decimal amount)
    {
        var card = await db.Cards.FindAsync(id);
        card!.Amount -= amount;
        db.History.Add(new UsageHistory { CardId = id });
        await db.SaveChangesAsync();
    }
}
public class OrderTotals(GiftCardService cards) { public Task Apply(int card, decimal amount) => cards.RedeemAsync(card, amount); }
public class OrderProcessing(OrderTotals totals, ILogger<OrderProcessing> logger)
{
    public async Task PlaceAsync(int card, decimal amount)
    {
        logger.LogInformation("placing {Amount}", amount);
        await totals.Apply(card, amount);
    }
}
public record Placed(int Card, decimal Amount);
public class PlacedConsumer(OrderProcessing processing) : IConsumer<Placed>
{
    public async Task Consume(ConsumeContext<Placed> context)
    {
        await processing.PlaceAsync(context.Message.Card, context.Message.Amount); //! IDEM402
    }
}

//// The history of what was done, one call away
//// nopSolutions/nopCommerce src/Libraries/Nop.Services/Orders/OrderProcessingService.cs
public class UsageHistory { public int Id { get; set; } public int CardId { get; set; } }
public class ShopDb : DbContext { public DbSet<UsageHistory> History => Set<UsageHistory>(); }
public class HistoryService(ShopDb db)
{
    public async Task NoteAsync(int card)
    {
        db.History.Add(new UsageHistory { CardId = card });
        await db.SaveChangesAsync();
    }
}
public record Used(int Card);
public class UsedConsumer(HistoryService history) : IConsumer<Used> { public Task Consume(ConsumeContext<Used> context) => history.NoteAsync(context.Message.Card); }

//// A method of the base class
//// quanhv86/vilandtravel Libraries/Nop.Services/Orders/OrderProcessingService.cs
public class Ticket { public int Id { get; set; } public string Text { get; set; } = ""; }
public class DeskDb : DbContext { public DbSet<Ticket> Tickets => Set<Ticket>(); }
public abstract class ServiceBase(DeskDb db)
{
    protected async Task InsertAsync(Ticket ticket)
    {
        db.Tickets.Add(ticket);
        await db.SaveChangesAsync();
    }
}
public record Complained(string Text);
public class ComplainedConsumer(DeskDb db) : ServiceBase(db), IConsumer<Complained>
{
    public async Task Consume(ConsumeContext<Complained> context)
    {
        await InsertAsync(new Ticket { Text = context.Message.Text }); //! IDEM402
    }
}

//// A private method of the same class
//// quanhv86/vilandtravel Libraries/Nop.Services/Orders/OrderProcessingService.cs
public class Seat { public int Id { get; set; } public int Free { get; set; } public string Row { get; set; } = ""; }
public class TripDb : DbContext { public DbSet<Seat> Seats => Set<Seat>(); }
public record Booked(int Trip, int Count);
public class BookedConsumer(TripDb db) : IConsumer<Booked>
{
    public async Task Consume(ConsumeContext<Booked> context)
    {
        await Take(context.Message.Trip, context.Message.Count); //! IDEM402
        await Show(context.Message.Trip);
    }

    private async Task Take(int trip, int count)
    {
        var seat = await db.Seats.SingleAsync(s => s.Id == trip);
        seat.Free -= count;
        await db.SaveChangesAsync();
    }

    private async Task Show(int trip) => Console.WriteLine((await db.Seats.SingleAsync(s => s.Id == trip)).Free);
}

//// An extension that is given the entity
//// vivanenko/Sandbox Web/Services/Ordering/PlaceOrderConsumer.cs
public class Stock { public int Id { get; set; } public int Count { get; set; } public string Place { get; set; } = ""; }
public class StockDb : DbContext { public DbSet<Stock> Stocks => Set<Stock>(); }
public static class StockExtensions
{
    public static void Take(this Stock stock, int count) => stock.Count -= count;
    public static void MoveTo(this Stock stock, string place) => stock.Place = place;
}
public record Taken(int Id, int Count);
public class TakenConsumer(StockDb db) : IConsumer<Taken>
{
    public async Task Consume(ConsumeContext<Taken> context)
    {
        var stock = await db.Stocks.SingleAsync(s => s.Id == context.Message.Id);
        stock.MoveTo("shelf");
        stock.Take(context.Message.Count); //! IDEM402
        await db.SaveChangesAsync();
    }
}

//// An aggregate that adds to itself, and its factory
//// kgrzybek/modular-monolith-with-ddd src/Modules/Payments/Infrastructure/AggregateStore/SqlStreamAggregateStore.cs
public class Line { public int Id { get; set; } public string Sku { get; set; } = ""; public int Count { get; set; } }
public class Cart
{
    private readonly List<Line> _lines = [];
    private readonly List<object> _events = [];
    public int Id { get; private set; }
    public IReadOnlyList<Line> Lines => _lines;
    public static Cart Open() => new();
    public void Put(string sku, int count)
    {
        var line = _lines.FirstOrDefault(l => l.Sku == sku);
        if (line == null)
        {
            _lines.Add(new Line { Sku = sku, Count = count });
            return;
        }

        line.Count += count;
    }

    public void SetCount(string sku, int count)
    {
        var line = _lines.Single(l => l.Sku == sku);
        line.Count = count;
        _events.Add(sku);
    }
}
public class CartDb : DbContext { public DbSet<Cart> Carts => Set<Cart>(); }
public class CartController(CartDb db) : ControllerBase
{
    [HttpPost("put")]
    public async Task<IActionResult> Put(int id, string sku, int count)
    {
        var cart = await db.Carts.Include(c => c.Lines).FirstOrDefaultAsync(c => c.Id == id);
        if (cart is null)
        {
            return NotFound();
        }

        cart.Put(sku, count); //! IDEM402
        cart.SetCount(sku, count);
        await db.SaveChangesAsync();
        return Ok();
    }

    [HttpPost("open")]
    public async Task<IActionResult> Open()
    {
        var cart = Cart.Open();
        db.Carts.Add(cart); //! IDEM302
        await db.SaveChangesAsync();
        return Ok(cart.Id);
    }
}

//// A command that is sent on, whose handler asks first
//// omeruren/DomainDrivenDesign DomainDrivenDesign.Domain/Users/Events/SendRegisterEmailEvent.cs
public record Register(string Email) : IRequest;
public class Person { public int Id { get; set; } public string Email { get; set; } = ""; }
public class PersonDb : DbContext { public DbSet<Person> People => Set<Person>(); }
public class RegisterHandler(PersonDb db) : IRequestHandler<Register>
{
    public async Task Handle(Register request, CancellationToken cancellationToken)
    {
        var known = await db.People.SingleOrDefaultAsync(p => p.Email == request.Email, cancellationToken);
        if (known is not null)
        {
            return;
        }

        await db.People.AddAsync(new Person { Email = request.Email }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
public record Invited(string Email);
public class InvitedConsumer(ISender sender) : IConsumer<Invited> { public Task Consume(ConsumeContext<Invited> context) => sender.Send(new Register(context.Message.Email)); }

//// A service that runs once per key
//// vivanenko/Sandbox Web/Services/Ordering/PlaceOrderConsumer.cs
public class Shipment { public int Id { get; set; } public Guid OrderId { get; set; } }
public class ShippingDb : DbContext { public DbSet<Shipment> Shipments => Set<Shipment>(); }
public interface IShipping { [Idempotent] Task ShipAsync([IdempotencyKey] Guid orderId); }
public class Shipping(ShippingDb db) : IShipping
{
    public async Task ShipAsync(Guid orderId)
    {
        db.Shipments.Add(new Shipment { OrderId = orderId });
        await db.SaveChangesAsync();
    }
}
public record OrderPaid(Guid OrderId);
public class OrderPaidConsumer(IShipping shipping) : IConsumer<OrderPaid> { public Task Consume(ConsumeContext<OrderPaid> context) => shipping.ShipAsync(context.Message.OrderId); }
