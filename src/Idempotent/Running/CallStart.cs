using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent;

/// <summary>What a call begins with.</summary>
/// <param name="Plan">The operation.</param>
/// <param name="Key">The record's key.</param>
/// <param name="Fingerprint">The fingerprint.</param>
/// <param name="EarlierFingerprints">The fingerprint under previous secrets and contracts, where the key does not depend on them.</param>
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

        var recordKey = KeyDerivation.ToRecordKey(options.KeyPrefix, scope, name, key, options.SensitiveKeySecret, former);
        if (key.Former is { } predecessor)
        {
            Follow(predecessor);
        }

        return new(
            plan,
            recordKey,
            KeyDerivation.ToFingerprint(fingerprint, options.SensitiveKeySecret),
            earlier,
            caller);

        // Secrets are not rotated meanwhile, so that there is nothing before the predecessor.
        void Follow(KeyWriter.FormerCall predecessor)
        {
            if (plan.Predecessor is not { } before)
            {
                throw new IdempotencyNotConfiguredException($"A call of '{name}' says what its key was before, and the operation does not: set Predecessor.");
            }

            var formerKey = KeyDerivation.ToRecordKey(options.KeyPrefix, scope, before.Name, predecessor.Key.Open(), options.SensitiveKeySecret);
            var under = new SchemaFingerprint(before.SchemaHash, KeyDerivation.ToFingerprint(predecessor.Fingerprint.Open(), options.SensitiveKeySecret));

            // Where only the fingerprint changed, both versions have one record.
            if (formerKey.Value == recordKey.Value)
            {
                earlier = [.. earlier, under];
            }
            else
            {
                recordKey = new(recordKey.Value) { Former = new(formerKey, under) { Operation = before.Name } };
            }
        }
    }
}
