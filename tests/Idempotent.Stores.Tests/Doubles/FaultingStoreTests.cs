using Idempotent.Storing;
using Idempotent.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests;

public sealed class FaultingStoreTests
{
    private static readonly RecordKey s_key = new("test::charge:order-42");

    private readonly InMemoryIdempotencyStore _memory = new(new FakeTimeProvider());
    private readonly FaultingStore _store;

    public FaultingStoreTests() => _store = new(_memory);

    [Fact]
    public async Task Unavailable_ThrowsAndAppliesNothing()
    {
        _store.Next(StoreStep.Claim, StoreFault.Unavailable());

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await _store.ClaimAsync(Request(), default));

        Assert.Null(await _memory.GetAsync(s_key, default));
        Assert.Equal(ClaimStatus.Claimed, (await _store.ClaimAsync(Request(), default)).Status);
    }

    [Fact]
    public async Task ReplyLost_ThrowsAndIsApplied()
    {
        var request = Request();
        _store.Next(StoreStep.Claim, StoreFault.ReplyLost());

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await _store.ClaimAsync(request, default));

        Assert.Equal(request.Owner, (await _memory.GetAsync(s_key, default))!.Owner);
        Assert.Equal(1, (await _store.ClaimAsync(request, default)).Attempt);
    }

    [Fact]
    public async Task DelayedRequest_IsAppliedWhenLetGo()
    {
        var gate = new TaskCompletionSource();
        var fault = _store.Next(StoreStep.Claim, StoreFault.DelayedRequest(gate.Task));

        var claim = _store.ClaimAsync(Request(), default).AsTask();
        await fault.Reached;
        Assert.Null(await _memory.GetAsync(s_key, default));
        gate.SetResult();

        Assert.Equal(ClaimStatus.Claimed, (await claim).Status);
    }

    [Fact]
    public async Task DelayedReply_IsAppliedBefore()
    {
        var gate = new TaskCompletionSource();
        var fault = _store.Next(StoreStep.Claim, StoreFault.DelayedReply(gate.Task));

        var claim = _store.ClaimAsync(Request(), default).AsTask();
        await fault.Reached;
        Assert.NotNull(await _memory.GetAsync(s_key, default));
        Assert.False(claim.IsCompleted);
        gate.SetResult();

        Assert.Equal(ClaimStatus.Claimed, (await claim).Status);
    }

    [Fact]
    public async Task Always_LastsUntilItIsHealed()
    {
        _store.Always(StoreStep.Claim, StoreFault.Unavailable());
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await _store.ClaimAsync(Request(), default));
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await _store.ClaimBatchAsync([Request()], default));
        await _store.CountAsync(RecordFilter.All, default);

        _store.Heal();

        Assert.Equal(ClaimStatus.Claimed, (await _store.ClaimAsync(Request(), default)).Status);
    }

    [Fact]
    public async Task Recording_KeepsStepsAnswersAndFailures()
    {
        _store.Next(StoreStep.Complete, StoreFault.Unavailable());
        var recording = new RecordingStore(_store);
        var request = Request();
        await recording.ClaimAsync(request, default);
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () =>
            await recording.CompleteAsync(new(s_key, request.Owner, new(OutcomeKind.Value, "json", default), TimeSpan.FromHours(1)), default));

        Assert.Equal([StoreStep.Claim, StoreStep.Complete], recording.Steps);
        Assert.Equal([s_key], recording.Calls[0].Call.Keys);
        Assert.Equal(ClaimStatus.Claimed, Assert.IsType<ClaimResult>(recording.Calls[0].Answer).Status);
        Assert.IsType<IdempotencyStoreUnavailableException>(recording.Calls[1].Failure);
        recording.Clear();
        Assert.Empty(recording.Calls);
    }

    [Fact]
    public async Task Capability_ThatTheInnerStoreLacks_IsNotSupported() =>
        await Assert.ThrowsAsync<NotSupportedException>(async () => await _store.BeginAsync(TimeSpan.FromSeconds(1), default));

    private static ClaimRequest Request() => new(
        s_key, OwnerToken.Create(), default, new() { Operation = "charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(1) });
}
