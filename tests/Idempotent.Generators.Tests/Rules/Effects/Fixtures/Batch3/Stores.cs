using System.IO;
using System.Linq;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using MongoDB.Driver;
using StackExchange.Redis;

//// MongoDB: replaced and set
//// GerardRyan1989/MongoDB MongoDBCA/MongoUpdate.cs
public class Car { public string Id { get; set; } = ""; public string Name { get; set; } = ""; public int Age { get; set; } }
public record CarChanged(string Id, string Name, int Age);
public class CarChangedConsumer(IMongoCollection<Car> cars) : IConsumer<CarChanged>
{
    public async Task Consume(ConsumeContext<CarChanged> context)
    {
        var car = new Car { Id = context.Message.Id, Name = context.Message.Name, Age = context.Message.Age };
        var filter = Builders<Car>.Filter.Eq(s => s.Id, car.Id);
        await cars.ReplaceOneAsync(filter, car, new ReplaceOptions { IsUpsert = true });
        await cars.UpdateOneAsync(filter, Builders<Car>.Update.Set(c => c.Age, 30).SetOnInsertName());
    }
}
public static class Updates { public static UpdateDefinition<Car> SetOnInsertName(this UpdateDefinition<Car> update) => update.Set(c => c.Name, "new"); }

//// MongoDB: counted and pushed
//// shendongnian/code code11/1927951-58192758-1.cs
public class Player { public string Id { get; set; } = ""; public int Score { get; set; } public int Coins { get; set; } public List<string> Badges { get; set; } = []; public string State { get; set; } = ""; }
public record Won(string Player, int Coins, string Badge);
public class WonConsumer(IMongoCollection<Player> players) : IConsumer<Won>
{
    public async Task Consume(ConsumeContext<Won> context)
    {
        var won = context.Message;
        var filter = Builders<Player>.Filter.Eq(p => p.Id, won.Player);
        var update = Builders<Player>.Update.Set(p => p.State, "winner").Inc(p => p.Coins, won.Coins); //! IDEM301
        await players.UpdateOneAsync(filter, update);
        await players.FindOneAndUpdateAsync(filter, Builders<Player>.Update.Push(p => p.Badges, won.Badge)); //! IDEM301
        await players.UpdateOneAsync(filter, Builders<Player>.Update.AddToSet(p => p.Badges, won.Badge));
    }
}

//// MongoDB: counted once, by a state that the filter asks for
//// shendongnian/code code11/1927951-58192758-1.cs
public class Ticket { public string Id { get; set; } = ""; public int Paid { get; set; } public string State { get; set; } = ""; }
public record TicketPaid(string Id, int Amount);
public class TicketPaidConsumer(IMongoCollection<Ticket> tickets) : IConsumer<TicketPaid>
{
    public async Task Consume(ConsumeContext<TicketPaid> context)
    {
        var filter = Builders<Ticket>.Filter.Eq(t => t.Id, context.Message.Id) & Builders<Ticket>.Filter.Eq(t => t.State, "open");
        await tickets.UpdateOneAsync(filter, Builders<Ticket>.Update.Set(t => t.State, "paid").Inc(t => t.Paid, context.Message.Amount));
    }
}

//// MongoDB: a projection that inserts what the event says
//// Eventuous/eventuous src/Mongo/src/Eventuous.Projections.MongoDB/README.md
public class ProjectView { public string Id { get; set; } = ""; public string Name { get; set; } = ""; public List<string> Tasks { get; set; } = []; }
public record ProjectRegistered(string ProjectId, string Name);
public class ProjectionHandler(IMongoCollection<ProjectView> views) : IConsumer<ProjectRegistered>
{
    public async Task Consume(ConsumeContext<ProjectRegistered> context)
    {
        try
        {
            await views.InsertOneAsync(new ProjectView { Id = context.Message.ProjectId, Name = context.Message.Name });
        }
        catch (MongoWriteException)
        {
            Console.WriteLine("known");
        }
    }
}

//// MongoDB: a repository, one call away
//// CodeFuller/stackoverflow MongoDbClient/Program.cs
public class Comment { public MongoDB.Bson.ObjectId Id { get; set; } public string Text { get; set; } = ""; }
public class CommentRepository(IMongoCollection<Comment> comments)
{
    public void Add(Comment comment) => comments.InsertOne(comment);
    public Task<Comment> Find(string text) => comments.Find(c => c.Text == text).FirstOrDefaultAsync();
}
public record Commented(string Text);
public class CommentedConsumer(CommentRepository repository) : IConsumer<Commented>
{
    public async Task Consume(ConsumeContext<Commented> context)
    {
        Console.WriteLine(await repository.Find(context.Message.Text));
        repository.Add(new Comment { Text = context.Message.Text }); //! IDEM402
    }
}

