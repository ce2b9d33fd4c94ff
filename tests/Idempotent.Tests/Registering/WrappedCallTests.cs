using Idempotent.Keys;
using Idempotent.Registering;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering;

/// <summary>The whole way: a wrapper as the generator writes it, from the container, with its runtime.</summary>
public class WrappedCallTests
{
    [Fact]
    public async Task Duplicate_GetsTheFirstOutcome_AlsoInAnotherScope()
    {
        var services = new ServiceCollection();
        services.AddSingleton<List<string>>().AddScoped<IOrders, Orders>();
        services.AddIdempotency().UseInMemory();
        var registry = new IdempotentServiceRegistry();
        registry.Add<IOrders>(null, static (inner, runtime) => new OrdersWrapper(inner, runtime), OrdersWrapper.PlaceAsyncOperation);
        services.AddIdempotentServices(registry);
        using var provider = services.Build();

        Assert.Equal("order-42 as 1", await PlaceAsync(provider, "order-42"));
        Assert.Equal("order-42 as 1", await PlaceAsync(provider, "order-42"));
        Assert.Equal("order-43 as 2", await PlaceAsync(provider, "order-43"));
        Assert.Equal(["order-42", "order-43"], provider.GetRequiredService<List<string>>());
    }

    [Fact]
    public async Task Runtime_IsOverWithItsContainer()
    {
        var services = new ServiceCollection();
        services.AddSingleton<List<string>>().AddSingleton<IOrders, Orders>();
        services.AddIdempotency().UseInMemory();
        var registry = new IdempotentServiceRegistry();
        registry.Add<IOrders>(null, static (inner, runtime) => new OrdersWrapper(inner, runtime), OrdersWrapper.PlaceAsyncOperation);
        services.AddIdempotentServices(registry);
        var provider = services.Build();
        var orders = provider.GetRequiredService<IOrders>();

        await provider.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => orders.PlaceAsync("order-42"));
    }

    private static async Task<string> PlaceAsync(ServiceProvider provider, string id)
    {
        await using var scope = provider.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IOrders>().PlaceAsync(id);
    }

    private interface IOrders
    {
        Task<string> PlaceAsync(string id);
    }

    private sealed class Orders(List<string> placed) : IOrders
    {
        public Task<string> PlaceAsync(string id)
        {
            placed.Add(id);
            return Task.FromResult($"{id} as {placed.Count}");
        }
    }

    private sealed class OrdersWrapper(IOrders inner, IdempotencyRuntime runtime) : IOrders
    {
        private static readonly IdempotentOperation<string> s_placeAsync = new("orders.place") { ResultIsImmutable = true };

        public static IdempotentOperation PlaceAsyncOperation => s_placeAsync;

        public Task<string> PlaceAsync(string id)
        {
            var key = new KeyWriter(stackalloc byte[256]);
            key.BeginParts(1);
            key.Name("id");
            key.Write(id);
            var fingerprint = new KeyWriter([]);
            return runtime.ExecuteAsync(s_placeAsync, in key, in fingerprint, (inner, id), static (state, _) => state.inner.PlaceAsync(state.id));
        }
    }
}
