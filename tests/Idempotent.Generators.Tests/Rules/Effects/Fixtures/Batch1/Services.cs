using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

//// A basket whose item counts up
//// dotnet-architecture/eShopOnWeb src/ApplicationCore/Services/BasketService.cs
public class BasketItem { public int Id { get; set; } public int CatalogItemId { get; set; } public int Quantity { get; set; } public void AddQuantity(int quantity) { Quantity += quantity; } }
public class Basket
{
    public int Id { get; set; }
    public List<BasketItem> Items { get; } = [];
    public void AddItem(int catalogItemId, int quantity)
    {
        if (!Items.Any(i => i.CatalogItemId == catalogItemId))
        {
            Items.Add(new BasketItem { CatalogItemId = catalogItemId, Quantity = quantity });
            return;
        }

        var existing = Items.First(i => i.CatalogItemId == catalogItemId);
        existing.AddQuantity(quantity);
    }
}
public class ShopDb : DbContext { public DbSet<Basket> Baskets => Set<Basket>(); }
public class BasketController(ShopDb db) : Controller
{
    [HttpPost]
    public async Task<IActionResult> AddToBasket(int basketId, int catalogItemId)
    {
        var basket = await db.Baskets.Include(b => b.Items).FirstOrDefaultAsync(b => b.Id == basketId);
        basket!.AddItem(catalogItemId, 1); //! IDEM402
        await db.SaveChangesAsync();
        return RedirectToAction("Index");
    }
}

//// Quantities are set to what the form says
//// dotnet-architecture/eShopOnWeb src/ApplicationCore/Services/BasketService.cs
public class BasketItem { public int Id { get; set; } public int Quantity { get; private set; } public void SetQuantity(int quantity) => Quantity = quantity; }
public class Basket { public int Id { get; set; } public List<BasketItem> Items { get; } = []; public void RemoveEmptyItems() => Items.RemoveAll(i => i.Quantity == 0); }
public class ShopDb : DbContext { public DbSet<Basket> Baskets => Set<Basket>(); }
public class BasketController(ShopDb db) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Update(int basketId, Dictionary<int, int> quantities)
    {
        var basket = await db.Baskets.Include(b => b.Items).FirstOrDefaultAsync(b => b.Id == basketId);
        foreach (var item in basket!.Items)
        {
            if (quantities.TryGetValue(item.Id, out var quantity))
            {
                item.SetQuantity(quantity);
            }
        }

        basket.RemoveEmptyItems();
        await db.SaveChangesAsync();
        return RedirectToAction("Index");
    }
}

//// An order is placed by a service
//// dotnet-architecture/eShopOnWeb src/ApplicationCore/Services/OrderService.cs
public class Order { public Order(string buyer, decimal total) { Buyer = buyer; Total = total; } public int Id { get; private set; } public string Buyer { get; private set; } public decimal Total { get; private set; } }
public class ShopDb : DbContext { public DbSet<Order> Orders => Set<Order>(); }
public interface IOrderService { Task CreateOrderAsync(string buyer, decimal total); }
public class OrderService(ShopDb db) : IOrderService
{
    public async Task CreateOrderAsync(string buyer, decimal total)
    {
        var order = new Order(buyer, total);
        await db.Orders.AddAsync(order);
        await db.SaveChangesAsync();
    }
}
public class CheckoutController(IOrderService orders) : Controller
{
    [HttpPost]
    public async Task<IActionResult> Pay(string buyer, decimal total)
    {
        await orders.CreateOrderAsync(buyer, total); //! IDEM402
        return RedirectToAction("Success");
    }
}

//// Sent through a mediator from a webhook
//// dotnet-architecture/eShopOnContainers src/Services/Ordering/Ordering.API/Application/IntegrationEvents/EventHandling/OrderStockConfirmedIntegrationEventHandler.cs
public record AddLoyalty(int CustomerId, int Points) : IRequest;
public class Customer { public int Id { get; set; } public int Points { get; set; } }
public class CustomerDb : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
public class AddLoyaltyHandler(CustomerDb db) : IRequestHandler<AddLoyalty>
{
    public async Task Handle(AddLoyalty request, CancellationToken cancellationToken)
    {
        var customer = await db.Customers.SingleAsync(c => c.Id == request.CustomerId, cancellationToken);
        customer.Points += request.Points; //! IDEM301
        await db.SaveChangesAsync(cancellationToken);
    }
}
public class WebhookController(IMediator mediator) : ControllerBase
{
    [HttpPost("webhook")]
    public async Task<IActionResult> Receive(int customerId)
    {
        await mediator.Send(new AddLoyalty(customerId, 10)); //! IDEM402
        return Ok();
    }
}

