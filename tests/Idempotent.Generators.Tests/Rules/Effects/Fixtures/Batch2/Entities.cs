using System.Linq;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

//// An update that the database runs sets what the form says
//// BennettJack/AML AMLBackend/InventoryService/Controllers/StockController.cs
public class StockEntry { public int Id { get; set; } public int StockCount { get; set; } }
public record StockUpdate(int Id, int StockCount);
public class InventoryDb : DbContext { public DbSet<StockEntry> Entries => Set<StockEntry>(); }
[ApiController]
public class StockController(InventoryDb db) : ControllerBase
{
    [HttpPost]
    [Route("AddStock")]
    public async Task<IActionResult> NewBook([FromBody] StockUpdate update)
    {
        await db.Entries.Where(e => e.Id == update.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.StockCount, e => update.StockCount));
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// An update that the database runs raises prices
//// kurnakovv/DevOpsDotnet WebAPI/Services/EFCoreTestService.cs
public class Product { public int Id { get; set; } public int CategoryId { get; set; } public decimal Price { get; set; } public string Name { get; set; } = ""; }
public class ShopDb : DbContext { public DbSet<Product> Products => Set<Product>(); }
public record RaisePrices(int CategoryId, decimal Factor);
public class RaisePricesConsumer(ShopDb db) : IConsumer<RaisePrices>
{
    public async Task Consume(ConsumeContext<RaisePrices> context)
    {
        await db.Products.Where(p => p.CategoryId == 1).ExecuteUpdateAsync(s => s.SetProperty(p => p.Name, "sale"));
        await db.Products
            .Where(p => p.CategoryId == context.Message.CategoryId)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Name, p => p.Name.Trim()).SetProperty(p => p.Price, p => context.Message.Factor * p.Price)); //! IDEM301
    }
}

