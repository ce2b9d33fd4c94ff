using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Tests.Running;

/// <content>A secret before the former one.</content>
public sealed partial class PreviousSecretsTests
{
    [Fact]
    public async Task SecretBeforeTheFormerOne_IsLookedUp()
    {
        await PayAsync(_old, "receipt");
        var third = Version(3, 2, 1);

        Assert.Equal("receipt", await PayAsync(third));
        await Assert.ThrowsAsync<IdempotencyKeyReusedException>(() => PayAsync(third, amount: "99"));
    }

    [Fact]
    public async Task ReleasedUnderTheSecretBeforeTheFormerOne_StartedWhenItDid()
    {
        var started = default(DateTimeOffset);
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(_old, _ =>
        {
            started = IdempotencyContext.Required.StartedAt;
            throw new TimeoutException();
        }));
        _rig.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal($"{started:O}", await RunAsync(Version(3, 2, 1), static _ => Task.FromResult($"{IdempotencyContext.Required.StartedAt:O}")));
    }

    [Fact]
    public async Task RunningUnderTheSecretBeforeTheFormerOne_IsWaitedFor()
    {
        var (body, begun, end) = Waits.Gate<string>();
        var first = RunAsync(_old, body);
        await begun.Soon();
        var second = RunAsync(Version(3, 2, 1), NeverAsync);

        end.SetResult("receipt");

        Assert.Equal("receipt", await first.Soon());
        await _rig.PassUntilAsync(second);
        Assert.Equal("receipt", await second.Soon());
    }

    [Theory]
    [InlineData(WhenAbandoned.RunAgain)]
    [InlineData(WhenAbandoned.Hold)]
    public async Task AbandonedUnderTheSecretBeforeTheFormerOne_IsWhatItsAbandonPolicySays(WhenAbandoned policy)
    {
        var operation = policy == WhenAbandoned.Hold ? s_careful : s_pay;
        var derived = Guid.Empty;
        _rig.Store.Always(StoreStep.Renew, StoreFault.Unavailable());
        var (body, begun, end) = Waits.Gate<string>();
        var dead = RunAsync(_old, token =>
        {
            derived = IdempotencyContext.Required.DeriveGuid("charge");
            return body(token);
        }, operation);
        await begun.Soon();
        _rig.Pass(Rig.Lease);
        var third = Version(3, 2, 1);

        if (policy == WhenAbandoned.Hold)
        {
            Assert.Equal(HoldReason.Abandoned, (await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => RunAsync(third, NeverAsync, operation))).Reason);
        }
        else
        {
            Assert.Equal($"{derived}", await RunAsync(third, _ => Task.FromResult($"{IdempotencyContext.Required.DeriveGuid("charge")}"), operation));
        }

        end.SetResult("late");
        await dead.Soon();
    }
}
