using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

//// A wallet is topped up by an endpoint, through a service
//// thisisnabi/DigitalWallet src/DigitalWallet/Features/Transactions/IncreaseWalletBalance/Endpoint.cs
public class Wallet { public Guid Id { get; set; } public decimal Balance { get; private set; } public void Increase(decimal amount) => Balance += amount; }
public class WalletTransaction { public Guid Id { get; set; } = Guid.NewGuid(); public Guid WalletId { get; set; } public decimal Amount { get; set; } }
public class WalletDb : DbContext { public DbSet<Wallet> Wallets => Set<Wallet>(); public DbSet<WalletTransaction> Transactions => Set<WalletTransaction>(); }
public record IncreaseRequest(decimal Amount);
public class TransactionService(WalletDb db)
{
    public async Task IncreaseBalanceAsync(Guid walletId, decimal amount, CancellationToken ct)
    {
        var wallet = await db.Wallets.FirstOrDefaultAsync(w => w.Id == walletId, ct) ?? throw new InvalidOperationException("no wallet");
        wallet.Increase(amount);
        db.Transactions.Add(new WalletTransaction { WalletId = walletId, Amount = amount });
        await db.SaveChangesAsync(ct);
    }
}
public static class Endpoint
{
    public static IEndpointRouteBuilder AddIncrease(this IEndpointRouteBuilder endpoint)
    {
        endpoint.MapPost("/{wallet_id:guid:required}/increase", async (Guid id, [FromBody] IncreaseRequest request, TransactionService service, CancellationToken cancellationToken) =>
        {
            if (request.Amount <= 0)
            {
                return Results.Conflict();
            }

            await service.IncreaseBalanceAsync(id, request.Amount, cancellationToken); //! IDEM402
            return Results.Ok("increased");
        });
        return endpoint;
    }
}

//// A withdrawal with the balance checked
//// aramzham/WalletApi README.md
public class Wallet { public int Id { get; set; } public int UserId { get; set; } public string Currency { get; set; } = ""; public decimal Amount { get; set; } }
public class WalletDb : DbContext { public DbSet<Wallet> Wallets => Set<Wallet>(); }
public record Withdraw(int UserId, string Currency, decimal Amount);
[ApiController]
[Route("api/wallet")]
public class WalletController(WalletDb db) : ControllerBase
{
    [HttpPost("withdraw")]
    public async Task<IActionResult> Withdraw(Withdraw model)
    {
        var wallet = await db.Wallets.FirstOrDefaultAsync(w => w.UserId == model.UserId && w.Currency == model.Currency);
        if (wallet is null)
        {
            return NotFound();
        }

        if (wallet.Amount < model.Amount)
        {
            return BadRequest("not enough");
        }

        wallet.Amount -= model.Amount; //! IDEM301
        await db.SaveChangesAsync();
        return Ok(wallet.Amount);
    }

    [HttpPost("add")]
    public async Task<IActionResult> Add(Wallet model)
    {
        if (await db.Wallets.AnyAsync(w => w.UserId == model.UserId && w.Currency == model.Currency))
        {
            return Conflict();
        }

        await db.Wallets.AddAsync(model);
        await db.SaveChangesAsync();
        return Ok();
    }
}

//// A transfer that is known by its reference
//// arturbagdasaryan/WalletSystem README.md
public class Wallet { public int Id { get; set; } public decimal Balance { get; set; } }
public class Movement { public int Id { get; set; } public string Reference { get; set; } = ""; public decimal Amount { get; set; } }
public class WalletDb : DbContext { public DbSet<Wallet> Wallets => Set<Wallet>(); public DbSet<Movement> Movements => Set<Movement>(); }
public record AddFunds(int WalletId, string Reference, decimal Amount);
public class FundsController(WalletDb db, ILogger<FundsController> logger) : ControllerBase
{
    [HttpPost("funds")]
    public async Task<IActionResult> Add(AddFunds request)
    {
        var duplicate = await db.Movements.AnyAsync(m => m.Reference == request.Reference);
        if (duplicate)
        {
            logger.LogInformation("duplicate {Reference}", request.Reference);
            return Ok();
        }

        var wallet = await db.Wallets.FindAsync(request.WalletId);
        wallet!.Balance += request.Amount;
        db.Movements.Add(new Movement { Reference = request.Reference, Amount = request.Amount });
        await db.SaveChangesAsync();
        return Ok(wallet.Balance);
    }
}

