using Idempotent.Sqlite;
using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteRegistrationTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Fact]
    public async Task UseSqlite_KeepsRecordsInItsFileByTheApplicationsClock()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_file.Time);
        services.AddIdempotency().UseSqlite(_file.Path).UseSqlite("audit", _file.Path + ".audit");
        await using var provider = services.BuildServiceProvider();
        var claim = Claim();
        await _file.Open().ClaimAsync(claim, Cancellation);

        Assert.NotNull(await provider.GetRequiredService<IIdempotencyManager>().GetAsync(claim.Key, Cancellation));
        Assert.Null(await provider.GetRequiredKeyedService<IIdempotencyManager>("audit").GetAsync(claim.Key, Cancellation));
        Assert.True(File.Exists(_file.Path + ".audit"));
    }

    [Fact]
    public void UseSqlite_OfAWrongSetting_FailsWhereItIsCalled()
    {
        var builder = new ServiceCollection().AddIdempotency();

        Assert.Throws<ArgumentOutOfRangeException>(() => builder.UseSqlite("x.db", o => o.PurgeInterval = TimeSpan.Zero));
        Assert.Throws<ArgumentException>(() => builder.UseSqlite("audit", ":memory:"));
    }

    [Theory]
    [InlineData(SqliteSynchronous.Full, 2L, "on the disk")]
    [InlineData(SqliteSynchronous.Normal, 1L, "power cut")]
    public async Task Guarantee_IsWhatTheConnectionsDo(SqliteSynchronous synchronous, long pragma, string durableWhen)
    {
        var store = _file.Open(o => o.Synchronous = synchronous);

        Assert.Contains(durableWhen, store.Guarantee.DurableWhen, StringComparison.Ordinal);
        await using var transaction = await store.BeginAsync(Terms.Lease, Cancellation);
        Assert.Equal(pragma, Run((Microsoft.Data.Sqlite.SqliteConnection)transaction.Connection, "PRAGMA synchronous"));
    }
}
