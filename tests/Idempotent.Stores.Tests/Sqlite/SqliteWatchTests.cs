using Idempotent.Sqlite;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromHours(1);

    private readonly SqliteFile _file = new();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    public static TheoryData<string> Changes => ["complete", "release", "hold", "delete"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Wait_WhenTheSameStoreChangesTheRecord_IsWokenWithoutAPoll(string change)
    {
        var store = _file.Open(o => o.WatchInterval = TimeSpan.FromDays(1));
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await using var watch = await store.WatchAsync(claim.Key, Cancellation);

        var waiting = watch.WaitAsync(s_long, Cancellation).AsTask();
        await ApplyAsync(store, claim, change);

        await waiting;
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Wait_WhenAnotherStoreChangesTheRecord_IsWoken(string change)
    {
        var (store, other) = (_file.Open(), _file.Open());
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await using var watch = await store.WatchAsync(claim.Key, Cancellation);

        var waiting = watch.WaitAsync(s_long, Cancellation).AsTask();
        await ApplyAsync(other, claim, change);

        await waiting;
    }

    [Fact]
    public async Task Wait_WhenAnotherStoreReleasesAndClaimsBetweenTwoPolls_IsWoken()
    {
        var (store, other) = (_file.Open(), _file.Open());
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await using var watch = await store.WatchAsync(claim.Key, Cancellation);

        var waiting = watch.WaitAsync(s_long, Cancellation).AsTask();
        await using (var transaction = await other.BeginAsync(Terms.Lease, Cancellation))
        {
            await transaction.ClaimAsync(Claim("lock"), Cancellation);
            SqliteFile.Run((Microsoft.Data.Sqlite.SqliteConnection)transaction.Connection, "UPDATE idempotency_records SET fencing_token = fencing_token + 1, attempt = 2");
            await transaction.CommitAsync(Cancellation);
        }

        await waiting;
    }

    [Fact]
    public async Task Wait_AfterAChangeSinceTheWatchBegan_ReturnsAtOnceAndOnlyOnce()
    {
        var store = _file.Open(o => o.WatchInterval = TimeSpan.FromDays(1));
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await using var watch = await store.WatchAsync(claim.Key, Cancellation);
        await store.CompleteAsync(Complete(claim), Cancellation);

        await watch.WaitAsync(s_long, Cancellation);
        var second = watch.WaitAsync(TimeSpan.FromSeconds(5), Cancellation).AsTask();

        Assert.False(second.IsCompleted);
        _file.Time.Advance(TimeSpan.FromSeconds(5));
        await second;
    }

    [Fact]
    public async Task Wait_OfManyOnOneKey_WakesAll()
    {
        var (store, other) = (_file.Open(), _file.Open());
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        var watches = await Task.WhenAll(Enumerable.Range(0, 500).Select(async _ => await store.WatchAsync(claim.Key, Cancellation)));

        var waiting = watches.Select(w => w.WaitAsync(s_long, Cancellation).AsTask()).ToArray();
        await other.CompleteAsync(Complete(claim), Cancellation);

        await Task.WhenAll(waiting);
        await Task.WhenAll(watches.Select(async w => await w.DisposeAsync()));
    }

    [Fact]
    public async Task Wait_WhenCancelledOrTheStoreCloses_Ends()
    {
        var store = _file.Open();
        using var cancellation = new CancellationTokenSource();
        await using var watch = await store.WatchAsync(Key(), Cancellation);
        var cancelled = watch.WaitAsync(s_long, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        var closing = watch.WaitAsync(s_long, Cancellation).AsTask();
        await store.DisposeAsync();
        await closing;
    }

    private static async Task ApplyAsync(SqliteIdempotencyStore store, ClaimRequest claim, string change)
    {
        switch (change)
        {
            case "complete":
                await store.CompleteAsync(Complete(claim), Cancellation);
                break;
            case "release":
                await store.ReleaseAsync(new(claim.Key, claim.Owner, Terms.Retention), Cancellation);
                break;
            case "hold":
                await store.HoldAsync(new(claim.Key, claim.Owner, HoldReason.Failed), Cancellation);
                break;
            default:
                await store.DeleteAsync(claim.Key, Cancellation);
                break;
        }
    }
}