//// A dislike is counted
//// ferizoozoo/miniblog Controllers/DislikeController.cs
public class Post { public int Id { get; set; } public int DisLikes { get; set; } }
public class MiniBlogContext : DbContext { public DbSet<Post> Posts => Set<Post>(); }
[ApiController]
[Route("[controller]")]
public class DislikeController(MiniBlogContext context) : ControllerBase
{
    [HttpPost]
    public ActionResult Post(int itemid)
    {
        var post = context.Posts.Find(itemid);
        post!.DisLikes++; //! IDEM301
        context.Posts.Update(post);
        context.SaveChanges();
        return Ok();
    }
}

//// A like is a row of its own, found first and taken away
//// wojtek-rak/PaintStore backEnd/Controllers/CommentsControllers/CommentsManager.cs
public class Like { public int Id { get; set; } public int PostId { get; set; } public string UserId { get; set; } = ""; }
public class PaintDb : DbContext { public DbSet<Like> Likes => Set<Like>(); }
public class LikesController(PaintDb db) : ControllerBase
{
    [HttpPost("like")]
    public async Task<IActionResult> Like(int postId, string userId)
    {
        var existing = await db.Likes.FirstOrDefaultAsync(l => l.PostId == postId && l.UserId == userId);
        if (existing == null)
        {
            db.Likes.Add(new Like { PostId = postId, UserId = userId });
            await db.SaveChangesAsync();
        }

        return Ok();
    }
}

//// A helper that is static and counts in what it loads
//// wojtek-rak/PaintStore backEnd/Controllers/CommentsControllers/CommentsManager.cs
public class Comment { public int Id { get; set; } public int LikeCount { get; set; } }
public class PaintDb : DbContext { public DbSet<Comment> Comments => Set<Comment>(); }
public static class CommentsManager
{
    public static Comment LikePlus(PaintDb db, int id)
    {
        var comment = db.Comments.Where(x => x.Id == id).First();
        comment.LikeCount += 1;
        return comment;
    }
}
public class CommentsController(PaintDb db) : ControllerBase
{
    [HttpPost("likes/{id}")]
    public async Task<IActionResult> Post(int id)
    {
        var comment = CommentsManager.LikePlus(db, id); //! IDEM402
        await db.SaveChangesAsync();
        return Ok(comment.LikeCount);
    }
}

//// An appointment with an id that is new
//// Afnan-sabry/DoctorAppointmentBooking_ModularMonotlith AppointmentBooking.Application/Commands/BookAppointment/BookAppointmentCommandHandler.cs
public class PatientSlot { public Guid Id { get; set; } public Guid PatientId { get; set; } public Guid SlotId { get; set; } }
public class SlotDb : DbContext { public DbSet<PatientSlot> Slots => Set<PatientSlot>(); }
public interface ISlotRepository { Task<bool> Book(PatientSlot slot); }
public class SlotRepository(SlotDb db) : ISlotRepository
{
    public async Task<bool> Book(PatientSlot slot)
    {
        db.Slots.Add(slot);
        return await db.SaveChangesAsync() > 0;
    }
}
public record BookAppointment(Guid PatientId, Guid SlotId) : IRequest<bool>;
public class BookAppointmentHandler(ISlotRepository slots) : IRequestHandler<BookAppointment, bool>
{
    public async Task<bool> Handle(BookAppointment request, CancellationToken cancellationToken)
    {
        PatientSlot slot = new() { Id = Guid.NewGuid(), PatientId = request.PatientId, SlotId = request.SlotId };
        return await slots.Book(slot); //! IDEM402
    }
}

