namespace Idempotent.Package.Tests;

/// <summary>The code that README.md shows.</summary>
internal static class Readme
{
    /// <summary>The README's example as a program: the two fenced blocks under "Use", in the order that C# wants, around a service and a few prints.</summary>
    public static string ExampleProgram()
    {
        var text = File.ReadAllText(Path.Combine(PackedFeed.RepositoryRoot, "README.md"));
        var blocks = text[text.IndexOf("## Use", StringComparison.Ordinal)..].Split("```csharp\n").Skip(1).Take(2).Select(static b => b[..b.IndexOf("```", StringComparison.Ordinal)]).ToList();
        var (declaration, use) = (blocks[0], blocks[1]);
        var reuse = use.Split('\n').Single(static line => line.Contains("99m", StringComparison.Ordinal));
        use = use.Replace(reuse, $$"""
            try { {{reuse.Split("//")[0]}} } catch (IdempotencyKeyReusedException) { Console.WriteLine("reused"); }
            Console.WriteLine($"{first == again} {StripePayments.Charges}");
            """, StringComparison.Ordinal).Replace("var payments =", "using var provider = services.BuildServiceProvider().CreateScope();\nvar payments =", StringComparison.Ordinal)
            .Replace("provider.GetRequiredService", "provider.ServiceProvider.GetRequiredService", StringComparison.Ordinal);
        return $$"""
            using Idempotent;
            using Microsoft.Extensions.DependencyInjection;

            var services = new ServiceCollection();
            {{use}}

            {{declaration}}

            public sealed record Receipt(string OrderId, decimal Amount);

            internal sealed class StripePayments : IPaymentService
            {
                public static int Charges;

                public Task<Receipt> ChargeAsync(string orderId, decimal amount, CancellationToken ct = default)
                {
                    Charges++;
                    return Task.FromResult(new Receipt(orderId, amount));
                }
            }

            [System.Text.Json.Serialization.JsonSerializable(typeof(Receipt))]
            internal sealed partial class Json : System.Text.Json.Serialization.JsonSerializerContext;
            """;
    }
}