//// MongoDB: a repository, one call away, asked first
//// CodeFuller/stackoverflow MongoDbClient/Program.cs
public class Comment { public MongoDB.Bson.ObjectId Id { get; set; } public string Text { get; set; } = ""; public string Source { get; set; } = ""; }
public class CommentRepository(IMongoCollection<Comment> comments)
{
    public void Add(Comment comment) => comments.InsertOne(comment);
    public Task<Comment> FindBySource(string source) => comments.Find(c => c.Source == source).FirstOrDefaultAsync();
}
public record Commented(string Source, string Text);
public class CommentedConsumer(CommentRepository repository) : IConsumer<Commented>
{
    public async Task Consume(ConsumeContext<Commented> context)
    {
        if (await repository.FindBySource(context.Message.Source) is null)
        {
            repository.Add(new Comment { Text = context.Message.Text, Source = context.Message.Source });
        }
    }
}

//// Redis: stock, points and a rank
//// pjc0247/Slacker src_snippets/Redis/readme.md
public record Bought(string Sku, string User, int Count);
public class BoughtConsumer(IConnectionMultiplexer redis) : IConsumer<Bought>
{
    public async Task Consume(ConsumeContext<Bought> context)
    {
        var db = redis.GetDatabase();
        var bought = context.Message;
        await db.StringSetAsync($"last:{bought.User}", bought.Sku);
        await db.HashDecrementAsync("stock", bought.Sku, bought.Count); //! IDEM306
        await db.StringDecrementAsync($"budget:{bought.User}", bought.Count); //! IDEM306
        await db.SortedSetIncrementAsync("sales", bought.Sku, bought.Count); //! IDEM306
        await db.SortedSetAddAsync("recent", bought.Sku, 1);
        await db.ListRightPushAsync($"orders:{bought.User}", bought.Sku); //! IDEM306
    }
}

//// Redis: a limit on a rate, which expires
//// pjc0247/Slacker src_snippets/Redis/readme.md
public class LimitController(IDatabase db) : Microsoft.AspNetCore.Mvc.ControllerBase
{
    [Microsoft.AspNetCore.Mvc.HttpPost]
    public async Task<Microsoft.AspNetCore.Mvc.IActionResult> Post(string user)
    {
        var key = $"user:{user}:minute";
        var count = await db.StringIncrementAsync(key);
        if (count == 1)
        {
            await db.KeyExpireAsync(key, TimeSpan.FromMinutes(1));
        }

        return count > 10 ? BadRequest() : Ok();
    }
}

//// Redis: set if not there, then done
//// hugogoos/IdealO Ideal.Core.Redis/RedisService.cs
public record Transfer(string Id, string To, long Amount);
public class TransferConsumer(IDatabase db) : IConsumer<Transfer>
{
    public async Task Consume(ConsumeContext<Transfer> context)
    {
        var isFirst = await db.StringSetAsync("transfer:" + context.Message.Id, "done", TimeSpan.FromDays(7), When.NotExists);
        if (!isFirst)
        {
            return;
        }

        await db.StringIncrementAsync("wallet:" + context.Message.To, context.Message.Amount);
    }
}

//// Redis: a lock keeps others out while it lasts, and lets the second run in after it
//// hugogoos/IdealO Ideal.Core.Redis/RedisService.cs
public record Transfer(string Id, string To, long Amount);
public class TransferConsumer(IDatabase db) : IConsumer<Transfer>
{
    public async Task Consume(ConsumeContext<Transfer> context)
    {
        if (await db.LockTakeAsync("lock:" + context.Message.To, "me", TimeSpan.FromSeconds(10)))
        {
            await db.StringIncrementAsync("wallet:" + context.Message.To, context.Message.Amount); //! IDEM306
            await db.LockReleaseAsync("lock:" + context.Message.To, "me");
        }
    }
}

//// Files: a ledger is continued, a report is written anew
//// tebbe/FactoryManagement FactoryManagement/Job_Class/Jobclass.cs
public record Booked(int Account, decimal Amount);
public class BookedConsumer : IConsumer<Booked>
{
    public async Task Consume(ConsumeContext<Booked> context)
    {
        var line = $"{context.Message.Account};{context.Message.Amount}\n";
        await File.WriteAllTextAsync("report.csv", line);
        await File.AppendAllTextAsync("ledger.csv", line); //! IDEM306
        await File.AppendAllTextAsync("service.log", line);
        using var writer = new StreamWriter("bookings.csv", append: true); //! IDEM306
        await writer.WriteLineAsync(line);
        using var over = new StreamWriter("balance.csv", append: false);
        await over.WriteLineAsync(line);
    }
}