//// A slot that was taken is not taken again
//// gulzar72441/Healthcare-Management-System src/HealthcareSystem.Application/Appointments/Commands/CancelAppointmentCommandHandler.cs
public class Slot { public Guid Id { get; set; } public Guid? PatientId { get; set; } public int Capacity { get; set; } }
public class SlotDb : DbContext { public DbSet<Slot> Slots => Set<Slot>(); }
public record TakeSlot(Guid SlotId, Guid PatientId) : IRequest<bool>;
public class TakeSlotHandler(SlotDb db) : IRequestHandler<TakeSlot, bool>
{
    public async Task<bool> Handle(TakeSlot request, CancellationToken cancellationToken)
    {
        var slot = await db.Slots.FirstAsync(s => s.Id == request.SlotId, cancellationToken);
        if (slot.PatientId.HasValue)
        {
            return false;
        }

        slot.PatientId = request.PatientId;
        slot.Capacity--;
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}

//// A cancellation gives the capacity back each time
//// gulzar72441/Healthcare-Management-System src/HealthcareSystem.Application/Appointments/Commands/CancelAppointmentCommandHandler.cs
public class Clinic { public int Id { get; set; } public int FreePlaces { get; set; } }
public class Appointment { public int Id { get; set; } public int ClinicId { get; set; } public string Status { get; set; } = ""; }
public class ClinicDb : DbContext { public DbSet<Clinic> Clinics => Set<Clinic>(); public DbSet<Appointment> Appointments => Set<Appointment>(); }
public record CancelAppointment(int Id) : IRequest<bool>;
public class CancelAppointmentHandler(ClinicDb db) : IRequestHandler<CancelAppointment, bool>
{
    public async Task<bool> Handle(CancelAppointment request, CancellationToken cancellationToken)
    {
        var appointment = await db.Appointments.FindAsync(request.Id);
        if (appointment == null)
        {
            return false;
        }

        var clinic = await db.Clinics.FindAsync(appointment.ClinicId);
        appointment.Status = "cancelled";
        clinic!.FreePlaces += 1; //! IDEM301
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}

//// A subscription is prolonged by a webhook
//// bui-quang-minh/InSyncAPI InSyncAPI/InSyncAPI/Controllers/UserSubscriptionsController.cs
public class UserSubscription { public int Id { get; set; } public string CustomerId { get; set; } = ""; public DateTime EndDate { get; set; } public bool IsActive { get; set; } }
public class SubscriptionDb : DbContext { public DbSet<UserSubscription> Subscriptions => Set<UserSubscription>(); }
[Route("api/[controller]")]
public class UserSubscriptionsController(SubscriptionDb db) : ControllerBase
{
    [HttpPost("stripe/invoice-succeeded")]
    public async Task<IActionResult> InvoiceSucceeded(string customerId, int days)
    {
        var subscription = await db.Subscriptions.FirstOrDefaultAsync(s => s.CustomerId == customerId);
        if (subscription == null)
        {
            return NotFound();
        }

        subscription.EndDate = subscription.EndDate.AddDays(days); //! IDEM301
        subscription.IsActive = true;
        await db.SaveChangesAsync();
        return Ok();
    }

