using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.Remote;

/// <summary>
/// Random steps on one key against what <see cref="RecordRules"/> make of the same, so that a script or a statement that writes by itself writes what they would. The moment of a step is read off the record
/// that it wrote; where it wrote no time, any will do: leases are over after a microsecond, or outlive the test. One class a store derives from it.
/// </summary>
public abstract class RemoteModelTests
{
    private const int Steps = 300;

    private static readonly RecordKey s_key = Key();
    private static readonly TimeSpan[] s_leases = [TimeSpan.FromMicroseconds(1), TimeSpan.FromMinutes(30)];
    private static readonly TimeSpan[] s_retentions = [TimeSpan.FromHours(1), TimeSpan.FromDays(400), TimeSpan.FromDays(2_900_000)];

    private readonly HashSet<string> _met = [];
    private RecordData _model;
    private string _written = Shown((IdempotencyRecord?)null);
    private long _now;

    [Theory]
    [InlineData(1, 25)]
    [InlineData(2, 25)]
    [InlineData(3, 25)]
    public async Task RandomSteps_AreThoseOfTheRules(int seed, int kindsOfAnswers)
    {
        var random = new Random(seed);
        var store = await OpenAsync();
        await using var closing = (IAsyncDisposable)store;
        for (var i = 0; i < Steps; i++)
        {
            var owner = random.Next(5) switch { 0 => OwnerToken.Create(), 1 => OwnerToken.None, _ => _model.Owner };
            var (lease, retention, bytes) = (random.GetItems(s_leases, 1)[0], random.GetItems(s_retentions, 1)[0], RandomBytes(random));
            switch (random.Next(14))
            {
                case < 6:
                    var claim = RandomClaim(random, lease, retention);
                    var claimed = await store.ClaimAsync(claim, Cancellation);
                    await FollowAsync<ClaimRequest, ClaimResult>(
                        store, claim, (ref record, in request, now, out answer) => RecordRules.Claim(ref record, request, now, 0, out answer), Shown(claimed), r => r.LeaseUntil - lease, Shown);
                    break;
                case < 8:
                    var complete = new CompleteRequest(s_key, owner, new((OutcomeKind)random.Next(1, 4), random.Next(2) == 0 ? "json" : "json+br", bytes), retention);
                    await FollowAsync(store, complete, RecordRules.Complete, await store.CompleteAsync(complete, Cancellation), r => r.ExpiresAt - retention);
                    break;
                case 8:
                    var release = new ReleaseRequest(s_key, owner, retention);
                    await FollowAsync(store, release, RecordRules.Release, await store.ReleaseAsync(release, Cancellation), r => r.ExpiresAt - retention);
                    break;
                case 9:
                    var renew = new RenewRequest(s_key, owner, lease);
                    await FollowAsync(store, renew, RecordRules.Renew, await store.RenewAsync(renew, Cancellation), r => r.LeaseUntil - lease);
                    break;
                case 10:
                    var hold = new HoldRequest(s_key, owner, (HoldReason)random.Next(1, 5));
                    await FollowAsync(store, hold, RecordRules.Hold, await store.HoldAsync(hold, Cancellation), _ => null);
                    break;
                case 11:
                    await FollowAsync(
                        store,
                        bytes,
                        (ref record, in progress, now, out answer) => RecordRules.SaveProgress(ref record, owner, progress, now, out answer),
                        await ((ICheckpointStore)store).SaveProgressAsync(s_key, owner, bytes, Cancellation),
                        _ => null);
                    break;
                case 12:
                    var resolve = new ResolveRequest(s_key, _model.Attempt, random.Next(2) == 0 ? Resolution.RunAgain : Resolution.CompleteWith(Outcome));
                    await FollowAsync(store, resolve, RecordRules.Resolve, await store.ResolveAsync(resolve, Cancellation), r => r.ExpiresAt - r.Retention);
                    break;
                case 13 when random.Next(3) == 0:
                    await FollowAsync(
                        store,
                        0,
                        (ref record, in _, now, out wasThere) =>
                        {
                            wasThere = record.StateAt(now) != 0;
                            record = default;
                            return wasThere;
                        },
                        await store.DeleteAsync(s_key, Cancellation),
                        _ => null);
                    break;
            }
        }

        Assert.True(_met.Count >= kindsOfAnswers, $"{_met.Count}: {string.Join(' ', _met.Order())}");
    }

    /// <summary>A store of the test's own, with nothing in it.</summary>
    protected abstract Task<IIdempotencyStore> OpenAsync();

    private Task FollowAsync<TRequest, TAnswer>(
        IIdempotencyStore store, TRequest request, RecordRule<TRequest, TAnswer> rule, TAnswer answered, Func<IdempotencyRecord, DateTimeOffset?> momentOf)
        where TAnswer : struct => FollowAsync(store, request, rule, Shown(answered), momentOf, Shown);

    /// <summary>Lets the model take the step that the store took, and compares answers and records.</summary>
    private async Task FollowAsync<TRequest, TAnswer>(
        IIdempotencyStore store, TRequest request, RecordRule<TRequest, TAnswer> rule, string answered, Func<IdempotencyRecord, DateTimeOffset?> momentOf, Func<TAnswer, string> shown)
    {
        var written = await store.GetAsync(s_key, Cancellation);
        var moment = written is null || Shown(written) == _written ? null : momentOf(written);
        _written = Shown(written);
        // Later than what was over after a microsecond, and long before anything else.
        _now = moment is { } m && StoreTime.FromUtc(m) > _now ? StoreTime.FromUtc(m) : _now + 2;
        rule(ref _model, request, _now, out var answer);

        Assert.Equal(shown(answer), answered);
        Assert.Equal(Shown(_model.ToRecord(s_key, _now + 2, withContents: true)), _written);
        _met.Add($"{typeof(TRequest).Name}:{(answer is ClaimResult claimed ? claimed.Status : answer)}:{written?.State}");
    }

    private ClaimRequest RandomClaim(Random random, TimeSpan lease, TimeSpan retention) => new(
        s_key,
        random.Next(4) == 0 && _model.Owner != OwnerToken.None ? _model.Owner : OwnerToken.Create(),
        Fingerprint.FromBytes(random.Next(6) == 0 ? [] : [1]),
        new()
        {
            Operation = random.Next(2) == 0 ? "payments.charge" : "Zahlungen.Ausführen",
            Lease = lease,
            Retention = retention,
            HoldWhenAbandoned = random.Next(3) == 0,
            CanReconcile = random.Next(3) == 0,
            MaxAttempts = random.Next(4) == 0 ? 3 : 0,
            SchemaHash = random.Next(3) - 1L,
        })
    {
        EarlierFingerprints = random.Next(3) == 0 ? new SchemaFingerprint[] { new(-1, Fingerprint.FromBytes([1])), new(1, Fingerprint.Empty) } : default,
    };

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Shown<TAnswer>(TAnswer answer) => $"{answer}";

    private static string Shown(ClaimResult answer) =>
        $"{answer.Status} {answer.Attempt} {answer.FencingToken} {answer.StartedAt:o} {answer.HoldReason} {answer.IsNewlyHeld} {Shown(answer.Outcome)} {Hex(answer.Checkpoint)}";

    private static string Shown(IdempotencyRecord? record) => record is null
        ? "none"
        : $"{record with { Outcome = null, Checkpoint = default }} {Shown(record.Outcome)} {Hex(record.Checkpoint)}";

    private static string Shown(StoredOutcome? outcome) => outcome is null ? "-" : $"{outcome.Kind} {outcome.Format} {Hex(outcome.Payload)}";

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
