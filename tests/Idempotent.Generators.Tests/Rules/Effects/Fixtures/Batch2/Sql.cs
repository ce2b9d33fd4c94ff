using System.Data;
using System.Linq;
using System.Text;
using Dapper;
using MassTransit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

//// PostgreSQL: a row and its number
//// danhbuidcn/simple_bank db/query/update_balance.sql
public record Opened(string Owner, long Balance);
public class OpenedConsumer(Npgsql.NpgsqlConnection connection) : IConsumer<Opened>
{
    public async Task Consume(ConsumeContext<Opened> context)
    {
        await using var command = new Npgsql.NpgsqlCommand("INSERT INTO accounts (owner, balance) VALUES ($1, $2) RETURNING id", connection); //! IDEM303
        var id = await command.ExecuteScalarAsync();
        await using var read = new Npgsql.NpgsqlCommand("SELECT balance FROM accounts WHERE id = $1 FOR UPDATE", connection);
        Console.WriteLine($"{id} {await read.ExecuteScalarAsync()}");
    }
}

//// PostgreSQL: upserts that set and that add
//// danhbuidcn/simple_bank db/query/update_balance.sql
public record Counted(string Sku, int Quantity);
public class CountedConsumer(IDbConnection db) : IConsumer<Counted>
{
    private const string SetStock = "INSERT INTO stock (sku, quantity) VALUES (@Sku, @Quantity) ON CONFLICT (sku) DO UPDATE SET quantity = EXCLUDED.quantity, updated_at = now()";
    private const string AddStock = """
        INSERT INTO stock AS s (sku, quantity)
        VALUES (@Sku, @Quantity)
        ON CONFLICT (sku) DO UPDATE SET quantity = s.quantity + EXCLUDED.quantity
        """;

    public async Task Consume(ConsumeContext<Counted> context)
    {
        await db.ExecuteAsync(SetStock, context.Message);
        await db.ExecuteAsync(AddStock, context.Message); //! IDEM303
    }
}

//// PostgreSQL: rows are moved to an archive
//// danhbuidcn/simple_bank db/query/update_balance.sql
public class ArchiveJob(Npgsql.NpgsqlDataSource source) : Quartz.IJob
{
    public async Task Execute(Quartz.IJobExecutionContext context)
    {
        await using var command = source.CreateCommand("""
            WITH moved AS (DELETE FROM orders WHERE closed_at < now() - interval '1 year' RETURNING *)
            INSERT INTO orders_archive SELECT * FROM moved
            """);
        await command.ExecuteNonQueryAsync();
    }
}

//// SQL Server: texts in fields of another class
//// edenilsonjunior/5by5-UpBank UpBank/Models/Bank/BankTransaction.cs
public static class BankTransaction
{
    public static readonly string Insert = "INSERT INTO AccountTransaction (AccountNumber, TransactionValue) VALUES (@AccountNumber, @Value);SELECT CAST(SCOPE_IDENTITY() AS INT)";
    public static readonly string UpdateBalance = "UPDATE Account SET Balance = Balance + @Value WHERE AccountNumber = @AccountNumber";
    public static readonly string Close = "UPDATE Account SET Restriction = 1 WHERE AccountNumber = @AccountNumber";
}
public record Withdrawal(string AccountNumber, double Value);
[ApiController]
public class TransactionsController(IDbConnection db) : ControllerBase
{
    [HttpPost]
    public IActionResult Post(Withdrawal withdrawal)
    {
        var id = db.ExecuteScalar<int>(BankTransaction.Insert, withdrawal); //! IDEM303
        db.Execute(BankTransaction.UpdateBalance, withdrawal); //! IDEM303
        db.Execute(BankTransaction.Close, withdrawal);
        return Ok(id);
    }
}

//// SQL Server: compound assignment
//// AntonioAngelov/Databases-Basic--SoftUni 07.Exercise-FunctionsTriggersAndTransactions/DepositMoney.sql
public record Deposited(int Account, decimal Amount);
public class DepositedHandler(Microsoft.Data.SqlClient.SqlConnection connection) : Rebus.Handlers.IHandleMessages<Deposited>
{
    public Task Handle(Deposited message)
    {
        using var command = new Microsoft.Data.SqlClient.SqlCommand("BEGIN TRANSACTION UPDATE Accounts SET Balance += @moneyAmount WHERE Id = @accId COMMIT", connection); //! IDEM303
        command.ExecuteNonQuery();
        using var procedure = new Microsoft.Data.SqlClient.SqlCommand("usp_Recalculate", connection) { CommandType = CommandType.StoredProcedure };
        procedure.ExecuteNonQuery();
        return Task.CompletedTask;
    }
}

