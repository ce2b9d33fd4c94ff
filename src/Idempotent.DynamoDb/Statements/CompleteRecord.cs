using Amazon.DynamoDBv2.Model;
using Idempotent.Storing;

namespace Idempotent.DynamoDb.Statements;

/// <summary><see cref="RecordRules.Complete"/>. Atomic because the owner is compared in the step that writes the outcome: nobody takes the record over in between.</summary>
internal sealed class CompleteRecord(string table, long allowance)
{
    private const string Condition = $"{OwnedRecord.Condition} AND #state IN (:in_progress, :held)";

    private const string Update =
        "SET #state = :completed, #outcome_kind = :kind, #outcome_format = :format, #expires_at = :until, #ttl = :gone, #lease_until = :zero, #hold_reason = :zero, #reconciling = :false";

    private const string With = $"{Update}, #outcome = :outcome REMOVE #checkpoint {OwnedRecord.Revision}";

    private const string Without = $"{Update} REMOVE #checkpoint, #outcome {OwnedRecord.Revision}";

    private static readonly Dictionary<string, string> s_names = Names.In(Condition, With);

    /// <param name="request">The completion, whose retention includes the allowance.</param>
    /// <param name="now">The time.</param>
    public UpdateItemRequest For(in CompleteRequest request, long now)
    {
        var until = StoreTime.After(now, request.Retention);
        var values = OwnedRecord.Values(request.Owner, now);
        values[":held"] = RecordItem.Number((int)RecordState.Held);
        values[":completed"] = RecordItem.Number((int)RecordState.Completed);
        values[":kind"] = RecordItem.Number((int)request.Outcome.Kind);
        values[":format"] = RecordItem.Text(request.Outcome.Format);
        values[":until"] = RecordItem.Number(until);
        values[":gone"] = RecordItem.GoneAt(until, allowance);
        var isEmpty = request.Outcome.Payload.IsEmpty;
        if (!isEmpty)
        {
            values[":outcome"] = RecordItem.Bytes(request.Outcome.Payload);
        }

        return OwnedRecord.Update(table, request.Key, Condition, isEmpty ? Without : With, s_names, values);
    }
}
