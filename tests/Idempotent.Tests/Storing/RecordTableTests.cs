using Idempotent.Storing;

namespace Idempotent.Tests.Storing;

/// <summary>The queues of the in-memory store stay in proportion to its records, whatever comes and goes.</summary>
public sealed class RecordTableTests
{
    private static readonly ClaimTerms s_terms = new() { Operation = "charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(24) };

    private readonly RecordTable _table = new(capacity: 10);
    private long _now = 1;

    [Fact]
    public void Queue_WhenRecordsAreRemovedBeforeTheirTime_DoesNotGrow()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _table.Remove(Claimed($"order-{i}"));
        }

        Assert.InRange(_table.QueueLength, 0, 100);
    }

    [Fact]
    public void Queue_WhenARecordIsRenewed_HasItOnce()
    {
        var entry = Claimed("order-42");
        for (var i = 0; i < 1_000; i++)
        {
            _now += 1_000_000;
            RecordRules.Renew(ref entry.Data, new(entry.Key, entry.Data.Owner, s_terms.Lease), _now, out _);
            _table.Put(entry, _now);
        }

        Assert.Equal(1, _table.QueueLength);
    }

    [Fact]
    public void NextDue_OfARecordThatWasRenewed_IsNotBeforeItsTime()
    {
        var entry = Claimed("order-42");
        _now = entry.Data.LeaseUntil - 1;
        RecordRules.Renew(ref entry.Data, new(entry.Key, entry.Data.Owner, s_terms.Lease), _now, out _);
        _table.Put(entry, _now);

        Assert.Null(_table.NextDue(entry.Data.ExpiresAt - 1));
        Assert.Same(entry, _table.NextDue(entry.Data.ExpiresAt));
    }

    [Fact]
    public void NextDue_OfAnOutcomeThatExpiresBeforeItsAttemptWould_IsInTime()
    {
        var entry = Claimed("order-42");
        RecordRules.Complete(ref entry.Data, new(entry.Key, entry.Data.Owner, new(OutcomeKind.Value, "json", default), TimeSpan.FromSeconds(1)), _now, out _);
        _table.Put(entry, _now);

        Assert.Same(entry, _table.NextDue(_now + 1_000_000));
    }

    [Fact]
    public void FencingFloor_IsTheHighestTokenOfAnyRemovedRecord()
    {
        _now = 1_000;
        var later = Claimed("later");
        _now = 10;
        var earlier = Claimed("earlier");
        _table.Remove(later);
        _table.Remove(earlier);

        Assert.Equal(1_000, _table.FencingFloor);
    }

    private RecordEntry Claimed(string key)
    {
        var entry = new RecordEntry(new($"test::charge:{key}"));
        RecordRules.Claim(ref entry.Data, new(entry.Key, OwnerToken.Create(), default, s_terms), _now, 0, out _);
        _table.Put(entry, _now);
        return entry;
    }
}
