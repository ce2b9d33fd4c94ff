using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Idempotent.DynamoDb.Connecting;
using Idempotent.Storing;

namespace Idempotent.DynamoDb;

public sealed partial class DynamoDbIdempotencyStore
{
    private volatile bool _hasNoTransactions;

    /// <summary>False when one of the records is not what was found any more; then both are left as they are.</summary>
    private async ValueTask<bool> ReplaceBothAsync((RecordKey Key, Found Found, RecordData Record) first, (RecordKey Key, Found Found, RecordData Record) second, CancellationToken cancellationToken)
    {
        if (!_hasNoTransactions)
        {
            try
            {
                var both = _replace.Both(first.Key, first.Found, first.Record, second.Key, second.Found, second.Record);
                await _table.RunAsync((db, token) => db.TransactWriteItemsAsync(both, token), isOwners: false, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (TransactionCanceledException e)
            {
                return DynamoDbErrors.IsToBeDecidedAgain(e) ? false : throw DynamoDbErrors.Unavailable(e);
            }
            catch (IdempotencyStoreUnavailableException e) when (e.InnerException is AmazonDynamoDBException cause && DynamoDbErrors.IsUnknownOperation(cause))
            {
                _hasNoTransactions = true;
            }
        }

        // The predecessor first, as everyone who claims both does, and back if the current key went to somebody else.
        if (!await ReplaceAsync(first.Key, first.Found, first.Record, isOwners: false, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (await ReplaceAsync(second.Key, second.Found, second.Record, isOwners: false, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        var written = new Found(first.Found.Now, IsThere: true, first.Found.Revision + 1, first.Record);
        await ReplaceAsync(first.Key, written, first.Found.Record, isOwners: true, CancellationToken.None).ConfigureAwait(false);
        return false;
    }
}
