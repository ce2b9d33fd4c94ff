using System.Text.Json;
using System.Text.Json.Serialization;
using Idempotent.Storing;
using Idempotent.Tests.Running;

namespace Idempotent.Tests.Replaying;

/// <summary>Outcomes to bytes and back.</summary>
public partial class ReplayingTests : RigTests
{
    [Fact]
    public async Task Null_IsReplayedAsNull()
    {
        using var rig = NewRig();
        var operation = new IdempotentOperation<string?>("null");
        Assert.Null(await rig.RunAsync(operation, "1", _ => Task.FromResult<string?>(null)));

        Assert.Null(await rig.RunAsync(operation, "1", _ => Task.FromResult<string?>("second")));
    }

    [Fact]
    public async Task ValueType_IsReplayedAsItself()
    {
        using var rig = NewRig();
        var operation = new IdempotentOperation<(int? Amount, DateOnly Day)>("pair")
        {
            ResultTypeInfo = static () => new JsonSerializerOptions(JsonSerializerOptions.Web) { IncludeFields = true }.GetTypeInfo(typeof((int?, DateOnly))) as System.Text.Json.Serialization.Metadata.JsonTypeInfo<(int?, DateOnly)>,
        };
        await rig.RunAsync(operation, "1", _ => Task.FromResult<(int?, DateOnly)>((null, new(2026, 1, 2))));

        Assert.Equal((null, new DateOnly(2026, 1, 2)), await rig.RunAsync(operation, "1", _ => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task Metadata_OfTheOperation_ComesBeforeThatOfTheOptions()
    {
        using var rig = NewRig(static o => o.JsonSerializerOptions = Optional.Default.Options);
        var own = new IdempotentOperation<Receipt>("own") { ResultTypeInfo = static () => Own.Default.Receipt };
        await rig.RunAsync(own, "1", _ => Task.FromResult(new Receipt("r1", 5)));
        await rig.RunAsync(new IdempotentOperation<Receipt>("options"), "1", _ => Task.FromResult(new Receipt("r1", 5)));

        Assert.Equal("""{"Id":"r1","Amount":5}""", await JsonAsync(rig, "own"));
        Assert.Equal("""{"id":"r1","amount":5}""", await JsonAsync(rig, "options"));
    }

    [Fact]
    public async Task Metadata_ThatNobodyHas_IsByReflectionWithWebDefaults()
    {
        using var rig = NewRig(static o => o.JsonSerializerOptions = Optional.Default.Options);
        await rig.RunAsync(new IdempotentOperation<Point>("reflected"), "1", _ => Task.FromResult(new Point(1)));

        Assert.Equal("""{"xAxis":1}""", await JsonAsync(rig, "reflected"));
    }

    [Fact]
    public async Task Result_OverTheLimit_IsATombstone()
    {
        using var rig = NewRig(static o => o.MaxOutcomeSize = 10);
        var operation = new IdempotentOperation<string>("large");
        Assert.Equal(20, (await rig.RunAsync(operation, "1", _ => Task.FromResult(new string('x', 20)))).Length);

        await Assert.ThrowsAsync<IdempotencyOutcomeNotStoredException>(() => rig.RunAsync(operation, "1", _ => Task.FromResult("again")));
    }

    [Fact]
    public async Task Result_OverTheStoresLimit_IsATombstone()
    {
        using var rig = NewRig(wrap: static store => new PlainStore(store) { Guarantee = store.Guarantee with { LargestOutcome = 10 } });
        var operation = new IdempotentOperation<string>("large");
        Assert.Equal(20, (await rig.RunAsync(operation, "1", _ => Task.FromResult(new string('x', 20)))).Length);
        await rig.RunAsync(operation, "2", _ => Task.FromResult("12345678"));

        await Assert.ThrowsAsync<IdempotencyOutcomeNotStoredException>(() => rig.RunAsync(operation, "1", _ => Task.FromResult("again")));
        Assert.Equal("12345678", await rig.RunAsync(operation, "2", _ => Task.FromResult("again")));
    }

    [Fact]
    public async Task Result_AtTheLimit_IsStored()
    {
        using var rig = NewRig(static o => o.MaxOutcomeSize = 10);
        var operation = new IdempotentOperation<string>("large");
        await rig.RunAsync(operation, "1", _ => Task.FromResult("12345678"));

        Assert.Equal("12345678", await rig.RunAsync(operation, "1", _ => Task.FromResult("again")));
    }

    [Fact]
    public async Task Result_WithACycle_IsATombstone()
    {
        using var rig = NewRig();
        var operation = new IdempotentOperation<Node>("cycle");
        var node = new Node();
        node.Next = node;
        Assert.Same(node, await rig.RunAsync(operation, "1", _ => Task.FromResult(node)));

        await Assert.ThrowsAsync<IdempotencyOutcomeNotStoredException>(() => rig.RunAsync(operation, "1", _ => Task.FromResult(new Node())));
    }

    [Fact]
    public async Task Result_AboveTheSize_IsCompressed()
    {
        using var rig = NewRig(static o => (o.CompressAbove, o.MaxOutcomeSize) = (100, 200));
        var operation = new IdempotentOperation<string>("zip");
        var text = new string('x', 10_000);
        await rig.RunAsync(operation, "1", _ => Task.FromResult(text));

        Assert.Equal("json+br", (await rig.RecordAsync("zip", "1"))!.Outcome!.Format);
        Assert.Equal(text, await rig.RunAsync(operation, "1", _ => Task.FromResult("again")));
    }

    [Theory]
    [InlineData("json", "{")]
    [InlineData("json", "[]")]
    [InlineData("json+br", "not brotli")]
    [InlineData("protobuf", "1")]
    public async Task Outcome_ThatCantBeRead_IsNeverASecondRun(string format, string payload)
    {
        using var rig = NewRig();
        var operation = new IdempotentOperation<Receipt>("broken");
        await StoreAsync(rig, "broken", new(OutcomeKind.Value, format, System.Text.Encoding.UTF8.GetBytes(payload)));

        await Assert.ThrowsAsync<IdempotencyOutcomeUnreadableException>(() => rig.RunAsync(operation, "1", _ => throw new InvalidOperationException()));
    }

    [Theory]
    [InlineData(OutcomeKind.Failure)]
    [InlineData(OutcomeKind.NotStored)]
    public async Task FailureOrTombstone_WithAForeignPayload_IsStillToldAsWhatItIs(OutcomeKind kind)
    {
        using var rig = NewRig();
        await StoreAsync(rig, "broken", new(kind, "json", "{"u8.ToArray()));

        var told = await Assert.ThrowsAnyAsync<IdempotencyException>(() => rig.RunAsync(new IdempotentOperation<Receipt>("broken"), "1", _ => throw new InvalidOperationException()));

        Assert.IsType(kind == OutcomeKind.Failure ? typeof(IdempotencyOutcomeUnreadableException) : typeof(IdempotencyOutcomeNotStoredException), told);
    }

    [Fact]
    public async Task StoredFailure_WhoseOwnConstructorThrows_IsAStoredFailure()
    {
        using var rig = NewRig(static o => o.WhenFailed = WhenFailed.Store);
        var operation = new IdempotentOperation<string>("fails") { BuildException = static (_, _) => throw new ArgumentException("no") };
        await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(operation, "1", _ => throw new TimeoutException()));

        await Assert.ThrowsAsync<IdempotencyStoredFailureException>(() => rig.RunAsync(operation, "1", _ => throw new InvalidOperationException()));
    }

    [Fact]
    public async Task Resolution_WithAValueOrAFailure_IsReplayed()
    {
        using var rig = NewRig(static o => o.WhenFailed = WhenFailed.Hold);
        var operation = new IdempotentOperation<Receipt>("resolved");
        foreach (var key in new[] { "1", "2" })
        {
            await Assert.ThrowsAsync<TimeoutException>(() => rig.RunAsync(operation, key, _ => throw new TimeoutException()));
        }

        await rig.Memory.ResolveAsync(new(Rig.KeyOf("resolved", "1"), 1, Resolution.CompleteWith(new Receipt("r1", 5), Own.Default.Receipt)), default);
        await rig.Memory.ResolveAsync(new(Rig.KeyOf("resolved", "2"), 1, Resolution.FailWith(new TimeoutException("gone"))), default);

        operation = new("resolved") { ResultTypeInfo = static () => Own.Default.Receipt };
        Assert.Equal(new Receipt("r1", 5), await rig.RunAsync(operation, "1", _ => throw new InvalidOperationException()));
        Assert.Equal("gone", (await Assert.ThrowsAsync<IdempotencyStoredFailureException>(() => rig.RunAsync(operation, "2", _ => throw new InvalidOperationException()))).OriginalMessage);
    }

    private static async Task StoreAsync(Rig rig, string operation, StoredOutcome outcome)
    {
        var claim = new ClaimRequest(Rig.KeyOf(operation, "1"), OwnerToken.Create(), Fingerprint.Empty, new() { Operation = operation, Lease = Rig.Lease, Retention = TimeSpan.FromHours(1) });
        await rig.Memory.ClaimAsync(claim, default);
        await rig.Memory.CompleteAsync(new(claim.Key, claim.Owner, outcome, TimeSpan.FromHours(1)), default);
    }

    private static async Task<string> JsonAsync(Rig rig, string operation) =>
        System.Text.Encoding.UTF8.GetString((await rig.RecordAsync(operation, "1"))!.Outcome!.Payload.Span);

    internal sealed record Receipt(string Id, int Amount);

    internal sealed record Point(int XAxis);

    internal sealed class Node
    {
        public Node? Next { get; set; }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Receipt))]
    internal sealed partial class Optional : JsonSerializerContext;

    [JsonSerializable(typeof(Receipt))]
    internal sealed partial class Own : JsonSerializerContext;
}

/// <inheritdoc/>
public sealed class ReplayingFromTheStoreTests : ReplayingTests
{
    protected override bool Remembers => false;
}