//// SQL Server: a merge that sets, and one that adds
//// AntonioAngelov/Databases-Basic--SoftUni 07.Exercise-FunctionsTriggersAndTransactions/DepositMoney.sql
public record Sold(string Sku, int Units);
public class SoldHandler(IDbConnection db) : Rebus.Handlers.IHandleMessages<Sold>
{
    public async Task Handle(Sold message)
    {
        await db.ExecuteAsync(@"MERGE INTO Prices AS t USING (SELECT @Sku AS Sku) AS s ON t.Sku = s.Sku
            WHEN MATCHED THEN UPDATE SET t.Units = @Units
            WHEN NOT MATCHED THEN INSERT (Sku, Units) VALUES (@Sku, @Units);", message);
        const string add = @"MERGE INTO Sales AS t USING (SELECT @Sku AS Sku) AS s ON t.Sku = s.Sku
            WHEN MATCHED THEN UPDATE SET t.Units = t.Units + @Units
            WHEN NOT MATCHED THEN INSERT (Sku, Units) VALUES (@Sku, @Units);";
        await db.ExecuteAsync(add, message); //! IDEM303
    }
}

//// SQL Server: an update over a join
//// edenilsonjunior/5by5-UpBank UpBank/Models/Bank/BankTransaction.cs
public class ShipJob(Microsoft.Data.SqlClient.SqlConnection connection) : Quartz.IJob
{
    public async Task Execute(Quartz.IJobExecutionContext context)
    {
        const string take = "UPDATE s SET s.Quantity = s.Quantity - i.Quantity FROM Stock s INNER JOIN OrderItems i ON i.Sku = s.Sku WHERE i.OrderId = @orderId";
        const string recount = "UPDATE s SET s.Quantity = t.Total FROM Stock s INNER JOIN (SELECT Sku, SUM(Units) AS Total FROM Moves GROUP BY Sku) t ON t.Sku = s.Sku";
        await connection.ExecuteAsync(take, new { orderId = 1 }); //! IDEM303
        await connection.ExecuteAsync(recount);
    }
}

//// MySQL: names with backticks, doubled keys
//// PiotrO9/Projekty FirstDataBaseConsoleApp/Program.cs
public record Registered(string Name, string LastName, int Points);
public class RegisteredConsumer(MySqlConnector.MySqlConnection connection) : IConsumer<Registered>
{
    public async Task Consume(ConsumeContext<Registered> context)
    {
        var query = "INSERT INTO `Users`(`Name`, `LastName`) VALUES (@Name, @LastName)";
        await connection.ExecuteAsync(query, context.Message); //! IDEM303
        await connection.ExecuteAsync("INSERT INTO `Points`(`Name`, `Points`) VALUES (@Name, @Points) ON DUPLICATE KEY UPDATE `Points` = VALUES(`Points`)", context.Message);
        await connection.ExecuteAsync("INSERT INTO `Points`(`Name`, `Points`) VALUES (@Name, @Points) ON DUPLICATE KEY UPDATE `Points` = `Points` + VALUES(`Points`)", context.Message); //! IDEM303
        await connection.ExecuteAsync("REPLACE INTO `Names`(`Name`) VALUES (@Name)", context.Message);
    }
}

//// MySQL: a command that is filled step by step
//// VenenJean/MariaDB-SSH-MySQl-Conenction Code/Program.cs
public record Scored(string Name, int Score);
public class ScoredConsumer(MySqlConnector.MySqlConnection connection) : IConsumer<Scored>
{
    public Task Consume(ConsumeContext<Scored> context)
    {
        using (MySqlConnector.MySqlCommand cmd = new())
        {
            cmd.CommandText = "INSERT INTO highscores(name, score) VALUES(@name, @score)"; //! IDEM303
            cmd.Connection = connection;
            cmd.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }
}

//// SQLite: one command, several texts
//// milenaszdl/Suzdalova-Milena-211-325-MobileDev cnsSQLite/Program.cs
public class ImportJob(Microsoft.Data.Sqlite.SqliteConnection db) : Quartz.IJob
{
    public Task Execute(Quartz.IJobExecutionContext context)
    {
        using var command = db.CreateCommand();
        command.CommandText = "CREATE TABLE IF NOT EXISTS Users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, age INTEGER)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO Users (name, age) VALUES ($name, $age); SELECT last_insert_rowid();"; //! IDEM303
        Console.WriteLine(command.ExecuteScalar());
        command.CommandText = "INSERT OR IGNORE INTO Users (name, age) VALUES ($name, $age)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO Users (name, age) VALUES ($name, $age) ON CONFLICT(name) DO UPDATE SET age = excluded.age";
        command.ExecuteNonQuery();
        command.CommandText = "SELECT COUNT(*) FROM Users";
        Console.WriteLine(command.ExecuteScalar());
        return Task.CompletedTask;
    }
}

//// SQLite: statistics of a bot
//// dierk-bentpiening/COVID-19-TELEGRAM-INFORMATION-BOT Statistics.cs
public record Asked(string Chat, string Kind);
public class AskedConsumer(Microsoft.Data.Sqlite.SqliteConnection db) : IConsumer<Asked>
{
    public Task Consume(ConsumeContext<Asked> context)
    {
        using var insert = new Microsoft.Data.Sqlite.SqliteCommand("INSERT INTO query_log (ID, CHATID, KIND) VALUES (NULL, $chat, $kind)", db);
        insert.ExecuteNonQuery();
        using var count = new Microsoft.Data.Sqlite.SqliteCommand("UPDATE pages SET view_count = view_count + 1 WHERE chat = $chat", db);
        count.ExecuteNonQuery();
        return Task.CompletedTask;
    }
}

//// SQL in a repository: one method adds, another one sets
//// homebase-id/odin-core src/core/Odin.Core.Storage/Database/Identity/Table/TableInboxCRUD.cs
public class DriveTable(IDbConnection connection)
{
    public Task<int> InsertAsync(Guid drive, long bytes) => connection.ExecuteAsync("INSERT INTO DriveUsage (driveId, bytes) VALUES (@drive, @bytes);", new { drive, bytes });

