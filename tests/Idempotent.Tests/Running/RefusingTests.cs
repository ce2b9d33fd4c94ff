namespace Idempotent.Tests.Running;

/// <summary>What is not configured is refused before anything runs, and scopes are kept apart.</summary>
public sealed class RefusingTests
{
    private static readonly byte[] s_secret = new byte[32];

    [Fact]
    public async Task Call_WithAnUnknownStore_IsRefused() =>
        await RefusedAsync(new("pay") { Store = "audit" }, static _ => { });

    [Fact]
    public async Task Call_WithASensitivePartAndNoSecret_IsRefused() =>
        await RefusedAsync(new("pay") { HasSensitiveParts = true }, static _ => { });

    [Fact]
    public async Task Call_WithAPreviousSecretOverAStoreThatClaimsNoPairs_IsRefused() => await RefusedAsync(
        new("pay") { HasSensitiveParts = true },
        static o =>
        {
            o.SensitiveKeySecret = s_secret;
            o.PreviousSecrets.Add(new byte[33]);
        },
        plainly: true);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Call_ThatHasNoFormerKey_NeedsNoStoreThatClaimsPairs(bool hasSensitiveParts, bool hasPreviousSecret)
    {
        using var rig = new Rig(
            o =>
            {
                o.SensitiveKeySecret = s_secret;
                if (hasPreviousSecret)
                {
                    o.PreviousSecrets.Add(new byte[33]);
                }
            },
            plainly: true);

        Assert.Equal(1, await rig.RunAsync(new IdempotentOperation<int>("pay") { HasSensitiveParts = hasSensitiveParts }, "1", _ => Task.FromResult(1)));
    }

    [Fact]
    public async Task Call_WhoseScopeProviderHasNone_IsRefused()
    {
        using var rig = new Rig();

        await Assert.ThrowsAsync<IdempotencyKeyException>(() => rig.RunAsync(new IdempotentOperation<int>("pay"), "1", NeverAsync, runtime: rig.NewRuntime(new NoScope())));
    }

    [Fact]
    public async Task Call_InAScope_HasAKeyOfItsOwn()
    {
        using var rig = new Rig();
        var operation = new IdempotentOperation<int>("pay");
        await rig.RunAsync(operation, "1", _ => Task.FromResult(1));
        using var scope = IdempotencyScope.Use("tenant");

        Assert.Equal(2, await rig.RunAsync(operation, "1", _ => Task.FromResult(2)));
    }

    private static async Task RefusedAsync(IdempotentOperation<int> operation, Action<IdempotencyOptions> configure, bool plainly = false)
    {
        using var rig = new Rig(configure, plainly);

        await Assert.ThrowsAsync<IdempotencyNotConfiguredException>(() => rig.RunAsync(operation, "1", NeverAsync));

        Assert.Empty(rig.Calls.Calls);
    }

    private static Task<int> NeverAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The body ran.");

    private sealed class NoScope : IIdempotencyScopeProvider
    {
        public string? GetScope() => null;
    }
}
