using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>What a call begins with.</summary>
/// <param name="Plan">The operation.</param>
/// <param name="Key">The record's key.</param>
/// <param name="Fingerprint">The fingerprint.</param>
/// <param name="EarlierFingerprints">The fingerprint under previous secrets, where the key does not depend on them.</param>
/// <param name="Caller">The caller's token.</param>
internal sealed record CallStart(
    OperationPlan Plan, RecordKey Key, Fingerprint Fingerprint, SchemaFingerprint[] EarlierFingerprints, CancellationToken Caller)
{
    /// <summary>What this process remembers the outcome under; null where it is not to.</summary>
    public KeptLocalKey? LocalKey { get; init; }

    public static CallStart Of(
        OperationPlan plan, IdempotencyOptions options, string scope, scoped in KeyWriter key, scoped in KeyWriter fingerprint, CancellationToken caller)
    {
        var name = plan.Operation.Name;
        if ((key.HasSensitive || fingerprint.HasSensitive) && !plan.Operation.HasSensitiveParts)
        {
            throw new IdempotencyNotConfiguredException($"A part of '{name}' is written as sensitive, and the operation does not say so: set HasSensitiveParts.");
        }

        FormerKey? former = null;
        SchemaFingerprint[] earlier = plan.FormerSecrets.Length == 0 || key.HasSensitive ? [] : new SchemaFingerprint[plan.FormerSecrets.Length];
        for (var i = plan.FormerSecrets.Length - 1; i >= 0; i--)
        {
            var secret = plan.FormerSecrets[i].Secret;
            var under = new SchemaFingerprint(plan.FormerSecrets[i].SchemaHash, KeyDerivation.ToFingerprint(fingerprint, secret));
            if (key.HasSensitive)
            {
                former = new(KeyDerivation.ToRecordKey(options.KeyPrefix, scope, name, key, secret, former), under);
            }
            else
            {
                earlier[i] = under;
            }
        }

        return new(
            plan,
            KeyDerivation.ToRecordKey(options.KeyPrefix, scope, name, key, options.SensitiveKeySecret, former),
            KeyDerivation.ToFingerprint(fingerprint, options.SensitiveKeySecret),
            earlier,
            caller);
    }
}
