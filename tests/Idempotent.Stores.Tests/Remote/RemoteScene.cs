using Idempotent.Servers;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Remote;

/// <summary>A server of one test's own, a proxy before it, and stores over the proxy or past it.</summary>
public abstract class RemoteScene(int port) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _open = [];

    /// <summary>Long enough that no test meets its end by chance.</summary>
    public static ClaimTerms Terms { get; } = new() { Operation = "payments.charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

    /// <summary>A lease that a test waits out.</summary>
    public static ClaimTerms ShortTerms { get; } = Terms with { Lease = TimeSpan.FromMilliseconds(300) };

    public static StoredOutcome Outcome { get; } = new(OutcomeKind.Value, "json", "42"u8.ToArray());

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public abstract Server Server { get; }

    public FaultProxy Proxy { get; } = FaultProxy.Start(port);

    /// <summary>The clock of the stores that are made from now on, by which they pace themselves; null for the machine's.</summary>
    public TimeProvider? Time { get; set; }

    /// <summary>A store whose connections go through the proxy, before its first use.</summary>
    public abstract IIdempotencyStore Behind();

    /// <summary>A store whose connections go through the proxy, and which asks for nothing but what it is asked: what it does once is done.</summary>
    public abstract Task<IIdempotencyStore> BehindAsync();

    /// <summary>A store that nothing disturbs. If it has watches, they wake, and do not look by themselves.</summary>
    public abstract IIdempotencyStore Beside();

    public static RecordKey Key(string name = "order-42") => new($"idempotency::payments.charge:{name}");

    public static ClaimRequest Claim(string name = "order-42", OwnerToken? owner = null, ClaimTerms? terms = null, byte fingerprint = 1) =>
        new(Key(name), owner ?? OwnerToken.Create(), Fingerprint.FromBytes([fingerprint]), terms ?? Terms);

    public static CompleteRequest Complete(in ClaimRequest claim) => new(claim.Key, claim.Owner, Outcome, claim.Terms.Retention);

    /// <summary>Waits until the lease of a record is over, by the store's clock.</summary>
    public static async Task AbandonedAsync(IIdempotencyStore store, RecordKey key)
    {
        while (await store.GetAsync(key, Cancellation) is { State: RecordState.InProgress } record)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancellation);
            Assert.NotNull(record.LeaseUntil);
        }
    }

    /// <summary>Again while connections that are dead go and others come, which takes no longer than half a minute.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<ValueTask<T>> step)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await step();
            }
            catch (IdempotencyStoreUnavailableException) when (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var open in _open)
        {
            await open.DisposeAsync();
        }

        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What ends with the scene.</summary>
    protected T Opened<T>(T open)
        where T : IAsyncDisposable
    {
        _open.Add(open);
        return open;
    }
}
