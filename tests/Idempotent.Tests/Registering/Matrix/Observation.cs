using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering.Matrix;

/// <summary>What a user sees of a container: what is made, which objects are the same, what is disposed and when.</summary>
internal static class Observation
{
    public static async Task<(IReadOnlyList<string> Events, IReadOnlyList<object> Resolved)> OfAsync(
        Combination combination, Action<IServiceCollection> finish)
    {
        var journal = new Journal();
        var services = new ServiceCollection();
        services.AddSingleton(journal);
        services.AddIdempotency().UseInMemory();
        combination.Register(services, journal);
        finish(services);

        var resolved = new List<object>();
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Resolve("root", provider);
        for (var i = 1; i <= 2; i++)
        {
            var scope = provider.CreateAsyncScope();
            Resolve($"scope {i}", scope.ServiceProvider);
            await DisposeAsync($"scope {i}", scope, scope);
        }

        Resolve("root again", provider);
        await DisposeAsync("container", provider, provider);
        return (journal.Events, resolved);

        void Resolve(string where, IServiceProvider from)
        {
            Try($"{where}, one", () => [combination.IsKeyed
                ? from.GetRequiredKeyedService(combination.Service, Combination.Key)
                : from.GetRequiredService(combination.Service)]);
            Try($"{where}, all", () => combination.IsKeyed
                ? from.GetKeyedServices(combination.Service, Combination.Key)
                : from.GetServices(combination.Service));
            Try($"{where}, all of any key", () => from.GetKeyedServices(combination.Service, KeyedService.AnyKey));
            Try($"{where}, the other way", () => combination.IsKeyed
                ? from.GetServices(combination.Service)
                : from.GetKeyedServices(combination.Service, Combination.Key));
        }

        void Try(string what, Func<IEnumerable<object?>> resolve)
        {
            try
            {
                var things = resolve().Select(static thing => thing!).ToArray();
                resolved.AddRange(things);
                journal.Add($"{what}: {string.Join(", ", things.Select(t => $"{((IThing)t).Name} as object {journal.NumberOf(t)}"))}");
            }
            catch (InvalidOperationException)
            {
                journal.Add($"{what}: invalid");
            }
        }

        async Task DisposeAsync(string what, IDisposable disposable, IAsyncDisposable asyncDisposable)
        {
            try
            {
                if (combination.DisposeContainerAsynchronously)
                {
                    await asyncDisposable.DisposeAsync();
                }
                else
                {
                    disposable.Dispose();
                }

                journal.Add($"{what} disposed");
            }
            catch (InvalidOperationException)
            {
                journal.Add($"{what} can't be disposed synchronously");
            }
        }
    }
}
