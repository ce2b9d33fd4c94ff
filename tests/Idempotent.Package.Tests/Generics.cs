namespace Idempotent.Package.Tests;

/// <summary>An open generic service, registered closed and open, for a program without a just-in-time compiler.</summary>
internal static class Generics
{
    public const string Expected = "closed 1\nopen 1\nkeyed 1\nvalue type: refused at start-up";

    public const string Source = """
        using Idempotent;
        using Microsoft.Extensions.DependencyInjection;

        namespace Consumer.Generics;

        internal static class Shapes
        {
            public static async Task PrintAsync()
            {
                Console.WriteLine($"closed {await CountAsync<Order>(static s => s.AddScoped<IRepository<Order>, Repository<Order>>())}");
                Console.WriteLine($"open {await CountAsync<Order>(static s => s.AddScoped(typeof(IRepository<>), typeof(Repository<>)))}");
                Console.WriteLine($"keyed {await CountAsync<Order>(static s => s.AddKeyedSingleton<IRepository<Order>, Repository<Order>>("a"), "a")}");
                try
                {
                    Console.WriteLine($"value type {await CountAsync<int>(static s => s.AddScoped<IRepository<int>, Repository<int>>())}");
                }
                catch (IdempotencyNotConfiguredException)
                {
                    Console.WriteLine("value type: refused at start-up");
                }
            }

            private static async Task<int> CountAsync<T>(Action<IServiceCollection> register, string? key = null)
            {
                var services = new ServiceCollection();
                register(services);
                services.AddIdempotency().UseInMemory();
                services.AddIdempotentServices();
                await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
                await using var scope = provider.CreateAsyncScope();
                var repository = key is null ? scope.ServiceProvider.GetRequiredService<IRepository<T>>() : scope.ServiceProvider.GetRequiredKeyedService<IRepository<T>>(key);
                Repository<T>.Saved = 0;
                await repository.SaveAsync("1", default!);
                await repository.SaveAsync("1", default!);
                return Repository<T>.Saved;
            }
        }

        public sealed record Order(string Id);

        public interface IRepository<T>
        {
            [Idempotent(Name = "repository.save")]
            Task SaveAsync([IdempotencyKey] string id, [IdempotencyIgnore] T item);
        }

        internal sealed class Repository<T> : IRepository<T>
        {
            public static int Saved;

            public Task SaveAsync(string id, T item)
            {
                Saved++;
                return Task.CompletedTask;
            }
        }
        """;
}
