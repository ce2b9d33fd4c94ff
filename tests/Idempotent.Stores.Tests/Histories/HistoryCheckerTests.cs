using Idempotent.Storing;
using Idempotent.Testing;
using static Idempotent.Stores.Tests.Histories.HistoryRule;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>Histories by hand, in seconds: what breaks each rule, and what looks like it and does not.</summary>
public sealed class HistoryCheckerTests
{
    private const string Key = "idempotency::pay:1";

    private readonly List<HistoryEvent> _events = [];

    [Fact]
    public void Run_AndReplay_AreRight()
    {
        Run("p1", "a", token: 10, from: 0);
        Call("p2", from: 5, to: 6, Answer.Value, 10);

        AssertBroken();
    }

    [Fact]
    public void Takeover_AfterTheLease_IsRight()
    {
        Die("p1", "a", token: 10, from: 0, lease: 2);
        Run("p2", "b", token: 20, from: 3);

        AssertBroken();
    }

    [Fact]
    public void Takeover_OfALiveLease_IsFound()
    {
        Die("p1", "a", token: 10, from: 0, lease: 4);
        Run("p2", "b", token: 20, from: 2);

        AssertBroken(OneLease);
    }

    [Fact]
    public void Takeover_WhileTheRequestMayHaveWaited_IsRight()
    {
        // The lease began at some time in the first two seconds; the next was given at some time in the ten after its request.
        Claim("p1", "a", 10, from: 0, to: 2, lease: 4);
        Claim("p2", "b", 20, from: 3, to: 13, lease: 4);
        Call("p2", from: 3, to: 14, Answer.Value, 20);
        Body("p2", 20, from: 13, to: 13.5);

        AssertBroken();
    }

    [Fact]
    public void Takeover_OfARenewedLease_IsFound()
    {
        Die("p1", "a", token: 10, from: 0, lease: 4);
        Write("p1", StoreStep.Renew, "a", from: 3, to: 3.1, WriteStatus.Applied, lease: 4);
        Run("p2", "b", token: 20, from: 5);

        AssertBroken(OneLease);
    }

    [Fact]
    public void Claim_AfterARelease_IsRight()
    {
        Claim("p1", "a", 10, from: 0, to: 1, lease: 30);
        Write("p1", StoreStep.Release, "a", from: 2, to: 3, WriteStatus.Applied);
        Run("p2", "b", token: 20, from: 2.5);

        AssertBroken();
    }

    [Fact]
    public void Body_ThatStartsLateInAStoppedProcess_IsRight()
    {
        Claim("p1", "a", 10, from: 0, to: 1, lease: 2);
        _events.Add(new StopEvent("p1") { From = S(1), To = S(8) });
        Run("p2", "b", token: 20, from: 4);
        Body("p1", 10, from: 8, to: 9);
        Write("p1", StoreStep.Complete, "a", from: 9, to: 10, WriteStatus.NotOwner);
        Call("p1", from: 0, to: 11, Answer.LeaseLost);

        AssertBroken();
    }

    [Fact]
    public void TwoBodies_OfOneLease_AreFound()
    {
        Run("p1", "a", token: 10, from: 0);
        Body("p1", 10, from: 1, to: 2);

        AssertBroken(OneBody);
    }

    [Fact]
    public void Body_ThatItsProcessWasNotGiven_IsFound()
    {
        Run("p1", "a", token: 10, from: 0);
        Body("p2", 20, from: 5, to: 6);

        AssertBroken(OneBody);
    }

    [Fact]
    public void Token_BelowAnEarlierOne_IsFound()
    {
        Die("p1", "a", token: 10, from: 0, lease: 2);
        Run("p2", "b", token: 9, from: 4);

        AssertBroken(TokensGrow);
    }

    [Fact]
    public void Token_OfTwoOwners_IsFound()
    {
        Die("p1", "a", token: 10, from: 0, lease: 2);
        Claim("p2", "b", 10, from: 4, to: 5, lease: 1);
        Call("p2", from: 0, to: 8, Answer.Value, 10);

        AssertBroken(TokensGrow, OutcomeOfABody);
    }

    [Fact]
    public void Token_GivenAgainToItsOwner_IsRight()
    {
        Claim("p1", "a", 10, from: 0, to: 1, lease: 2);
        Run("p1", "a", token: 10, from: 1);

        AssertBroken();
    }

    [Theory]
    [InlineData(WriteStatus.Applied, new[] { OwnersWrite })]
    [InlineData(WriteStatus.NotOwner, new HistoryRule[0])]
    internal void Completion_ByALateOwner_IsFoundWhereItIsApplied(WriteStatus answer, HistoryRule[] broken)
    {
        Die("p1", "a", token: 10, from: 0, lease: 2);
        Run("p2", "b", token: 20, from: 4);
        Write("p1", StoreStep.Complete, "a", from: 8, to: 9, answer);

        AssertBroken(broken);
    }

