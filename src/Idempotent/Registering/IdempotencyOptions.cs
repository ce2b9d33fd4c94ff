using System.Text.Json;

namespace Idempotent;

/// <summary>Defaults for every operation, and what is common to all. Validated at start-up; not changed after.</summary>
public sealed class IdempotencyOptions
{
    /// <summary>First part of every stored key: 1 to 64 characters of <c>[A-Za-z0-9._-]</c>. Default <c>idempotency</c>.</summary>
    public string KeyPrefix { get; set; } = "idempotency";

    /// <summary>How long an outcome is kept, from completion. Positive. Default 24 hours.</summary>
    public TimeSpan ExpiresAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long an owner that stays silent is believed alive. Positive, not longer than <see cref="ExpiresAfter"/>. Default 30 seconds.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What a duplicate does while the first run is in progress. Default <see cref="WhenInProgress.Wait"/>.</summary>
    public WhenInProgress WhenInProgress { get; set; } = WhenInProgress.Wait;

    /// <summary>How long a duplicate waits. Zero or more, never infinite. Default 30 seconds.</summary>
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What a failure of the method means. Default <see cref="WhenFailed.Release"/>.</summary>
    public WhenFailed WhenFailed { get; set; } = WhenFailed.Release;

    /// <summary>What a dead attempt means. Default <see cref="WhenAbandoned.RunAgain"/>.</summary>
    public WhenAbandoned WhenAbandoned { get; set; } = WhenAbandoned.RunAgain;

    /// <summary>When renewal of a running method's lease stops and its token is cancelled. Positive. Default 1 hour.</summary>
    public TimeSpan MaxRunning { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The attempt after this many is held. Default 0: no limit.</summary>
    public int MaxAttempts { get; set; }

    /// <summary>What to do when the store is down. Default <see cref="WhenStoreUnavailable.Fail"/>.</summary>
    public WhenStoreUnavailable WhenStoreUnavailable { get; set; } = WhenStoreUnavailable.Fail;

    /// <summary>The secret under which sensitive parts enter keys: at least 32 bytes, the same on every machine. Never logged. Default none.</summary>
    public byte[]? SensitiveKeySecret { get; set; }

    /// <summary>
    /// Other secrets that keys may have been made under, newest first, each at least 32 bytes. A call whose key has a sensitive part is claimed under the first of them and under
    /// <see cref="SensitiveKeySecret"/> together, and answered from a record of any. Keep a secret here for the longest retention plus the longest overlap of two deployments. Default empty.
    /// </summary>
    /// <remarks>
    /// Change the secret in two deployments where a fingerprint has sensitive parts: in the first, list the new secret here; in the second, make it <see cref="SensitiveKeySecret"/> and list the
    /// old one. Else a process of the version before takes a duplicate of a call that the new version ran for another call (<see cref="IdempotencyKeyReusedException"/>). While a secret is listed,
    /// such a call has two records, and one that is held is resolved under both keys. It needs a store that claims pairs, as those of this library do.
    /// </remarks>
    public IList<byte[]> PreviousSecrets { get; } = [];

    /// <summary>
    /// How many outcomes that it replayed this process remembers, so that further replays ask the store only now and then; rounded up to a power of two. Those of more than 8 KiB are left to the store. 0 to 1,048,576;
    /// 0 remembers none. Default 4096.
    /// </summary>
    /// <remarks>A record that is removed by another way than this host's <see cref="Storing.IIdempotencyManager"/> is still replayed here for up to <see cref="LocalOutcomeAge"/>.</remarks>
    public int LocalOutcomes { get; set; } = 4096;

    /// <summary>
    /// How long this process remembers an outcome: never beyond its retention, and no longer than a second where a dead or failed attempt is held. Positive. Default 10 seconds.
    /// </summary>
    public TimeSpan LocalOutcomeAge { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How results become JSON where no metadata was found at compile time. Default null: the web defaults, by reflection where that is enabled. Set it to bring a
    /// <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.
    /// </summary>
    public JsonSerializerOptions? JsonSerializerOptions { get; set; }

    /// <summary>The largest outcome that is stored, in bytes after compression; a larger one becomes a tombstone. Positive. Default 1 MiB. A store may take less: <see cref="Storing.StoreGuarantee.LargestOutcome"/>.</summary>
    public int MaxOutcomeSize { get; set; } = 1 << 20;

    /// <summary>Outcomes larger than this many bytes are compressed. Default null: never.</summary>
    public int? CompressAbove { get; set; }
}

/// <summary>What to do when the store is down.</summary>
public enum WhenStoreUnavailable
{
    /// <summary>The call fails with <see cref="IdempotencyStoreUnavailableException"/>; the method does not run.</summary>
    Fail = 0,

    /// <summary>The method runs without protection: logged, counted, visible as <c>IdempotencyContext.Current.IsProtected</c>. Refused with <see cref="IdempotentAttribute.Transactional"/>.</summary>
    RunUnprotected = 1,
}
