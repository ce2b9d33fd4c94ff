using Idempotent.Storing;

namespace Idempotent.Tests.Storing;

/// <summary>What a record is after each step, field by field: what a store does not show at once, and would show later.</summary>
public sealed class RecordRulesTests
{
    private const long Second = 1_000_000;
    private const long Lease = 30 * Second;
    private const long Retention = 3_600 * Second;

    private static readonly RecordKey s_key = new("test::charge:order-42");
    private static readonly OwnerToken s_owner = OwnerToken.Create();
    private static readonly StoredOutcome s_outcome = new(OutcomeKind.Value, "json", default);
    private static readonly ClaimTerms s_terms = new() { Operation = "charge", Lease = TimeSpan.FromSeconds(30), Retention = TimeSpan.FromHours(1) };
    private static readonly ClaimTerms s_careful = s_terms with { HoldWhenAbandoned = true };

    private RecordData _record;
    private long _now = 1_000 * Second;

    [Fact]
    public void Claim_OfNothing_Begins()
    {
        Assert.True(Claim(s_terms, out var answer));

        Assert.Equal((RecordState.InProgress, 1, _now, _now), (_record.State, _record.Attempt, _record.FencingToken, _record.StartedAt));
        Assert.Equal((_now + Lease, _now + Lease + Retention, _now + Lease + Retention), (_record.LeaseUntil, _record.ExpiresAt, _record.DueAt));
        Assert.Equal((1, _now, s_terms.Lease), (answer.Attempt, answer.FencingToken, answer.Remaining));
    }

    [Fact]
    public void Claim_ThatHoldsWhenAbandoned_NeverExpires_AndIsDueAtTheEndOfItsLease()
    {
        Claim(s_careful, out _);

        Assert.Equal((StoreTime.Never, _now + Lease), (_record.ExpiresAt, _record.DueAt));
    }

