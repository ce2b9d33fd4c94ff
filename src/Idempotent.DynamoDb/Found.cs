using Amazon.DynamoDBv2.Model;
using Idempotent.DynamoDb.Statements;
using Idempotent.Storing;

namespace Idempotent.DynamoDb;

/// <summary>What the table had under a key at a moment.</summary>
/// <param name="Now">The moment, by this process's clock.</param>
/// <param name="IsThere">Whether there was an item: a record, expired or not, or what a removed one left behind.</param>
/// <param name="Revision">Which of the item's states it was, together with the fencing token: each write makes another, and no later item of the key begins with a token that a former had.</param>
/// <param name="Record">The record.</param>
internal readonly record struct Found(long Now, bool IsThere, long Revision, RecordData Record) : IFoundRecord
{
    public static Found From(Dictionary<string, AttributeValue>? item, long now) =>
        item is not { Count: > 0 } ? new(now, false, 0, default) : new(now, true, RecordItem.RevisionOf(item), RecordItem.Read(item));
}
