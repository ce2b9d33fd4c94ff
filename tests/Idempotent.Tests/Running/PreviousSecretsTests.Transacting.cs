namespace Idempotent.Tests.Running;

/// <content>Both keys in one transaction.</content>
public sealed partial class PreviousSecretsTests
{
    [Fact]
    public async Task Transaction_CommitsBothRecords()
    {
        MemoryTransactions transactions = null!;
        using var rig = new Rig(wrap: memory => transactions = new(memory));
        var operation = new IdempotentOperation<string>("pay") { HasSensitiveParts = true, Transactional = true, IsStoredException = static e => e is ArithmeticException };
        var (older, newer) = (rig.NewRuntime(options: Options(1)), rig.NewRuntime(options: Options(2, 1)));

        Assert.Equal("receipt", await CallAsync(newer, operation, "order-1", "10", true, static _ => Task.FromResult("receipt")));
        await Assert.ThrowsAsync<DivideByZeroException>(() => CallAsync(newer, operation, "order-2", "10", true, static _ => throw new DivideByZeroException()));

        Assert.Equal("receipt", await CallAsync(older, operation, "order-1", "10", true, NeverAsync));
        Assert.Equal("receipt", await CallAsync(newer, operation, "order-1", "10", true, NeverAsync));
        await Assert.ThrowsAsync<IdempotencyStoredFailureException>(() => CallAsync(older, operation, "order-2", "10", true, NeverAsync));
    }

    [Fact]
    public async Task NestedInATransaction_ThatFindsOnlyTheNewKeyTaken_LeavesTheFormerFree()
    {
        MemoryTransactions transactions = null!;
        using var rig = new Rig(wrap: memory => transactions = new(memory));
        var operation = new IdempotentOperation<string>("pay") { HasSensitiveParts = true };
        var outer = new IdempotentOperation<string>("outer") { Transactional = true };
        var (newest, newer) = (rig.NewRuntime(options: Options(2)), rig.NewRuntime(options: Options(2, 1)));
        await CallAsync(newest, operation, "order-1", "10", true, static _ => Task.FromResult("receipt"));

        await CallAsync(newer, outer, "1", "10", false, token => CallAsync(newer, operation, "order-1", "10", true, NeverAsync, caller: token));

        Assert.Equal("by the old one", await CallAsync(rig.NewRuntime(options: Options(1)), operation, "order-1", "10", true, static _ => Task.FromResult("by the old one")));
    }
}