    [Fact]
    public void Claim_OfAnExpiredRecord_ForgetsAllButTheToken()
    {
        Claim(s_terms, out _);
        RecordRules.SaveProgress(ref _record, s_owner, new byte[] { 1 }, _now, out _);
        _record = _record with { FencingToken = 1_000_000 * Second };
        _now = _record.ExpiresAt;

        Claim(s_terms, out _);

        Assert.Equal((1, _now, 1_000_000 * Second + 1, 0), (_record.Attempt, _record.StartedAt, _record.FencingToken, _record.Checkpoint.Length));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2_000 * Second, (2_000 * Second) + 1)]
    public void FencingToken_IsAboveTheFloor(long floor, long atLeast)
    {
        RecordRules.Claim(ref _record, new(s_key, s_owner, default, s_terms), _now, floor, out _);

        Assert.Equal(Math.Max(atLeast, _now), _record.FencingToken);
    }

    [Fact]
    public void Attempt_AfterARelease_KeepsFirstStartAndProgress_ButNotThatOfAnotherCall()
    {
        var first = _now;
        Claim(s_terms, out _);
        RecordRules.SaveProgress(ref _record, s_owner, new byte[] { 1 }, _now, out _);
        RecordRules.Release(ref _record, new(s_key, s_owner, s_terms.Retention), _now, out _);
        _now += Second;
        var other = _record;

        Claim(s_terms, out var answer);
        RecordRules.Claim(ref other, new(s_key, OwnerToken.Create(), Fingerprint.FromBytes([7]), s_terms), _now, 0, out _);

        Assert.Equal((2, first, 1), (_record.Attempt, _record.StartedAt, answer.Checkpoint.Length));
        Assert.Equal((2, first, 0), (other.Attempt, other.StartedAt, other.Checkpoint.Length));
    }

    [Fact]
    public void Reconciling_KeepsTheStricterPolicyOfWhoDied()
    {
        Reconcile(s_terms);

        Assert.Equal((2, true, true, StoreTime.Never), (_record.Attempt, _record.Reconciling, _record.HoldWhenAbandoned, _record.ExpiresAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Completion_LeavesNothingOfTheAttempt(bool isHeld)
    {
        Reconcile(s_careful);
        RecordRules.SaveProgress(ref _record, s_owner, new byte[] { 1 }, _now, out _);
        if (isHeld)
        {
            RecordRules.Hold(ref _record, new(s_key, s_owner, HoldReason.NotReconciled), _now, out _);
        }

        Assert.True(RecordRules.Complete(ref _record, new(s_key, s_owner, s_outcome, s_terms.Retention), _now, out _));

        Assert.Equal((RecordState.Completed, _now + Retention, 0L, false, HoldReason.None, 0), Visible());
        Assert.Same(s_outcome, _record.Outcome);
    }

    [Fact]
    public void Completion_Again_ChangesNothing()
    {
        Claim(s_terms, out _);
        RecordRules.Complete(ref _record, new(s_key, s_owner, s_outcome, s_terms.Retention), _now, out _);
        var first = _record;

        Assert.False(RecordRules.Complete(ref _record, new(s_key, s_owner, new(OutcomeKind.Value, "json", default), 2 * s_terms.Retention), _now + 1, out var answer));

        Assert.Equal((WriteStatus.Applied, first.ExpiresAt), (answer, _record.ExpiresAt));
        Assert.Same(s_outcome, _record.Outcome);
    }

    [Fact]
    public void Release_LeavesNothingOfTheAttempt_ButItsProgress()
    {
        Reconcile(s_careful);
        RecordRules.SaveProgress(ref _record, s_owner, new byte[] { 1 }, _now, out _);

        Assert.True(RecordRules.Release(ref _record, new(s_key, s_owner, s_terms.Retention), _now, out _));

        Assert.Equal((RecordState.Released, _now + Retention, 0L, false, HoldReason.None, 1), Visible());
    }

    [Fact]
    public void Hold_NeverExpires_AndSaysWhy()
    {
        Reconcile(s_careful);

        Assert.True(RecordRules.Hold(ref _record, new(s_key, s_owner, HoldReason.NotReconciled), _now, out _));

        Assert.Equal((RecordState.Held, StoreTime.Never, 0L, false, HoldReason.NotReconciled, 0), Visible());
    }

    [Fact]
    public void Renewal_MovesLeaseAndExpiry_FromNow()
    {
        Claim(s_terms, out _);
        _now += Lease - 1;

        Assert.True(RecordRules.Renew(ref _record, new(s_key, s_owner, s_terms.Lease), _now, out _));

        Assert.Equal((_now + Lease, _now + Lease + Retention), (_record.LeaseUntil, _record.ExpiresAt));
    }

    [Fact]
    public void Writes_OfAnotherOwner_ChangeNothing()
    {
        Claim(s_terms, out _);
        var before = _record;
        foreach (var other in new[] { OwnerToken.Create(), OwnerToken.None })
        {
            Assert.False(RecordRules.Complete(ref _record, new(s_key, other, s_outcome, s_terms.Retention), _now, out var completed));
            Assert.False(RecordRules.Release(ref _record, new(s_key, other, s_terms.Retention), _now, out var released));
            Assert.False(RecordRules.Renew(ref _record, new(s_key, other, s_terms.Lease), _now, out var renewed));
            Assert.False(RecordRules.Hold(ref _record, new(s_key, other, HoldReason.NotReconciled), _now, out var held));
            Assert.False(RecordRules.SaveProgress(ref _record, other, default, _now, out var saved));
            Assert.All([completed, released, renewed, held, saved], static answer => Assert.Equal(WriteStatus.NotOwner, answer));
        }

        Assert.Equal(before, _record);
    }

    [Theory]
    [InlineData(false, RecordState.Released)]
    [InlineData(true, RecordState.Completed)]
    public void Decision_TakesTheRecordFromItsOwner_AndLeavesNothingOfTheHold(bool completes, RecordState expected)
    {
        Reconcile(s_careful);
        RecordRules.Hold(ref _record, new(s_key, s_owner, HoldReason.NotReconciled), _now, out _);
        var decision = completes ? Resolution.CompleteWith(s_outcome) : Resolution.RunAgain;

        Assert.True(RecordRules.Resolve(ref _record, new(s_key, 2, decision), _now, out var answer));

        Assert.Equal(ResolveStatus.Applied, answer);
        Assert.Equal((expected, _now + Retention, 0L, false, HoldReason.None, 0), Visible());
        Assert.Equal(OwnerToken.None, _record.Owner);
    }

    [Fact]
    public void NobodysToken_IsNoOwner_AfterADecision()
    {
        Claim(s_careful, out _);
        RecordRules.Hold(ref _record, new(s_key, s_owner, HoldReason.NotReconciled), _now, out _);
        RecordRules.Resolve(ref _record, new(s_key, 1, Resolution.CompleteWith(s_outcome)), _now, out _);

        Assert.False(RecordRules.Complete(ref _record, new(s_key, OwnerToken.None, s_outcome, s_terms.Retention), _now, out var answer));

        Assert.Equal(WriteStatus.NotOwner, answer);
    }

    [Fact]
    public void Purge_BeforeItIsDue_ChangesNothing()
    {
        Assert.False(RecordRules.Purge(ref _record, _now));
        Claim(s_terms, out _);

        Assert.False(RecordRules.Purge(ref _record, _record.DueAt - 1));
        Assert.True(_record.Exists);
        Assert.True(RecordRules.Purge(ref _record, _record.DueAt));
        Assert.False(_record.Exists);
    }

    [Fact]
    public void Purge_OfAnAbandonedRecordThatIsToBeHeld_HoldsIt()
    {
        Claim(s_careful, out _);

        Assert.True(RecordRules.Purge(ref _record, _record.DueAt));

        Assert.Equal((RecordState.Held, StoreTime.Never, 0L, false, HoldReason.Abandoned, 0), Visible());
    }

    [Fact]
    public void Request_WithoutALeaseARetentionAnOwnerOrAReason_IsRefused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Claim(s_terms with { Lease = TimeSpan.Zero }, out _));
        Assert.ThrowsAny<ArgumentException>(() => Claim(s_terms with { Retention = TimeSpan.Zero }, out _));
        Assert.ThrowsAny<ArgumentException>(() => RecordRules.Claim(ref _record, new(s_key, OwnerToken.None, default, s_terms), _now, 0, out _));
        Claim(s_terms, out _);
        Assert.ThrowsAny<ArgumentException>(() => RecordRules.Complete(ref _record, new(s_key, s_owner, s_outcome, TimeSpan.Zero), _now, out _));
        Assert.ThrowsAny<ArgumentException>(() => RecordRules.Release(ref _record, new(s_key, s_owner, TimeSpan.Zero), _now, out _));
        Assert.ThrowsAny<ArgumentException>(() => RecordRules.Renew(ref _record, new(s_key, s_owner, TimeSpan.Zero), _now, out _));
        Assert.ThrowsAny<ArgumentException>(() => RecordRules.Hold(ref _record, new(s_key, s_owner, HoldReason.None), _now, out _));
    }

    private bool Claim(ClaimTerms terms, out ClaimResult answer) => RecordRules.Claim(ref _record, new(s_key, s_owner, default, terms), _now, 0, out answer);

    /// <summary>A second attempt that finds out what the first one did.</summary>
    private void Reconcile(ClaimTerms terms)
    {
        RecordRules.Claim(ref _record, new(s_key, OwnerToken.Create(), default, s_careful), _now, 0, out _);
        _now += Lease;
        Claim(terms with { CanReconcile = true }, out var answer);
        Assert.Equal(ClaimStatus.Reconcile, answer.Status);
    }

    private (RecordState State, long ExpiresAt, long LeaseUntil, bool Reconciling, HoldReason Reason, int Progress) Visible() =>
        (_record.State, _record.ExpiresAt, _record.LeaseUntil, _record.Reconciling, _record.HoldReason, _record.Checkpoint.Length);
}
