using Idempotent.Storing;

namespace Idempotent.Tests.Storing;

public sealed class ConditionalRecordsTests
{
    private static readonly RecordKey s_key = new("idempotency::payments.charge:order-42");
    private static readonly OwnerToken s_owner = OwnerToken.Create();

    private readonly ConditionalRecords<Found> _records;
    private readonly List<(int Version, RecordState Becomes)> _writes = [];
    private Found _stored = new(1, 10, new() { State = RecordState.InProgress, Owner = s_owner, Operation = "payments.charge", Attempt = 1, LeaseUntil = 20, ExpiresAt = 30, Retention = TimeSpan.FromHours(1) });
    private Action? _beforeWrite;

    public ConditionalRecordsTests() => _records = new(
        (_, _) => new(_stored),
        (_, found, record, _) =>
        {
            Interlocked.Exchange(ref _beforeWrite, null)?.Invoke();
            _writes.Add((found.Version, record.State));
            var isUnchanged = found.Version == _stored.Version;
            _stored = isUnchanged ? new(found.Version + 1, found.Now, record) : _stored;
            return new(isUnchanged);
        });

    [Fact]
    public async Task Change_WritesWhatTheRuleDecided_OnTheConditionThatItIsWhatWasRead()
    {
        Assert.Equal(WriteStatus.Applied, await _records.HoldAsync(new(s_key, s_owner, HoldReason.Failed), TestContext.Current.CancellationToken));

        Assert.Equal([(1, RecordState.Held)], _writes);
        Assert.Equal(RecordState.Held, (await _records.GetAsync(s_key, TestContext.Current.CancellationToken))!.State);
    }

    [Fact]
    public async Task Change_WhenSomebodyElseWroteMeanwhile_IsDecidedAnew()
    {
        _beforeWrite = () => _stored = _stored with { Version = 5, Record = _stored.Record with { Owner = OwnerToken.Create() } };

        Assert.Equal(WriteStatus.NotOwner, await _records.SaveProgressAsync(s_key, s_owner, new byte[] { 1 }, TestContext.Current.CancellationToken));

        Assert.Equal([(1, RecordState.InProgress)], _writes);
        Assert.True(_stored.Record.Checkpoint.IsEmpty);
    }

    [Fact]
    public async Task Change_ThatChangesNothing_WritesNothing()
    {
        Assert.Equal(ResolveStatus.Refused, await _records.ResolveAsync(new(s_key, 1, Resolution.RunAgain), TestContext.Current.CancellationToken));

        Assert.Empty(_writes);
    }

    [Fact]
    public void Validate_RefusesAsTheRuleDoes_AndKnowsNobodysToken()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RecordRules.Validate(new RenewRequest(s_key, s_owner, TimeSpan.Zero), RecordRules.Renew, s_owner));
        Assert.True(RecordRules.Validate(new RenewRequest(s_key, s_owner, TimeSpan.FromTicks(1)), RecordRules.Renew, s_owner));
        Assert.False(RecordRules.Validate(new RenewRequest(s_key, OwnerToken.None, TimeSpan.FromTicks(1)), RecordRules.Renew, OwnerToken.None));
    }

    private sealed record Found(int Version, long Now, RecordData Record) : IFoundRecord;
}
