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
