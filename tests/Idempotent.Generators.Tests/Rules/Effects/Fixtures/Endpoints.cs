using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

//// A minimal endpoint stores what it gets
//// tiszczesz/kolejowe_2022_23 zastepstwa/MinimalApi/MinimalApi/Program.cs
public class Todo { public int Id { get; set; } public string Title { get; set; } = ""; public bool IsDone { get; set; } }
public class TodoDb : DbContext { public DbSet<Todo> Todos => Set<Todo>(); }
public static class Endpoints
{
    public static void Map(WebApplication app)
    {
        app.MapPost("/todoitems", async (Todo todo, TodoDb db) =>
        {
            db.Todos.Add(todo); //! IDEM302
            await db.SaveChangesAsync();
            return Results.Created($"/todoitems/{todo.Id}", todo);
        });
        app.MapPut("/todoitems/{id}", async (int id, Todo input, TodoDb db) =>
        {
            var todo = await db.Todos.FindAsync(id);
            todo!.Title = input.Title;
            await db.SaveChangesAsync();
        });
    }
}

//// A payment intent without a key
//// binitgithub/StripPaymetn2.0 Controllers/PaymentsController.cs
public class CreateIntent { public long Amount { get; set; } }
[ApiController]
public class PaymentsController : ControllerBase
{
    [HttpPost("create-payment-intent")]
    public IActionResult CreatePaymentIntent([FromBody] CreateIntent request)
    {
        var options = new Stripe.PaymentIntentCreateOptions { Amount = request.Amount, Currency = "usd" };
        var service = new Stripe.PaymentIntentService();
        var intent = service.Create(options); //! IDEM304
        return Ok(new { clientSecret = intent.ClientSecret });
    }
}

//// A payment intent with the order as its key
//// binitgithub/StripPaymetn2.0 Controllers/PaymentsController.cs
public class CreateIntent { public string OrderId { get; set; } = ""; public long Amount { get; set; } }
[ApiController]
public class PaymentsController : ControllerBase
{
    [HttpPost("create-payment-intent")]
    public async Task<IActionResult> CreatePaymentIntent([FromBody] CreateIntent request)
    {
        var options = new Stripe.PaymentIntentCreateOptions { Amount = request.Amount, Currency = "usd" };
        var intent = await new Stripe.PaymentIntentService().CreateAsync(options, new Stripe.RequestOptions { IdempotencyKey = $"intent-{request.OrderId}" });
        return Ok(new { clientSecret = intent.ClientSecret });
    }
}

//// A payment intent with a key that is new each time
//// binitgithub/StripPaymetn2.0 Controllers/PaymentsController.cs
public class CreateIntent { public long Amount { get; set; } }
[ApiController]
public class PaymentsController : ControllerBase
{
    [HttpPost("create-payment-intent")]
    public async Task<IActionResult> CreatePaymentIntent([FromBody] CreateIntent request)
    {
        var options = new Stripe.PaymentIntentCreateOptions { Amount = request.Amount, Currency = "usd" };
        var requestOptions = new Stripe.RequestOptions();
        requestOptions.IdempotencyKey = Guid.NewGuid().ToString(); //! IDEM203
        var intent = await new Stripe.PaymentIntentService().CreateAsync(options, requestOptions);
        return Ok(intent);
    }
}