    [HttpPost("stripe/subscription-deleted")]
    public async Task<IActionResult> Deleted(string customerId)
    {
        var subscription = await db.Subscriptions.FirstOrDefaultAsync(s => s.CustomerId == customerId);
        if (subscription != null)
        {
            subscription.IsActive = false;
            subscription.EndDate = DateTime.UtcNow;
            await db.SaveChangesAsync();
        }

        return Ok();
    }
}

//// A webhook's handler by inheritance tells the payment service something that is the same each time
//// cecilphillip-stripe/stripe-dotnet-extensions samples/SampleCheckout/Program.cs
public record Settings(string Key, string Value);
public class SettingsController(HttpClient http, ILogger<SettingsController> logger) : ControllerBase
{
    [HttpPost("webhooks/settings")]
    public async Task<IActionResult> Receive(Settings settings)
    {
        await http.PutAsJsonAsync($"settings/{settings.Key}", settings);
        logger.LogInformation("set {Key}", settings.Key);
        return Ok();
    }
}

//// A webhook is subscribed to elsewhere
//// lisa3907/polar.net docs/WEBHOOKING.md
public record Subscription(string Url);
public class WebhooksClient(HttpClient client) { public Task<HttpResponseMessage> AddWebHookAsync(Subscription payload) => client.PostAsJsonAsync("/api/webhooks", payload); }
public class SetupController(WebhooksClient webhooks) : Controller
{
    [HttpPost("setup")]
    public async Task<IActionResult> Setup(string url)
    {
        var response = await webhooks.AddWebHookAsync(new Subscription(url)); //! IDEM402
        return response.IsSuccessStatusCode ? Ok() : BadRequest();
    }
}

//// An order with its lines, by a form
//// AntoniEduardoSO/Dima Dima.Api/Program.cs
public class OrderItem { public int Id { get; set; } public int ProductId { get; set; } public int Quantity { get; set; } }
public class Order { public long Id { get; set; } public string UserId { get; set; } = ""; public decimal Total { get; set; } public List<OrderItem> Items { get; set; } = []; }
public class Product { public int Id { get; set; } public int Stock { get; set; } public decimal Price { get; set; } }
public class ShopDb : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Product> Products => Set<Product>(); }
public record OrderRequest(string UserId, Dictionary<int, int> Items);
public class OrdersController(ShopDb db) : ControllerBase
{
    [HttpPost]
    public async Task<IActionResult> Create(OrderRequest request)
    {
        var order = new Order { UserId = request.UserId };
        foreach (var (productId, quantity) in request.Items)
        {
            var product = await db.Products.FindAsync(productId);
            if (product == null || product.Stock < quantity)
            {
                return BadRequest();
            }

            product.Stock -= quantity; //! IDEM301
            order.Items.Add(new OrderItem { ProductId = productId, Quantity = quantity });
            order.Total += product.Price * quantity;
        }

        db.Orders.Add(order); //! IDEM302
        await db.SaveChangesAsync();
        return CreatedAtAction("Get", new { id = order.Id }, order.Id);
    }
}

//// A profile and a password are set
//// abdumalik0098/aspnetapps AppRazorEF/AppRazorEF/Pages/Create.cshtml.cs
public class Profile { public int Id { get; set; } public string Bio { get; set; } = ""; public string PasswordHash { get; set; } = ""; public DateTime UpdatedAt { get; set; } public List<string> Tags { get; set; } = []; }
public class ProfileDb : DbContext { public DbSet<Profile> Profiles => Set<Profile>(); }
public record ProfileForm(string Bio, string Password, List<string> Tags);
public class ProfileController(ProfileDb db) : Controller
{
    [HttpPost("profile/{id}")]
    public async Task<IActionResult> Save(int id, ProfileForm form)
    {
        var profile = await db.Profiles.FindAsync(id);
        if (profile is null)
        {
            return NotFound();
        }

        profile.Bio = form.Bio;
        profile.PasswordHash = form.Password + id;
        profile.Tags = form.Tags.Distinct().ToList();
        profile.UpdatedAt = DateTime.UtcNow;
        await db.SaveChangesAsync();
        return RedirectToAction("Index");
    }
}

//// A search, an export and a calculation, all by POST
//// facu-01/PracticalMs .github/copilot-instructions.md
public class Sale { public int Id { get; set; } public decimal Amount { get; set; } public DateTime At { get; set; } }
public class SalesDb : DbContext { public DbSet<Sale> Sales => Set<Sale>(); }
public record Range(DateTime From, DateTime To);
public class ReportsController(SalesDb db, HttpClient http) : ControllerBase
{
    [HttpPost("sum")]
    public async Task<IActionResult> Sum(Range range)
    {
        decimal total = 0;
        var count = 0;
        foreach (var sale in await db.Sales.Where(s => s.At >= range.From && s.At < range.To).ToListAsync())
        {
            total += sale.Amount;
            count++;
        }

        var rates = await http.PostAsJsonAsync("rates/calculate", new { total });
        return Ok(new { total, average = count == 0 ? 0 : total / count, rates });
    }
}
