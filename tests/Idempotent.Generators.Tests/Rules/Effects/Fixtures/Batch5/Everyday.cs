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