//// A webhook that credits an account
//// bitwarden/server src/Billing/Controllers/PayPalController.cs
public class Account { public int Id { get; set; } public decimal Balance { get; set; } }
public class Payment { public int Id { get; set; } public string TransactionId { get; set; } = ""; public decimal Amount { get; set; } }
public class BillingDb : DbContext { public DbSet<Account> Accounts => Set<Account>(); public DbSet<Payment> Payments => Set<Payment>(); }
public record IpnTransaction(string TransactionId, int AccountId, decimal Amount);
[Route("paypal")]
public class PayPalController(BillingDb db) : Controller
{
    [HttpPost("ipn")]
    public async Task<IActionResult> PostIpn([FromBody] IpnTransaction ipn)
    {
        var account = await db.Accounts.FindAsync(ipn.AccountId);
        if (account == null)
        {
            return BadRequest();
        }

        account.Balance += ipn.Amount; //! IDEM301
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// A webhook that looks for the transaction first
//// bitwarden/server src/Billing/Controllers/PayPalController.cs
public class Account { public int Id { get; set; } public decimal Balance { get; set; } }
public class Payment { public int Id { get; set; } public string TransactionId { get; set; } = ""; public decimal Amount { get; set; } }
public class BillingDb : DbContext { public DbSet<Account> Accounts => Set<Account>(); public DbSet<Payment> Payments => Set<Payment>(); }
public record IpnTransaction(string TransactionId, int AccountId, decimal Amount);
[Route("paypal")]
public class PayPalController(BillingDb db) : Controller
{
    [HttpPost("ipn")]
    public async Task<IActionResult> PostIpn([FromBody] IpnTransaction ipn)
    {
        var known = await db.Payments.FirstOrDefaultAsync(p => p.TransactionId == ipn.TransactionId);
        if (known != null)
        {
            return Ok();
        }

        db.Payments.Add(new Payment { TransactionId = ipn.TransactionId, Amount = ipn.Amount });
        var account = await db.Accounts.FindAsync(ipn.AccountId);
        account!.Balance += ipn.Amount;
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// A webhook asks a support desk to note something
//// bitwarden/server src/Billing/Controllers/FreshdeskController.cs
public record Ticket(string Id, string Email);
[Route("freshdesk")]
public class FreshdeskController(HttpClient client) : Controller
{
    [HttpPost("webhook")]
    public async Task<IActionResult> PostWebhook([FromBody] Ticket ticket)
    {
        await client.PostAsJsonAsync($"tickets/{ticket.Id}/notes", new { body = ticket.Email }); //! IDEM304
        return Ok();
    }
}

//// A webhook asks what is known, by POST
//// bitwarden/server src/Billing/Controllers/FreshsalesController.cs
public record Lead(string Email);
[Route("freshsales")]
public class FreshsalesController(HttpClient client) : Controller
{
    [HttpPost("webhook")]
    public async Task<IActionResult> PostWebhook([FromBody] Lead lead)
    {
        var found = await client.PostAsJsonAsync("leads/search", new { email = lead.Email });
        await client.PutAsJsonAsync($"leads/{lead.Email}", new { synced = true });
        return Ok(found);
    }
}

//// A form that creates
//// jbogard/ContosoUniversityDotNetCore-Pages ContosoUniversity/Features/Courses/Create.cs
public class Course { public int Id { get; set; } public string Title { get; set; } = ""; public int Credits { get; set; } }
public class SchoolContext : DbContext { public DbSet<Course> Courses => Set<Course>(); }
public record CreateCourse(string Title, int Credits) : IRequest<int>;
public class CreateCourseHandler(SchoolContext db) : IRequestHandler<CreateCourse, int>
{
    public async Task<int> Handle(CreateCourse message, CancellationToken cancellationToken)
    {
        var course = new Course { Title = message.Title, Credits = message.Credits };
        db.Courses.Add(course); //! IDEM302
        await db.SaveChangesAsync(cancellationToken);
        return course.Id;
    }
}

//// A form that changes
//// jbogard/ContosoUniversityDotNetCore-Pages ContosoUniversity/Features/Courses/Edit.cs
public class Course { public int Id { get; set; } public string Title { get; set; } = ""; public int Credits { get; set; } }
public class SchoolContext : DbContext { public DbSet<Course> Courses => Set<Course>(); }
public record EditCourse(int Id, string Title, int Credits) : IRequest;
public class EditCourseHandler(SchoolContext db) : IRequestHandler<EditCourse>
{
    public async Task Handle(EditCourse request, CancellationToken cancellationToken)
    {
        var course = await db.Courses.FindAsync(request.Id);
        course!.Title = request.Title;
        course.Credits = request.Credits;
        await db.SaveChangesAsync(cancellationToken);
    }
}

//// A query handler
//// jbogard/ContosoUniversityDotNetCore-Pages ContosoUniversity/Features/Courses/Index.cs
public class Course { public int Id { get; set; } public int Credits { get; set; } }
public class SchoolContext : DbContext { public DbSet<Course> Courses => Set<Course>(); }
public record CreditsQuery : IRequest<int>;
public class CreditsQueryHandler(SchoolContext db) : IRequestHandler<CreditsQuery, int>
{
    public async Task<int> Handle(CreditsQuery request, CancellationToken cancellationToken)
    {
        var total = 0;
        foreach (var course in await db.Courses.ToListAsync(cancellationToken))
        {
            total += course.Credits;
        }

        return total;
    }
}

//// A deposit through a repository that runs SQL of its own
//// klckerim/finflow-auth-service FinFlow.Application/Commands/Wallets/DepositCommandHandler.cs
public record DepositCommand(Guid WalletId, decimal Amount) : IRequest<bool>;
public class Wallet { public Guid Id { get; set; } public decimal Balance { get; set; } }
public class WalletDb : DbContext { public DbSet<Wallet> Wallets => Set<Wallet>(); }
public interface IWalletRepository { Task<bool> IncreaseBalanceAsync(Guid id, decimal amount, CancellationToken ct); }
public class WalletRepository(WalletDb db) : IWalletRepository
{
    public async Task<bool> IncreaseBalanceAsync(Guid id, decimal amount, CancellationToken ct) =>
        await db.Wallets.Where(w => w.Id == id).ExecuteUpdateAsync(s => s.SetProperty(w => w.Balance, w => w.Balance + amount), ct) > 0;
}
public class DepositCommandHandler(IWalletRepository wallets) : IRequestHandler<DepositCommand, bool>
{
    public async Task<bool> Handle(DepositCommand request, CancellationToken cancellationToken)
    {
        if (!await wallets.IncreaseBalanceAsync(request.WalletId, request.Amount, cancellationToken)) //! IDEM402
        {
            throw new InvalidOperationException("no wallet");
        }

        return true;
    }
}

//// A deposit on what a repository gave
//// n13ro/Auction Application/Services/UserService/Command/DepositOnBalanceCommandHandler.cs
public record DepositOnBalance(int Id, long Amount) : IRequest;
public class User { public int Id { get; set; } public long Balance { get; set; } }
public interface IUserRepository { Task<User?> GetByIdAsync(int id); Task UpdateAsync(User user); }
public class DepositOnBalanceHandler(IUserRepository users) : IRequestHandler<DepositOnBalance>
{
    public async Task Handle(DepositOnBalance request, CancellationToken cancellationToken)
    {
        var user = await users.GetByIdAsync(request.Id);
        if (user == null)
        {
            throw new InvalidOperationException("no user");
        }

        user.Balance = user.Balance + request.Amount; //! IDEM301
        await users.UpdateAsync(user);
    }
}

//// An endpoint that stores, in another DSL
//// bingbing-gui/AspNetCore-Skill Third-Party.Library/FastEndpoint.Libaray/FastEndpoint.Libaray/Endpoints/MyEndpoint.cs
public record NewUser(string Name);
public class User { public Guid Id { get; set; } public string Name { get; set; } = ""; }
public class UserDb : DbContext { public DbSet<User> Users => Set<User>(); }
public class CreateUser(UserDb db) : FastEndpoints.Endpoint<NewUser, Guid>
{
    public override void Configure()
    {
        Post("/api/user/create");
    }

    public override async Task HandleAsync(NewUser req, CancellationToken ct)
    {
        var user = new User { Id = Guid.NewGuid(), Name = req.Name };
        db.Users.Add(user); //! IDEM302
        await db.SaveChangesAsync(ct);
        await SendAsync(user.Id);
    }
}

//// An endpoint that only answers, in another DSL
//// bingbing-gui/AspNetCore-Skill Third-Party.Library/FastEndpoint.Libaray/FastEndpoint.Libaray/Endpoints/MyEndpoint.cs
public record Person(string First, string Last, int Age);
public record Answer(string Name, bool IsAdult);
public class MyEndpoint : FastEndpoints.Endpoint<Person, Answer>
{
    public override void Configure() => Post("/api/users");

    public override Task HandleAsync(Person req, CancellationToken ct) => SendAsync(new Answer(req.First + " " + req.Last, req.Age > 18));
}

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
