using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;

namespace Idempotent.DynamoDb.Statements;

/// <summary><see cref="RecordRules.Release"/>. Atomic because the owner is compared in the step that gives the record back: what was taken over is not given back by its former owner.</summary>
internal sealed class ReleaseRecord(string table, long allowance)
{
    private const string Condition = $"{OwnedRecord.Condition} AND #state = :in_progress";

    private const string Update =
        $"SET #state = :released, #expires_at = :until, #ttl = :gone, #lease_until = :zero, #hold_reason = :zero, #reconciling = :false {OwnedRecord.Revision}";

    private static readonly Dictionary<string, string> s_names = Names.In(Condition, Update);

    /// <param name="request">The release, whose retention includes the allowance.</param>
    /// <param name="now">The time.</param>
    public UpdateItemRequest For(in ReleaseRequest request, long now)
    {
        var until = StoreTime.After(now, request.Retention);
        var values = OwnedRecord.Values(request.Owner, now);
        values[":released"] = RecordItem.Number((int)RecordState.Released);
        values[":until"] = RecordItem.Number(until);
        values[":gone"] = RecordItem.GoneAt(until, allowance);
        return OwnedRecord.Update(table, request.Key, Condition, Update, s_names, values);
    }
}