    [Theory]
    [InlineData(2.5, new HistoryRule[0])]
    [InlineData(4, new[] { NothingStuck })]
    internal void InProgress_IsFoundWhenNoLeaseCanBeAlive(double from, HistoryRule[] broken)
    {
        Die("p1", "a", token: 10, from: 0, lease: 2);
        Claim("p2", "b", 0, from, from + 0.5, lease: 2, ClaimStatus.InProgress);
        Run("p3", "c", token: 30, from: 6);

        AssertBroken(broken);
    }

    [Fact]
    public void InProgress_WhileAClaimWithoutAnswerCanBeAlive_IsRight()
    {
        _events.Add(new ProcessEvent("p1") { Process = "judge", From = S(0), To = S(6) });
        _events.Add(new ClaimEvent("a", S(2)) { Process = "p1", Key = Key, From = S(1) });
        Claim("p2", "b", 0, from: 7, to: 7.5, lease: 2, ClaimStatus.InProgress);
        Run("p3", "c", token: 30, from: 9);

        AssertBroken();
    }

    [Fact]
    public void Key_ThatNobodyGetsAnOutcomeOf_IsFound()
    {
        Call("p1", from: 0, to: 30, Answer.InProgress);

        AssertBroken(NothingStuck);
    }

    [Fact]
    public void TwoOutcomes_AreFound()
    {
        Die("p1", "a", token: 10, from: 0, lease: 2);
        Effect("p1", 10);
        Run("p2", "b", token: 20, from: 4);
        Call("p3", from: 8, to: 9, Answer.Value, 10);

        AssertBroken(OneOutcome);
    }

    [Fact]
    public void Outcome_ThatCouldNotBeSaved_MayBeFollowedByAnother()
    {
        Die("p1", "a", token: 10, from: 0, lease: 2);
        Effect("p1", 10);
        Write("p1", StoreStep.Complete, "a", from: 1.5, to: 1.6, null);
        Call("p1", from: 0, to: 1.8, Answer.Value, 10);
        Run("p2", "b", token: 20, from: 4);

        AssertBroken();
    }

    [Theory]
    [InlineData("idempotency::pay:2", "this")]
    [InlineData(Key, "other")]
    public void Outcome_OfAnotherCall_IsFound(string key, string payload)
    {
        Run("p1", "a", token: 10, from: 0);
        _events.Add(new CallEvent("this") { Process = "p2", Key = Key, From = S(5), To = S(6), Answer = Answer.Value, Text = $"{new HistoryText(key, payload, 10)}" });

        Assert.Contains(OwnOutcome, Broken(new()));
    }

    [Fact]
    public void Outcome_WithoutItsEffect_IsFound()
    {
        Claim("p1", "a", 10, from: 0, to: 1, lease: 2);
        _events.Add(new BodyEvent("this", 10) { Process = "p1", Key = Key, From = S(1), To = S(2), Text = Text(10) });
        Call("p1", from: 0, to: 3, Answer.Value, 10);

        AssertBroken(OutcomeOfABody);
    }

    [Fact]
    public void Run_AfterTheOutcome_IsFound()
    {
        Run("p1", "a", token: 10, from: 0);
        Die("p2", "b", token: 20, from: 6, lease: 2);

        AssertBroken(NeverAgain);
    }

    [Theory]
    [InlineData(0, new[] { OutcomeOfABody, OneEffect })]
    [InlineData(1, new HistoryRule[0])]
    [InlineData(2, new[] { OneEffect })]
    internal void Effects_UnderATransaction_AreExactlyThatOfTheOutcome(int effects, HistoryRule[] broken)
    {
        _events.Add(new ClaimEvent("a", S(2)) { Process = "p1", Key = Key, From = S(0), To = S(1), Status = ClaimStatus.Claimed, Token = 10, InTransaction = true });
        _events.Add(new BodyEvent("this", 10) { Process = "p1", Key = Key, From = S(1), To = S(2), Text = Text(10) });
        Call("p1", from: 0, to: 3, Answer.Value, 10);
        for (var i = 0; i < effects; i++)
        {
            Effect("", 10 - i);
        }

        AssertBroken(new KeyTerms(IsTransactional: true), broken);
    }

    [Theory]
    [InlineData(Answer.Unexpected)]
    [InlineData(Answer.Reused)]
    [InlineData(Answer.Held)]
    [InlineData(Answer.LeaseLost)]
    internal void Failure_ThatNothingExplains_IsFound(Answer answer)
    {
        Run("p1", "a", token: 10, from: 0);
        Call("p2", from: 5, to: 6, answer);

        AssertBroken(KnownFailures);
    }

