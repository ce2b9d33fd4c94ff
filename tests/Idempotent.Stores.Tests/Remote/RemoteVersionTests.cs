using System.Collections.Concurrent;
using Idempotent.Keys;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Remote;

/// <summary>Owners who ask whether they still are, and versions side by side whose keys differ, over a remote store: one class a store derives from it.</summary>
public abstract class RemoteVersionTests : IAsyncLifetime
{
    private const int Keys = 40;

    private static readonly IdempotentOperation<string> s_charge = new("payments.charge") { HasSensitiveParts = true };

    private readonly List<IdempotencyRuntime> _runtimes = [];

    private protected RemoteScene Scene { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Scene = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var runtime in _runtimes)
        {
            await runtime.DisposeAsync();
        }

        await Scene.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Versions_SideBySide_UnderLoad_HaveOneEffectPerKey()
    {
        // Two hosts of the version before, whose keys are made under another secret, and two of the one that knows both and claims in pairs, the predecessor first.
        IdempotencyRuntime[] hosts = [Version(1), Version(1), Version(2, 1), Version(2, 1)];
        var effects = new ConcurrentDictionary<string, int>();
        var calls = Enumerable.Range(0, Keys).SelectMany(key => hosts.SelectMany(host => new[] { (host, key), (host, key) })).ToArray();
        new Random(42).Shuffle(calls);

        var receipts = await Task.WhenAll(calls.Select(call => Task.Run(async () => (call.key, Receipt: await ChargeAsync(call.host, $"order-{call.key}", async order =>
        {
            await IdempotencyContext.Required.EnsureOwnedAsync();
            return $"{order}, receipt {effects.AddOrUpdate(order, 1, static (_, n) => n + 1)}";
        })))));

        Assert.Equal(Keys, effects.Count);
        Assert.All(effects, static effect => Assert.Equal(1, effect.Value));
        Assert.All(receipts, static r => Assert.Equal($"order-{r.key}, receipt 1", r.Receipt));
    }

    [Fact]
    public async Task Owner_WhoseRecordWasTakenOver_IsToldJustBeforeItsEffect()
    {
        var (host, store, effects) = (Version(1), Scene.Beside(), 0);

        await Assert.ThrowsAsync<IdempotencyLeaseLostException>(() => ChargeAsync(host, "order-42", async order =>
        {
            var key = new RecordKey(IdempotencyContext.Required.Key);
            await IdempotencyContext.Required.EnsureOwnedAsync();
            var record = (await store.GetAsync(key, Cancellation))!;
            await store.DeleteAsync(key, Cancellation);
            await store.ClaimAsync(new(key, OwnerToken.Create(), record.Fingerprint, Terms), Cancellation);
            await IdempotencyContext.Required.EnsureOwnedAsync();
            effects++;
            return order;
        }));

        Assert.Equal(0, effects);
    }

    [Fact]
    public async Task Owner_WhoAsks_HasAWholeLeaseAgain()
    {
        var (host, store) = (Version(1), Scene.Beside());

        await ChargeAsync(host, "order-42", async order =>
        {
            var key = new RecordKey(IdempotencyContext.Required.Key);
            var before = (await store.GetAsync(key, Cancellation))!.LeaseUntil;
            await IdempotencyContext.Required.EnsureOwnedAsync();
            Assert.True((await store.GetAsync(key, Cancellation))!.LeaseUntil > before);
            return order;
        });
    }

    protected abstract Task<RemoteScene> OpenAsync();

    /// <summary>A host of its own: another process would share no more with the others.</summary>
    private IdempotencyRuntime Version(byte secret, params byte[] previous)
    {
        var runtime = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => Scene.Beside()), o =>
        {
            o.SensitiveKeySecret = Secret(secret);
            o.LocalOutcomes = 0;
            foreach (var former in previous)
            {
                o.PreviousSecrets.Add(Secret(former));
            }
        });
        _runtimes.Add(runtime);
        return runtime;
    }

    private static byte[] Secret(byte version) => [.. Enumerable.Repeat(version, 32)];

    private static Task<string> ChargeAsync(IdempotencyRuntime runtime, string order, Func<string, Task<string>> body)
    {
        var key = new KeyWriter(stackalloc byte[64]);
        key.BeginParts(1);
        key.Name("order");
        var start = key.BeginSensitive();
        key.Write(order);
        key.EndSensitive(start);
        return runtime.ExecuteAsync(s_charge, key, default, (order, body), static (call, _) => call.body(call.order), Cancellation);
    }
}
