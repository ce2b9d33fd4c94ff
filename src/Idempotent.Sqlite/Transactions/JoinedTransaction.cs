using Idempotent.Storing;
using Microsoft.Data.Sqlite;

namespace Idempotent.Sqlite;

/// <summary>A transaction that the caller brought: it may have records that nobody else sees yet, so it alone is asked. Its end is the caller's.</summary>
internal sealed class JoinedTransaction(DatabaseFile file, SqliteTransaction transaction, TimeSpan busyTimeout) : StoreTransaction(file, transaction, busyTimeout)
{
    public override ValueTask CommitAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The caller brought this transaction and commits it.");

    protected override ClaimResult? TryAnswer(in ClaimRequest request) => null;

    protected override Task<bool> TakeTurnAsync(TimeSpan limit, CancellationToken cancellationToken) => Task.FromResult(true);

    protected override void GiveTurn()
    {
        // Who holds the file's lock is not known here, so no turn was taken.
    }
}