    public Task<int> UpsertAsync(Guid drive, long bytes) => connection.ExecuteAsync(
        "INSERT INTO DriveUsage (driveId, bytes) VALUES (@drive, @bytes) ON CONFLICT (driveId) DO UPDATE SET bytes = @bytes;", new { drive, bytes });

    public async Task<long> GetAsync(Guid drive) => await connection.QuerySingleAsync<long>("SELECT bytes FROM DriveUsage WHERE driveId = @drive", new { drive });
}
public record Uploaded(Guid Drive, long Bytes);
public class UploadedConsumer(DriveTable table) : IConsumer<Uploaded>
{
    public async Task Consume(ConsumeContext<Uploaded> context)
    {
        var before = await table.GetAsync(context.Message.Drive);
        await table.UpsertAsync(context.Message.Drive, Math.Max(before, context.Message.Bytes));
        await table.InsertAsync(context.Message.Drive, context.Message.Bytes); //! IDEM402
    }
}

//// A text that is built piece by piece
//// rebus-org/Freakout Freakout.NpgSql/NpgsqlOutboxCommand.cs
public record Tagged(int Id, string[] Tags);
public class TaggedConsumer(IDbConnection db) : IConsumer<Tagged>
{
    public async Task Consume(ConsumeContext<Tagged> context)
    {
        var sql = new StringBuilder("INSERT INTO tags (id, tag) VALUES ");
        foreach (var tag in context.Message.Tags)
        {
            sql.Append($"({context.Message.Id}, '{tag}'),");
        }

        await db.ExecuteAsync(sql.ToString().TrimEnd(',')); //! IDEM303
        var table = "tags";
        await db.ExecuteAsync($"DELETE FROM {table} WHERE id = @Id", context.Message);
        await db.ExecuteAsync($"INSERT INTO {table} (id, tag) VALUES (@Id, 'x')", context.Message); //! IDEM303
    }
}

//// EF Core's own SQL
//// edenilsonjunior/5by5-UpBank UpBank/Models/Bank/BankTransaction.cs
public class UpBankDb : DbContext { }
public record Paid(string Number, decimal Value);
public class PaidConsumer(UpBankDb db) : IConsumer<Paid>
{
    public async Task Consume(ConsumeContext<Paid> context)
    {
        var (number, value) = context.Message;
        await db.Database.ExecuteSqlAsync($"UPDATE Account SET Balance = Balance - {value} WHERE AccountNumber = {number}"); //! IDEM303
        await db.Database.ExecuteSqlInterpolatedAsync($"UPDATE Account SET LastPaid = {value} WHERE AccountNumber = {number}");
        await db.Database.ExecuteSqlRawAsync("UPDATE Account SET Open = 0, Balance = Balance - {0} WHERE AccountNumber = {1} AND Open = 1", value, number);
    }
}