//// Stock by an update that the database runs
//// supun3510/furniture-system-web-2021 furniture-system-web/Repositories/Logics/StockRepository.cs
public class Stock { public string Code { get; set; } = ""; public int Quantity { get; set; } }
public class FurnitureDb : DbContext { public DbSet<Stock> Stocks => Set<Stock>(); }
public class StockController(FurnitureDb db) : ControllerBase
{
    [HttpPost("take")]
    public async Task<IActionResult> Take(string code, int amount)
    {
        await db.Stocks.Where(s => s.Code == code && s.Quantity >= amount).ExecuteUpdateAsync(set => set.SetProperty(s => s.Quantity, s => s.Quantity - amount)); //! IDEM301
        return Ok();
    }

    [HttpPost("set")]
    public async Task<IActionResult> Set(string code, int amount)
    {
        await db.Stocks.Where(s => s.Code == code).ExecuteUpdateAsync(set => set.SetProperty(s => s.Quantity, amount));
        return Ok();
    }
}

//// A reservation that the database moves on once
//// BrunoBafilli-dev/CleanArch_DDD_CSharp Context_Stock/Infrastructure.Stock/Repository/Item/Queries/ItemRepositoryUpdateQueriesFaced.cs
public class Reservation { public int Id { get; set; } public bool IsReleased { get; set; } public int Held { get; set; } }
public class StockDb : DbContext { public DbSet<Reservation> Reservations => Set<Reservation>(); }
public class ReleaseController(StockDb db) : ControllerBase
{
    [HttpPost("release")]
    public async Task<IActionResult> Release(int id, int count)
    {
        await db.Reservations.Where(r => r.Id == id && !r.IsReleased).ExecuteUpdateAsync(set => set.SetProperty(r => r.IsReleased, true).SetProperty(r => r.Held, r => r.Held - count));
        return Ok();
    }
}

//// A method that runs once per key
//// binitgithub/StripPaymetn2.0 Controllers/PaymentsController.cs
public interface ICharges { [Idempotent] Task<string> ChargeAsync([IdempotencyKey] string orderId, long amount); }
public class Charges : ICharges
{
    public async Task<string> ChargeAsync(string orderId, long amount) => (await new Stripe.ChargeService().CreateAsync(new Stripe.ChargeCreateOptions { Amount = amount })).Id;
}
public class ChargesController(ICharges charges) : ControllerBase
{
    [HttpPost("charge")]
    public async Task<IActionResult> Charge(string orderId, long amount) => Ok(await charges.ChargeAsync(orderId, amount));
}

//// A key that is made where the operation is called
//// binitgithub/StripPaymetn2.0 Controllers/PaymentsController.cs
public interface ICharges { [Idempotent] Task<string> ChargeAsync([IdempotencyKey] Guid requestId, long amount); }
public class ChargesController(ICharges charges) : ControllerBase
{
    [HttpPost("charge")]
    public async Task<IActionResult> Charge(long amount)
    {
        var id = Guid.NewGuid();
        return Ok(await charges.ChargeAsync(id, amount)); //! IDEM203
    }
}

//// A search by POST
//// nopSolutions/nopCommerce src/Libraries/Nop.Services/Orders/OrderReportService.cs
public record Filter(string Text);
public class Product { public int Id { get; set; } public int Rank { get; set; } }
public class CatalogDb : DbContext { public DbSet<Product> Products => Set<Product>(); }
public class SearchController(CatalogDb db) : ControllerBase
{
    [HttpPost("search")]
    public async Task<IActionResult> Search([FromBody] Filter filter)
    {
        var found = await db.Products.Where(p => p.Rank > filter.Text.Length).AsNoTracking().ToListAsync();
        var rank = 0;
        foreach (var product in found)
        {
            product.Rank += rank++;
        }

        return Ok(found);
    }
}
