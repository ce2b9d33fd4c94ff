using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent.Tests.Running;

/// <summary>An operation and what it was before its contract changed, over one store.</summary>
public sealed class PredecessorTests
{
    private static readonly IdempotentOperation<string> s_old = new("pay") { SchemaHash = 1, HasSensitiveParts = true };
    private static readonly IdempotentOperation<string> s_new = new("take") { SchemaHash = 2, Predecessor = new("pay", 1, hasSensitiveParts: true) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Versions_WhicheverRunsFirst_HaveOneOutcome(bool isOldFirst)
    {
        using var rig = new Rig(static o => o.SensitiveKeySecret = new byte[32]);

        Assert.Equal("receipt", isOldFirst ? await OldAsync(rig, "receipt") : await NewAsync(rig, "receipt"));
        Assert.Equal("receipt", isOldFirst ? await NewAsync(rig) : await OldAsync(rig));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => isOldFirst ? NewAsync(rig, amount: "99") : OldAsync(rig, amount: "99"));

        var records = (await rig.Memory.ListAsync(RecordFilter.All, null, 10, default)).Records;
        Assert.Equal(isOldFirst ? ["pay"] : ["pay", "take"], records.Select(static record => record.Operation).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Call_OverAStoreThatClaimsNoPairs_IsRefused()
    {
        using var rig = new Rig(static o => o.SensitiveKeySecret = new byte[32], plainly: true);

        await RefusedAsync(rig);
    }

    [Fact]
    public async Task Call_WithoutTheSecretOfThePredecessor_IsRefused()
    {
        using var rig = new Rig();

        await RefusedAsync(rig);
    }

    [Fact]
    public async Task Call_WhileSecretsChangeToo_IsRefused()
    {
        using var rig = new Rig(static o =>
        {
            o.SensitiveKeySecret = new byte[32];
            o.PreviousSecrets.Add(new byte[33]);
        });

        await RefusedAsync(rig);
    }

    [Fact]
    public async Task Call_WhoseOperationNamesNoPredecessor_IsRefused()
    {
        using var rig = new Rig();

        await RefusedAsync(rig, new("take"));
    }

    private static async Task RefusedAsync(Rig rig, IdempotentOperation<string>? operation = null)
    {
        await Assert.ThrowsAsync<IdempotencyNotConfiguredException>(() => NewAsync(rig, operation: operation));

        Assert.Empty(rig.Calls.Calls);
    }

    private static Task<string> OldAsync(Rig rig, string? receipt = null, string amount = "10") =>
        rig.Runtime.ExecuteAsync(s_old, Key("order", isSensitive: true), Key(amount, isSensitive: false), receipt, Body);

    /// <summary>The new version knows the order by its currency, too.</summary>
    private static Task<string> NewAsync(Rig rig, string? receipt = null, string amount = "10", IdempotentOperation<string>? operation = null)
    {
        var key = Key("order in euros", isSensitive: false);
        key.Follow(Key("order", isSensitive: true), Key(amount, isSensitive: false));
        return rig.Runtime.ExecuteAsync(operation ?? s_new, key, Key(amount, isSensitive: false), receipt, Body);
    }

    private static Task<string> Body(string? receipt, CancellationToken cancellationToken) => receipt is null ? throw new InvalidOperationException("The body ran.") : Task.FromResult(receipt);

    private static KeyWriter Key(string value, bool isSensitive)
    {
        var writer = new KeyWriter(new byte[64]);
        writer.BeginParts(1);
        KeyParts.Write(ref writer, "part", value, isSensitive);
        return writer;
    }
}
