using Idempotent.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Idempotent.Tests.Registering;

public class ScopeChoiceTests
{
    private static readonly IdempotentOperation<string> s_operation = new("tell");

    private readonly ServiceCollection _services = new();

    [Fact]
    public async Task Provider_IsMadeByTheContainer_Once()
    {
        _services.AddSingleton(new Tenant("acme"));
        _services.AddIdempotency().UseInMemory().RequireScopeChoice("Several tenants.").UseScope<TenantScope>();
        using var provider = _services.Build();

        Assert.Equal("idempotency:acme:tell:order-42", await KeyAsync(provider));
        Assert.Same(provider.GetRequiredService<TenantScope>(), provider.GetRequiredService<TenantScope>());
    }

    [Fact]
    public async Task Provider_ThatIsRegistered_IsTaken()
    {
        _services.AddSingleton(new TenantScope(new("own")));
        _services.AddIdempotency().UseInMemory().UseScope<TenantScope>();
        using var provider = _services.Build();

        Assert.Equal("idempotency:own:tell:order-42", await KeyAsync(provider));
    }

    [Fact]
    public async Task Function_IsAskedAtEachCall()
    {
        var tenant = "a";
        _services.AddIdempotency().UseInMemory().RequireScopeChoice("Several tenants.").UseScope(() => tenant);
        using var provider = _services.Build();

        Assert.Equal("idempotency:a:tell:order-42", await KeyAsync(provider));
        tenant = "b";
        Assert.Equal("idempotency:b:tell:order-42", await KeyAsync(provider));
    }

    [Fact]
    public async Task Function_WorksWithoutAContainer()
    {
        await using var runtime = IdempotencyRuntime.Create(static b => b.UseInMemory().UseScope(static () => "acme"));

        Assert.Equal("idempotency:acme:tell:order-42", await KeyAsync(runtime));
    }

    [Fact]
    public async Task NoScope_IsAChoice()
    {
        _services.AddIdempotency().UseInMemory().RequireScopeChoice("Several tenants.").UseNoScope();
        using var provider = _services.Build();

        Assert.Equal("idempotency::tell:order-42", await KeyAsync(provider));
    }

    [Fact]
    public async Task Choice_MadeAgain_TheLastCounts()
    {
        _services.AddIdempotency().UseInMemory().UseScope(static () => "a").UseNoScope();
        using var provider = _services.Build();

        Assert.Equal("idempotency::tell:order-42", await KeyAsync(provider));
    }

    private static Task<string> KeyAsync(ServiceProvider provider) => KeyAsync(provider.GetRequiredService<IdempotencyRuntime>());

    private static Task<string> KeyAsync(IdempotencyRuntime runtime)
    {
        var key = KeyWriter.Of("order-42");
        var fingerprint = new KeyWriter([]);
        return runtime.ExecuteAsync(
            s_operation, in key, in fingerprint, 0, static (_, _) => Task.FromResult(IdempotencyContext.Required.Key), TestContext.Current.CancellationToken);
    }

    private sealed record Tenant(string Name);

    private sealed class TenantScope(Tenant tenant) : IIdempotencyScopeProvider
    {
        public string? GetScope() => tenant.Name;
    }
}