    [Fact]
    public void LeaseLost_ToAClaimThatHeldTheRecord_IsRight()
    {
        Claim("p1", "a", 10, from: 0, to: 1, lease: 2);
        Claim("p2", "b", 0, from: 4, to: 5, lease: 2, ClaimStatus.Held);
        Call("p1", from: 0, to: 6, Answer.LeaseLost);
        Call("p2", from: 4, to: 6, Answer.Held);

        AssertBroken(new KeyTerms(Holds: true));
    }

    [Fact]
    public void LeaseLost_OfATransaction_IsRight()
    {
        Call("p1", from: 0, to: 2, Answer.LeaseLost);
        Call("p1", from: 2, to: 6, Answer.Held);

        AssertBroken(new KeyTerms(IsTransactional: true, Holds: true));
    }

    [Fact]
    public void Failure_FromTheRecord_IsRightWhereItWasAskedFor()
    {
        Claim("p1", "a", 10, from: 0, to: 1, lease: 2);
        Body("p1", 10, from: 1, to: 2);
        Call("p1", from: 0, to: 3, Answer.Failure, 10);
        Call("p2", from: 4, to: 5, Answer.StoredFailure, 10);

        AssertBroken(new KeyTerms(StoresFailures: true));
        AssertBroken(KnownFailures);
    }

    [Fact]
    public void Log_ThatAKillCutOff_IsReadUpToThere()
    {
        var folder = Directory.CreateTempSubdirectory("idempotent-history-");
        using (var log = new HistoryLog(folder.FullName, "p1"))
        {
            log.End(log.Begin(new CallEvent("this") { Key = Key }));
            log.Begin(new BodyEvent("this", 10) { Key = Key });
        }

        File.AppendAllText(Path.Combine(folder.FullName, "p1.history"), """{"is":"effect","Pay""");
        var read = HistoryLog.ReadAll(folder.FullName);
        folder.Delete(recursive: true);

        Assert.Equal([("p1", true), ("p1", false)], read.Select(static e => (e.Process, e.To is not null)));
    }

    /// <summary>A call that runs: claim, body, effect, completion.</summary>
    private void Run(string process, string owner, long token, double from)
    {
        Claim(process, owner, token, from, from + 0.5, lease: 2);
        Body(process, token, from + 0.5, from + 0.8);
        Write(process, StoreStep.Complete, owner, from + 0.8, from + 1, WriteStatus.Applied);
        Call(process, from, from + 1, Answer.Value, token);
    }

    /// <summary>An attempt whose body ran, and then its process died.</summary>
    private void Die(string process, string owner, long token, double from, double lease)
    {
        Claim(process, owner, token, from, from + 0.5, lease);
        _events.Add(new BodyEvent("this", token) { Process = process, Key = Key, From = S(from + 0.5), To = S(from + 0.6), Text = Text(token) });
    }

    private void Claim(string process, string owner, long token, double from, double to, double lease, ClaimStatus status = ClaimStatus.Claimed) =>
        _events.Add(new ClaimEvent(owner, S(lease)) { Process = process, Key = Key, From = S(from), To = S(to), Status = status, Token = token });

    private void Write(string process, StoreStep step, string owner, double from, double to, WriteStatus? status, double lease = 0) =>
        _events.Add(new WriteEvent(step, owner) { Process = process, Key = Key, From = S(from), To = S(to), Status = status, Lease = S(lease) });

    private void Body(string process, long token, double from, double to)
    {
        _events.Add(new BodyEvent("this", token) { Process = process, Key = Key, From = S(from), To = S(to), Text = Text(token) });
        Effect(process, token);
    }

    private void Effect(string process, long token) => _events.Add(new EffectEvent("this", token) { Process = process, Key = Key });

    private void Call(string process, double from, double to, Answer answer, long token = 0) =>
        _events.Add(new CallEvent("this") { Process = process, Key = Key, From = S(from), To = S(to), Answer = answer, Text = Text(token) });

    private static string Text(long token) => $"{new HistoryText(Key, "this", token)}";

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    private void AssertBroken(params HistoryRule[] rules) => AssertBroken(new KeyTerms(), rules);

    private void AssertBroken(KeyTerms terms, params HistoryRule[] rules) => Assert.Equal(rules.Order(), Broken(terms).Order());

    private IEnumerable<HistoryRule> Broken(KeyTerms terms) => HistoryChecker.Check(new(_events), _ => terms).Select(static v => v.Rule).Distinct();
}