//// A transfer between two accounts
//// edenilsonjunior/5by5-UpBank UpBank/Models/Bank/BankTransaction.cs
public class Account { public string Number { get; set; } = ""; public decimal Balance { get; set; } public decimal Limit { get; set; } }
public class UpBankDb : DbContext { public DbSet<Account> Accounts => Set<Account>(); }
public record Transfer(string From, string To, decimal Amount);
public class TransferController(UpBankDb db) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Post(Transfer transfer)
    {
        var from = await db.Accounts.FirstAsync(a => a.Number == transfer.From);
        var to = await db.Accounts.FirstAsync(a => a.Number == transfer.To);
        if (from.Balance + from.Limit < transfer.Amount)
        {
            return BadRequest("not enough");
        }

        from.Balance -= transfer.Amount; //! IDEM301
        to.Balance += transfer.Amount; //! IDEM301
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// Stock of the products that an order's lines lead to
//// btcpayserver/btcpayserver BTCPayServer/HostedServices/AppInventoryUpdaterHostedService.cs
public class Item { public int Id { get; set; } public int? Inventory { get; set; } }
public class Line { public int Id { get; set; } public int Count { get; set; } public Item Item { get; set; } = null!; }
public class Invoice { public int Id { get; set; } public List<Line> Lines { get; set; } = []; }
public class InvoiceDb : DbContext { public DbSet<Invoice> Invoices => Set<Invoice>(); }
public record InvoiceCreated(int Id, bool Deduct);
public class InvoiceCreatedConsumer(InvoiceDb db) : IConsumer<InvoiceCreated>
{
    public async Task Consume(ConsumeContext<InvoiceCreated> context)
    {
        var invoice = await db.Invoices.Include(i => i.Lines).SingleAsync(i => i.Id == context.Message.Id);
        foreach (var line in invoice.Lines)
        {
            if (context.Message.Deduct)
            {
                line.Item.Inventory -= line.Count; //! IDEM301
            }
            else
            {
                line.Item.Inventory += line.Count; //! IDEM301
            }
        }

        await db.SaveChangesAsync();
    }
}

//// A basket is shown: sums of a view
//// btcpayserver/btcpayserver BTCPayServer/HostedServices/AppInventoryUpdaterHostedService.cs
public class Line { public int Id { get; set; } public int Count { get; set; } public decimal Price { get; set; } }
public class BasketDb : DbContext { public DbSet<Line> Lines => Set<Line>(); }
public class BasketView { public decimal Total { get; set; } public int Count { get; set; } public string Text { get; set; } = ""; public List<string> Names { get; } = []; }
public class BasketController(BasketDb db) : Controller
{
    [HttpPost("preview")]
    public async Task<IActionResult> Preview(int id)
    {
        var view = new BasketView();
        foreach (var line in await db.Lines.Where(l => l.Id > id).ToListAsync())
        {
            view.Total += line.Price * line.Count;
            view.Count++;
            view.Text += line.Id + ";";
            view.Names.Add(line.Id.ToString());
        }

        view.Total = Math.Round(view.Total * 1.19m, 2);
        return View(view);
    }
}

//// The sum is computed before it is stored
//// n13ro/Auction Application/Services/UserService/Command/DepositOnBalanceCommandHandler.cs
public class Wallet { public int Id { get; set; } public decimal Amount { get; set; } public DateTime ChangedAt { get; set; } }
public class WalletDb : DbContext { public DbSet<Wallet> Wallets => Set<Wallet>(); }
public record Bonus(int WalletId, decimal Percent);
public class BonusConsumer(WalletDb db) : IConsumer<Bonus>
{
    public async Task Consume(ConsumeContext<Bonus> context)
    {
        var wallet = await db.Wallets.FindAsync(context.Message.WalletId);
        if (wallet is null)
        {
            return;
        }

        var bonus = wallet.Amount * context.Message.Percent / 100;
        var total = wallet.Amount + bonus;
        wallet.ChangedAt = DateTime.UtcNow;
        wallet.Amount = total; //! IDEM301
        await db.SaveChangesAsync();
    }
}

//// A value object is made anew from what it was
//// n13ro/Auction Application/Services/UserService/Command/DepositOnBalanceCommandHandler.cs
public record Money(decimal Amount, string Currency) { public Money Add(decimal more) => this with { Amount = Amount + more }; }
public class Wallet { public int Id { get; set; } public Money Money { get; set; } = null!; public Money Limit { get; set; } = null!; }
public class WalletDb : DbContext { public DbSet<Wallet> Wallets => Set<Wallet>(); }
public record TopUp(int WalletId, decimal Amount);
public class TopUpConsumer(WalletDb db) : IConsumer<TopUp>
{
    public async Task Consume(ConsumeContext<TopUp> context)
    {
        var wallet = await db.Wallets.SingleAsync(w => w.Id == context.Message.WalletId);
        wallet.Money = wallet.Money.Add(context.Message.Amount); //! IDEM301
        wallet.Limit = new Money(wallet.Limit.Amount + context.Message.Amount, "EUR"); //! IDEM301
        wallet.Limit = new Money(Math.Max(wallet.Limit.Amount, 10), "EUR");
        await db.SaveChangesAsync();
    }
}

//// An entity is marked as added
//// piyumantha-perera/myShop MyShopCore.Web.Api/MyShopCore.Web.Api/Brokers/Storages/StorageBroker.stocks.cs
public class Stock { public Guid Id { get; set; } public int Count { get; set; } }
public class StorageBroker : DbContext
{
    public DbSet<Stock> Stocks => Set<Stock>();
    public async ValueTask<Stock> InsertStockAsync(Stock stock)
    {
        Entry(stock).State = EntityState.Added;
        await SaveChangesAsync();
        return stock;
    }
}
public class StocksController(StorageBroker broker) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Post(int count)
    {
        await broker.InsertStockAsync(new Stock { Id = Guid.NewGuid(), Count = count }); //! IDEM402
        return Ok();
    }
}

//// Found by its key and set, else added under it
//// kbr-ucl/2023F-DMVF221-3-sem 07-DisconnecedEnitities/DisconnecedEnitities/README.md
public class Blog { public int BlogId { get; set; } public string Url { get; set; } = ""; public long Version { get; set; } }
public class BloggingContext : DbContext { public DbSet<Blog> Blogs => Set<Blog>(); }
public record BlogChanged(int BlogId, string Url);
public class BlogChangedConsumer(BloggingContext db) : IConsumer<BlogChanged>
{
    public async Task Consume(ConsumeContext<BlogChanged> context)
    {
        var existing = db.Blogs.Find(context.Message.BlogId);
        if (existing == null)
        {
            db.Blogs.Add(new Blog { BlogId = context.Message.BlogId, Url = context.Message.Url });
        }
        else
        {
            existing.Url = context.Message.Url;
            existing.Version += 1;
        }

        await db.SaveChangesAsync();
    }
}

