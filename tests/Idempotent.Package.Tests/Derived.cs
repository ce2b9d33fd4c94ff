namespace Idempotent.Package.Tests;

/// <summary>Classes with virtual members, for a program without a just-in-time compiler.</summary>
internal static class Derived
{
    public const string Expected = "class 1\nkeyed 1 eu\nclosed 1\nopen 1\nvalue type: refused at start-up\nby hand 1";

    public const string Source = """
        using Idempotent;
        using Microsoft.Extensions.DependencyInjection;

        namespace Consumer.Classes;

        internal static class Shapes
        {
            public static async Task PrintAsync()
            {
                Console.WriteLine($"class {await CountAsync(static s => s.AddScoped<Payments>(), static p => p.GetRequiredService<Payments>())}");
                Console.WriteLine($"keyed {await CountAsync(static s => s.AddKeyedSingleton<Payments>("eu"), static p => p.GetRequiredKeyedService<Payments>("eu"))} {Payments.LastKey}");
                Console.WriteLine($"closed {await CountAsync(static s => s.AddScoped<Cache<Order>>(), static p => p.GetRequiredService<Cache<Order>>())}");
                Console.WriteLine($"open {await CountAsync(static s => s.AddScoped(typeof(Cache<>)), static p => p.GetRequiredService<Cache<Order>>())}");
                try
                {
                    Console.WriteLine($"value type {await CountAsync(static s => s.AddScoped<Cache<int>>(), static p => p.GetRequiredService<Cache<int>>())}");
                }
                catch (IdempotencyNotConfiguredException)
                {
                    Console.WriteLine("value type: refused at start-up");
                }

                await using var runtime = IdempotencyRuntime.CreateInMemory();
                Console.WriteLine($"by hand {await TwiceAsync(new PaymentsIdempotent(runtime))}");
            }

            private static async Task<int> CountAsync(Action<IServiceCollection> register, Func<IServiceProvider, Charger> resolve)
            {
                var services = new ServiceCollection();
                register(services);
                services.AddIdempotency().UseInMemory();
                services.AddIdempotentServices();
                await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
                await using var scope = provider.CreateAsyncScope();
                return await TwiceAsync(resolve(scope.ServiceProvider));
            }

            private static async Task<int> TwiceAsync(Charger charger)
            {
                await charger.ChargeAsync("1");
                await charger.ChargeAgainAsync("1");
                return charger.Charged;
            }
        }

        public abstract class Charger
        {
            public int Charged { get; protected set; }

            [Idempotent(Name = "charge")]
            public abstract Task ChargeAsync([IdempotencyKey] string id);

            public Task ChargeAgainAsync(string id) => ChargeAsync(id);
        }

        internal class Payments([ServiceKey] string? key = null) : Charger
        {
            public static string? LastKey { get; private set; }

            [Idempotent(Name = "payments.charge")]
            public override Task ChargeAsync(string id)
            {
                LastKey = key;
                Charged++;
                return Task.CompletedTask;
            }
        }

        internal class Cache<T> : Charger
        {
            public override Task ChargeAsync(string id)
            {
                Charged++;
                return Task.CompletedTask;
            }
        }

        public sealed record Order(string Id);
        """;
}
