using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.PostgreSql;

/// <summary>Behind a PgBouncer in transaction mode, where each transaction may be on another session than the one before.</summary>
public sealed class PgBouncerTests : IAsyncLifetime
{
    private readonly PostgreSqlTables _tables = new();
    private PgBouncer _bouncer = null!;
    private PostgreSqlIdempotencyStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _bouncer = await PgBouncer.OpenAsync(await PostgreSqlServer.Shared);
        var options = _tables.Options;
        (options.PrepareStatements, options.Listen) = (false, false);
        _store = new(_bouncer.ConnectionString, options);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _bouncer.DisposeAsync();
        await _tables.DisposeAsync();
    }

    [Fact]
    public async Task Steps_OfManyCallers_AreTaken()
    {
        var claims = Enumerable.Range(0, 50).Select(static i => Claim($"order-{i}")).ToArray();

        Assert.All(await Task.WhenAll(claims.Select(c => _store.ClaimAsync(c, Cancellation).AsTask())), static a => Assert.Equal(ClaimStatus.Claimed, a.Status));
        Assert.All(await Task.WhenAll(claims.Select(c => _store.RenewAsync(new(c.Key, c.Owner, Terms.Lease), Cancellation).AsTask())), static a => Assert.Equal(WriteStatus.Applied, a));
        Assert.All(await Task.WhenAll(claims.Select(c => _store.CompleteAsync(Complete(c), Cancellation).AsTask())), static a => Assert.Equal(WriteStatus.Applied, a));
        Assert.All(await Task.WhenAll(claims.Select(c => _store.ClaimAsync(Claim(c.Key.Value[(c.Key.Value.LastIndexOf(':') + 1)..]), Cancellation).AsTask())), static a => Assert.Equal(ClaimStatus.Completed, a.Status));
    }

    [Fact]
    public async Task Transaction_KeepsItsKeyBusy_AndItsSettingsToItself()
    {
        var claim = Claim();
        await using (var first = await _store.BeginAsync(TimeSpan.FromMilliseconds(12_345), Cancellation))
        {
            await using var second = await _store.BeginAsync(Terms.Lease, Cancellation);
            Assert.Equal(ClaimStatus.Claimed, (await first.ClaimAsync(claim, Cancellation)).Status);
            Assert.Equal(ClaimStatus.Busy, (await second.ClaimAsync(Claim(), Cancellation)).Status);
            await second.DisposeAsync();
            await first.CompleteAsync(Complete(claim), Cancellation);
            await first.CommitAsync(Cancellation);
        }

        Assert.Equal(ClaimStatus.Completed, (await _store.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(0L, await _tables.QueryAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid IN (SELECT pid FROM pg_stat_activity WHERE query LIKE '%{0}%' AND pid <> pg_backend_pid())"));
    }

    [Fact]
    public async Task Watch_LooksForItself()
    {
        var claim = Claim();
        await _store.ClaimAsync(claim, Cancellation);
        await using var watch = await _store.WatchAsync(claim.Key, Cancellation);
        await _store.CompleteAsync(Complete(claim), Cancellation);

        await watch.WaitAsync(TimeSpan.FromHours(1), Cancellation);

        Assert.Equal(ClaimStatus.Completed, (await _store.ClaimAsync(Claim(), Cancellation)).Status);
    }
}
