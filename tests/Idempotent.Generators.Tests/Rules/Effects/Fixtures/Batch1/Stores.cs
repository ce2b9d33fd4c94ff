using System.Data;
using System.Linq;
using Dapper;
using MassTransit;
using MongoDB.Driver;
using StackExchange.Redis;

//// SQL that inserts, in a consumer
//// zhouweiaccp/dapper-dot-net readme-dev.md
public record CustomerCreated(string FirstName, string LastName);
public class CustomerCreatedConsumer(IDbConnection db) : IConsumer<CustomerCreated>
{
    public async Task Consume(ConsumeContext<CustomerCreated> context)
    {
        const string insert = @"INSERT INTO [dbo].[Customer]([FirstName], [LastName]) VALUES (@FirstName, @LastName)";
        await db.ExecuteAsync(insert, context.Message); //! IDEM303
    }
}

//// SQL that inserts or leaves it
//// zhouweiaccp/dapper-dot-net readme-dev.md
public record CustomerCreated(string Id, string FirstName);
public class CustomerCreatedConsumer(IDbConnection db) : IConsumer<CustomerCreated>
{
    public async Task Consume(ConsumeContext<CustomerCreated> context)
    {
        await db.ExecuteAsync("insert into customers (id, first_name) values (@Id, @FirstName) on conflict (id) do nothing", context.Message);
        await db.ExecuteAsync("IF NOT EXISTS (SELECT 1 FROM Customers WHERE Id = @Id) INSERT INTO Customers (Id) VALUES (@Id)", context.Message);
        await db.ExecuteAsync("INSERT IGNORE INTO customers (id) VALUES (@Id)", context.Message);
        await db.ExecuteAsync("INSERT OR REPLACE INTO customers (id) VALUES (@Id)", context.Message);
        await db.ExecuteAsync("MERGE Customers AS t USING (VALUES (@Id)) AS s(Id) ON t.Id = s.Id WHEN NOT MATCHED THEN INSERT (Id) VALUES (s.Id);", context.Message);
    }
}

//// SQL that counts
//// shendongnian/code code11/1972516-60150007-0.cs
public record Deposited(int AccountId, decimal Amount);
public class DepositedConsumer(IDbConnection db) : IConsumer<Deposited>
{
    public async Task Consume(ConsumeContext<Deposited> context)
    {
        await db.ExecuteAsync("UPDATE accounts SET balance = balance + @Amount, updated_at = now() WHERE id = @AccountId", context.Message); //! IDEM303
        await db.ExecuteAsync("UPDATE accounts SET login_attempts = login_attempts + 1 WHERE id = @AccountId", context.Message);
        await db.ExecuteAsync("UPDATE accounts SET balance = (SELECT SUM(amount) FROM entries WHERE account_id = @AccountId) WHERE id = @AccountId", context.Message);
    }
}

//// SQL that compares and swaps
//// kgrzybek/modular-monolith-with-ddd src/Modules/Payments/Infrastructure/AggregateStore/SqlServerCheckpointStore.cs
public record Moved(string Code, int From, int By);
public class MovedConsumer(IDbConnection db) : IConsumer<Moved>
{
    public async Task Consume(ConsumeContext<Moved> context)
    {
        await db.ExecuteAsync("UPDATE checkpoints SET position = position + @By WHERE code = @Code AND position = @From", context.Message);
        await db.ExecuteAsync("UPDATE orders SET status = 'paid', paid = paid + 1 WHERE code = @Code AND status = 'open'", context.Message);
    }
}

//// SQL in a repository, one call away
//// kgrzybek/modular-monolith-with-ddd src/Modules/Payments/Infrastructure/AggregateStore/SqlStreamAggregateStore.cs
public record Paid(Guid PayerId, decimal Amount);
public class PaymentStore(IDbConnection db)
{
    public Task AppendAsync(Guid payer, decimal amount) => db.ExecuteAsync("INSERT INTO payments.payments (payer_id, amount) VALUES (@payer, @amount)", new { payer, amount });
}
public class PaidConsumer(PaymentStore store) : IConsumer<Paid>
{
    public async Task Consume(ConsumeContext<Paid> context)
    {
        await store.AppendAsync(context.Message.PayerId, context.Message.Amount); //! IDEM402
    }
}

//// An outbox row under its own id
//// kgrzybek/modular-monolith-with-ddd src/Modules/Payments/Infrastructure/Configuration/Processing/InternalCommands/CommandsScheduler.cs
public record Scheduled(Guid Id, string Type, string Data);
public class ScheduledConsumer(IDbConnection db) : IConsumer<Scheduled>
{
    public async Task Consume(ConsumeContext<Scheduled> context)
    {
        await db.ExecuteAsync("INSERT INTO [app].[InboxMessages] ([Id], [Type], [Data]) VALUES (@Id, @Type, @Data)", context.Message);
        var processed = await db.QueryAsync<Guid>("SELECT Id FROM [app].[InboxMessages] WHERE ProcessedDate IS NULL");
        foreach (var id in processed)
        {
            await db.ExecuteAsync("UPDATE [app].[InboxMessages] SET [ProcessedDate] = @date WHERE [Id] = @id", new { date = DateTime.UtcNow, id });
        }
    }
}

