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
