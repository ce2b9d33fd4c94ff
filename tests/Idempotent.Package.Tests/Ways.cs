namespace Idempotent.Package.Tests;

/// <summary>Each way in which a method runs once per key, in a program without a just-in-time compiler that sets nothing but what it is; then what <see cref="Derived"/> and <see cref="Generics"/> show.</summary>
internal static class Ways
{
    public const string Expected = "decorated 1\nderived 1\npartial 1\nintercepted 1\nstatic 1\nextension 1\nreceipt True\n" + Derived.Expected + "\n" + Generics.Expected;

    public const string Program = """
        using Idempotent;
        using Microsoft.Extensions.DependencyInjection;

        var services = new ServiceCollection();
        services.AddScoped<IDecorated, Decorated>();
        services.AddScoped<Derived>();
        services.AddIdempotency().UseInMemory();
        services.AddIdempotentServices();
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        await using var scope = provider.CreateAsyncScope();
        provider.GetRequiredService<IdempotencyRuntime>();
        var decorated = scope.ServiceProvider.GetRequiredService<IDecorated>();
        var derived = scope.ServiceProvider.GetRequiredService<Derived>();
        var (partial, intercepted) = (new Partial(), new Intercepted());

        await TwiceAsync("decorated", () => decorated.ChargeAsync("d"));
        await TwiceAsync("derived", () => derived.ChargeAsync("d"));
        await TwiceAsync("partial", () => partial.ChargeAsync("p"));
        await TwiceAsync("intercepted", () => intercepted.ChargeAsync("i"));
        await TwiceAsync("static", static () => Fixed.ChargeAsync("s"));
        await TwiceAsync("extension", static () => "e".RefundAsync());
        Console.WriteLine($"receipt {Fixed.Receive("r") == Fixed.Receive("r")}");
        await Consumer.Classes.Shapes.PrintAsync();
        await Consumer.Generics.Shapes.PrintAsync();

        static async Task TwiceAsync(string what, Func<Task> charge)
        {
            var before = Effect.Count;
            await charge();
            await charge();
            Console.WriteLine($"{what} {Effect.Count - before}");
        }

        internal static class Effect
        {
            public static int Count;

            public static Task Happen()
            {
                Count++;
                return Task.CompletedTask;
            }
        }

        public interface IDecorated
        {
            [Idempotent(Name = "decorated")]
            Task ChargeAsync([IdempotencyKey] string id);
        }

        internal sealed class Decorated : IDecorated
        {
            public Task ChargeAsync(string id) => Effect.Happen();
        }

        internal class Derived
        {
            [Idempotent(Name = "derived")]
            public virtual Task ChargeAsync([IdempotencyKey] string id) => Effect.Happen();
        }

        internal sealed partial class Partial
        {
            [Idempotent(Name = "partial")]
            public partial Task ChargeAsync([IdempotencyKey] string id);

            private Task ChargeCoreAsync(string id) => Effect.Happen();
        }

        internal sealed class Intercepted
        {
            [Idempotent(Name = "intercepted")]
            public Task ChargeAsync([IdempotencyKey] string id) => Effect.Happen();
        }

        internal sealed record Receipt(string Id, int Number);

        internal static class Fixed
        {
            [Idempotent(Name = "static")]
            public static Task ChargeAsync([IdempotencyKey] string id) => Effect.Happen();

            [Idempotent(Name = "receive")]
            public static Receipt Receive([IdempotencyKey] string id) => new(id, ++Effect.Count);

            extension([IdempotencyKey] string id)
            {
                [Idempotent(Name = "extension")]
                public Task RefundAsync() => Effect.Happen();
            }
        }

        [System.Text.Json.Serialization.JsonSerializable(typeof(Receipt))]
        internal sealed partial class Json : System.Text.Json.Serialization.JsonSerializerContext;
        """;
}