//// ADO.NET commands
//// supun3510/furniture-system-web-2021 furniture-system-web/Repositories/Logics/StockRepository.cs
public record Sold(string Code, int Units);
public class SoldConsumer(Microsoft.Data.SqlClient.SqlConnection connection) : IConsumer<Sold>
{
    public Task Consume(ConsumeContext<Sold> context)
    {
        using var command = new Microsoft.Data.SqlClient.SqlCommand("UPDATE Stock SET Quantity = Quantity - @units WHERE Code = @code", connection); //! IDEM303
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }
}

//// A document under a new id
//// chandan2588/csharp-mongodb-insert-doc Program.cs
public class Entity { public MongoDB.Bson.ObjectId Id { get; set; } public string Name { get; set; } = ""; }
public record Created(string Name);
public class CreatedConsumer(IMongoCollection<Entity> entities) : IConsumer<Created>
{
    public async Task Consume(ConsumeContext<Created> context)
    {
        await entities.InsertOneAsync(new Entity { Name = context.Message.Name }); //! IDEM302
    }
}

//// A document under a given id, and upserts
//// chandan2588/csharp-mongodb-insert-doc Program.cs
public class Entity { public string Id { get; set; } = ""; public string Name { get; set; } = ""; public List<string> Tags { get; set; } = []; }
public record Created(string Id, string Name);
public class CreatedConsumer(IMongoCollection<Entity> entities) : IConsumer<Created>
{
    public async Task Consume(ConsumeContext<Created> context)
    {
        var entity = new Entity { Id = context.Message.Id, Name = context.Message.Name };
        await entities.ReplaceOneAsync(e => e.Id == entity.Id, entity, new ReplaceOptions { IsUpsert = true });
        await entities.UpdateOneAsync(e => e.Id == entity.Id, Builders<Entity>.Update.Set(e => e.Name, entity.Name));
        await entities.UpdateOneAsync(e => e.Id == entity.Id, Builders<Entity>.Update.AddToSet(e => e.Tags, "new"));
    }
}

//// A document that counts
//// akhileshsh026/Testing_DataBases MongoUnivercityForDotNetDev/Program.cs
public class Person { public string Id { get; set; } = ""; public int Points { get; set; } }
public record Scored(string Id, int Points);
public class ScoredConsumer(IMongoCollection<Person> people) : IConsumer<Scored>
{
    public async Task Consume(ConsumeContext<Scored> context)
    {
        var update = Builders<Person>.Update.Inc(p => p.Points, context.Message.Points); //! IDEM301
        await people.UpdateOneAsync(p => p.Id == context.Message.Id, update);
    }
}

//// A balance in Redis
//// zodraz/Redis-Introduction RedisIntroduction.Transactions2/Program.cs
public record Transferred(string Account, long Amount);
public class TransferredConsumer(IDatabase redis) : IConsumer<Transferred>
{
    public async Task Consume(ConsumeContext<Transferred> context)
    {
        await redis.StringIncrementAsync("balance:" + context.Message.Account, context.Message.Amount); //! IDEM306
        await redis.ListRightPushAsync("transfers", context.Message.Account); //! IDEM306
        await redis.HashSetAsync("accounts", context.Message.Account, "open");
    }
}

//// Counters in Redis that limit and measure
//// zodraz/Redis-Introduction RedisIntroduction.Strings/Program.cs
public record Visited(string Page, string User);
public class VisitedConsumer(IDatabase redis) : IConsumer<Visited>
{
    public async Task Consume(ConsumeContext<Visited> context)
    {
        await redis.StringIncrementAsync($"rate-limit:{context.Message.User}");
        await redis.HashIncrementAsync("page-views", context.Message.Page);
        await redis.SetAddAsync("visitors", context.Message.User);
    }
}

//// A claim in Redis before the balance
//// zodraz/Redis-Introduction RedisIntroduction.Transactions2/Program.cs
public record Transferred(string TransferId, string Account, long Amount);
public class TransferredConsumer(IDatabase redis) : IConsumer<Transferred>
{
    public async Task Consume(ConsumeContext<Transferred> context)
    {
        if (!await redis.StringSetAsync("done:" + context.Message.TransferId, "1", when: When.NotExists))
        {
            return;
        }

        await redis.StringIncrementAsync("balance:" + context.Message.Account, context.Message.Amount);
    }
}

//// A set tells whether it is new
//// zodraz/Redis-Introduction RedisIntroduction.Transactions2/Program.cs
public record Transferred(string TransferId, string Account, long Amount);
public class TransferredConsumer(IDatabase redis) : IConsumer<Transferred>
{
    public async Task Consume(ConsumeContext<Transferred> context)
    {
        if (await redis.SetAddAsync("transfers", context.Message.TransferId))
        {
            await redis.StringIncrementAsync("balance:" + context.Message.Account, context.Message.Amount);
        }
    }
}
