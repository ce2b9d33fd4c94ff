using Idempotent.Keys;
using Idempotent.Servers;
using Microsoft.EntityFrameworkCore;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>The EF Core way of the README: a context on the connection and in the transaction of the idempotent method.</summary>
public sealed class PostgreSqlEntityFrameworkTests : IAsyncLifetime
{
    private static readonly IdempotentOperation<int> s_order = new("order") { Transactional = true };

    private readonly PostgreSqlTables _tables = new();
    private IdempotencyRuntime _runtime = null!;

    public async ValueTask InitializeAsync()
    {
        await _tables.QueryAsync("CREATE TABLE {0}orders (id integer PRIMARY KEY, amount integer NOT NULL)");
        var store = await _tables.OpenAsync();
        _runtime = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => store), static o => o.LocalOutcomes = 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _tables.QueryAsync("DROP TABLE {0}orders");
        await _tables.DisposeAsync();
    }

    [Fact]
    public async Task Context_OnTheConnectionOfTheMethod_CommitsWithTheOutcome()
    {
        Assert.Equal(7, await OrderAsync(7, fails: false));
        Assert.Equal(7, await OrderAsync(8, fails: false));

        Assert.Equal(1L, await _tables.QueryAsync("SELECT count(*) FROM {0}orders"));
    }

    [Fact]
    public async Task Context_OfAMethodThatFails_LeavesNothing()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => OrderAsync(7, fails: true));
        Assert.Equal(0L, await _tables.QueryAsync("SELECT count(*) FROM {0}orders"));

        Assert.Equal(8, await OrderAsync(8, fails: false));
    }

    private Task<int> OrderAsync(int id, bool fails) => _runtime.ExecuteAsync(s_order, KeyWriter.Of("order-42"), default, (id, fails, _tables.Prefix), static async (order, cancellationToken) =>
    {
        await using var db = new ShopContext(order.Prefix, (await PostgreSqlServer.Shared).ConnectionString);
        db.Database.SetDbConnection(IdempotencyContext.Required.Connection);
        await db.Database.UseTransactionAsync(IdempotencyContext.Required.Transaction, cancellationToken);
        db.Orders.Add(new() { Id = order.id, Amount = 10 });
        await db.SaveChangesAsync(cancellationToken);
        return order.fails ? throw new TimeoutException() : order.id;
    }, Cancellation);

    /// <summary>A context as an application has it, with a connection string of its own.</summary>
    private sealed class ShopContext(string prefix, string connectionString) : DbContext
    {
        public DbSet<Order> Orders => Set<Order>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString).EnableServiceProviderCaching(false);

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Order>(e =>
        {
            e.ToTable($"{prefix}orders");
            e.Property(static o => o.Id).HasColumnName("id").ValueGeneratedNever();
            e.Property(static o => o.Amount).HasColumnName("amount");
        });
    }

    private sealed class Order
    {
        public int Id { get; init; }

        public int Amount { get; init; }
    }
}
