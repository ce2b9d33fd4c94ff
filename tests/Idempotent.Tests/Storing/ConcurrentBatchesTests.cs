using Idempotent.Storing;

namespace Idempotent.Tests.Storing;

public sealed class ConcurrentBatchesTests
{
    private static readonly ClaimTerms s_terms = new() { Operation = "payments.charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

    [Fact]
    public async Task Items_AreUnderWayTogether_ButNoMoreThanAreAllowed()
    {
        var (underWay, most) = (0, 0);
        var full = new TaskCompletionSource();

        var answers = await ConcurrentBatches.EachAsync(
            Enumerable.Range(0, 10).ToArray(),
            3,
            static i => new RecordKey($"key-{i}"),
            async (i, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref underWay));
                if (underWay == 3)
                {
                    full.TrySetResult();
                }

                await full.Task;
                Interlocked.Decrement(ref underWay);
                return i * 2;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, 10).Select(static i => i * 2), answers);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Items_OfOneKey_KeepTheirOrder()
    {
        var applied = new List<int>();

        await ConcurrentBatches.EachAsync(
            [1, 2, 3],
            int.MaxValue,
            static _ => new RecordKey("key"),
            async (i, _) =>
            {
                await Task.Yield();
                applied.Add(i);
                return i;
            },
            TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 3], applied);
    }

    [Fact]
    public async Task Claims_OfOneKey_AreAskedOnce()
    {
        var asked = new List<string>();
        var claims = new[] { Claim("a", 1), Claim("b", 1), Claim("a", 1), Claim("a", 2) };

        var answers = await ConcurrentBatches.ClaimAsync(
            claims,
            2,
            (claim, _) =>
            {
                asked.Add(claim.Key.Value);
                return new(new ClaimResult { Status = ClaimStatus.Claimed });
            },
            TestContext.Current.CancellationToken);

        Assert.Equal([ClaimStatus.Claimed, ClaimStatus.Claimed, ClaimStatus.SameAsItem, ClaimStatus.KeyReused], answers.Select(static a => a.Status));
        Assert.Equal(["a", "b"], asked);
    }

    [Fact]
    public void Page_KeepsTheFirstRecords_AndSaysWhetherThereAreMore()
    {
        var page = new FirstRecords(2);
        foreach (var key in new[] { "d", "b", "a", "b", "c" })
        {
            page.Add(Record(key));
        }

        Assert.Equal(["a", "b"], page.ToPage().Records.Select(static r => r.Key.Value));
        Assert.Equal("b", page.ToPage().Next?.Value);
        Assert.Null(new FirstRecords(2).ToPage().Next);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FirstRecords(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FirstRecords(1001));
    }

    private static ClaimRequest Claim(string key, byte fingerprint) => new(new(key), OwnerToken.Create(), Fingerprint.FromBytes([fingerprint]), s_terms);

    private static IdempotencyRecord Record(string key)
    {
        RecordData record = default;
        RecordRules.Claim(ref record, Claim(key, 1), now: 1, fencingFloor: 0, out _);
        return record.ToRecord(new(key), 1, withContents: false)!;
    }
}