//// A page that creates what was posted
//// abdumalik0098/aspnetapps AppRazorEF/AppRazorEF/Pages/Create.cshtml.cs
public class User { public int Id { get; set; } public string Name { get; set; } = ""; public int Age { get; set; } }
public class ApplicationContext : DbContext { public DbSet<User> Users => Set<User>(); }
public class CreateModel(ApplicationContext context) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel
{
    public User Person { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        context.Users.Add(Person); //! IDEM302
        await context.SaveChangesAsync();
        return RedirectToPage("Index");
    }
}

//// A page that changes what was posted
//// fanil724/Razor_Pages Razor_Pages/Pages/Create.cshtml.cs
public class User { public int Id { get; set; } public string Name { get; set; } = ""; public int Age { get; set; } }
public class ApplicationContext : DbContext { public DbSet<User> Users => Set<User>(); }
public class EditModel(ApplicationContext context) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel
{
    public User Person { get; set; } = new();

    public async Task<IActionResult> OnPostAsync()
    {
        context.Users.Update(Person);
        await context.SaveChangesAsync();
        return RedirectToPage("Index");
    }

    public async Task<IActionResult> OnPostDeleteAsync(int id)
    {
        var user = await context.Users.FindAsync(id);
        if (user != null)
        {
            context.Users.Remove(user);
            await context.SaveChangesAsync();
        }

        return RedirectToPage("Index");
    }
}

//// An endpoint of Wolverine adds an invoice
//// JasperFx/wolverine src/Samples/ConjoinedMultiTenantedEfCore/Invoicing/InvoiceEndpoints.cs
public record CreateInvoice(string Description, decimal Amount);
public class Invoice { public Guid Id { get; set; } public string Description { get; set; } = ""; public decimal Amount { get; set; } }
public class InvoicingDb : DbContext { public DbSet<Invoice> Invoices => Set<Invoice>(); }
public static class InvoiceEndpoints
{
    [Wolverine.Http.WolverinePost("/invoices")]
    public static Invoice Create(CreateInvoice command, InvoicingDb db)
    {
        var invoice = new Invoice { Id = Guid.NewGuid(), Description = command.Description, Amount = command.Amount };
        db.Invoices.Add(invoice); //! IDEM302
        return invoice;
    }

    [Wolverine.Http.WolverineGet("/invoices")]
    public static Task<List<Invoice>> GetAll(InvoicingDb db) => db.Invoices.OrderBy(x => x.Amount).ToListAsync();
}

//// A registration that looks for the name first
//// chandrahasJ/ASPNETCore_Beginner CRUD/RazorPagesWithCRUD/Pages/Create.cshtml.cs
public class Customer { public int Id { get; set; } public string Email { get; set; } = ""; }
public class AppDb : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
public static class CustomerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/customers", async (Customer input, AppDb db) =>
        {
            var exists = await db.Customers.AnyAsync(c => c.Email == input.Email);
            if (exists)
            {
                return Results.Conflict();
            }

            db.Customers.Add(input);
            await db.SaveChangesAsync();
            return Results.Created($"/customers/{input.Id}", input);
        });
    }
}

//// An endpoint whose handler is a method
//// chandrahasJ/ASPNETCore_Beginner CRUD/RazorPagesWithCRUD/Pages/Create.cshtml.cs
public class Customer { public int Id { get; set; } public string Email { get; set; } = ""; }
public class AppDb : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
public static class CustomerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/customers", Create); //! IDEM402
        routes.MapGet("/customers", List);
    }

    private static async Task<IResult> Create(Customer input, AppDb db)
    {
        db.Customers.Add(input);
        await db.SaveChangesAsync();
        return Results.Created($"/customers/{input.Id}", input);
    }

    private static Task<List<Customer>> List(AppDb db) => db.Customers.ToListAsync();
}
