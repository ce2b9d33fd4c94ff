using Idempotent.Keys;
using Idempotent.Stores.Tests.Sqlite;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Waiting;

/// <summary>However many wait for one key, nobody polls: the store is asked so often and no more.</summary>
public sealed class ManyWaitersTests : IAsyncDisposable
{
    private const int Waiters = 500;
    private const string Memory = nameof(Memory);
    private const string Sqlite = nameof(Sqlite);

    private static readonly IdempotentOperation<string> s_charge = new("charge");

    private readonly SqliteFile _file = new();
    private readonly List<IdempotencyRuntime> _hosts = [];

    [Theory]
    [InlineData(Memory, 1)]
    [InlineData(Memory, Waiters)]
    [InlineData(Sqlite, 1)]
    [InlineData(Sqlite, Waiters)]
    public async Task Waiters_OfOneKey_AskTheStoreThreeTimesAHostAndOnceWhenTheyAreWoken(string kind, int hosts)
    {
        var store = new RecordingStore(kind == Memory ? new InMemoryIdempotencyStore(_file.Time) : _file.Open());
        var (running, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = CallAsync(NewHost(store), async () =>
        {
            running.SetResult();
            await end.Task;
        });
        await running.Task;
        var others = Enumerable.Range(0, hosts).Select(_ => NewHost(store)).ToArray();
        var waiters = Enumerable.Range(0, Waiters).Select(i => CallAsync(others[i % hosts], static () => throw new InvalidOperationException("A waiter ran."))).ToArray();
        while (store.Calls.Count < 1 + (3 * hosts))
        {
            await Task.Yield();
        }

        end.SetResult();

        Assert.All(await Task.WhenAll(waiters), static result => Assert.Equal("receipt", result));
        Assert.Equal("receipt", await first);
        Assert.Equal((1 + (3 * hosts), hosts, 1, 2 + (4 * hosts)), (Count(StoreStep.Claim), Count(StoreStep.Watch), Count(StoreStep.Complete), store.Calls.Count));

        int Count(StoreStep step) => store.Steps.Count(s => s == step);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _file.DisposeAsync();
    }

    private IdempotencyRuntime NewHost(IIdempotencyStore store)
    {
        var host = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => store).UseTimeProvider(_file.Time));
        _hosts.Add(host);
        return host;
    }

    private static Task<string> CallAsync(IdempotencyRuntime host, Func<Task> work) => host.ExecuteAsync(
        s_charge,
        KeyWriter.Of("1"),
        default,
        work,
        static async (work, _) =>
        {
            await work();
            return "receipt";
        });
}
