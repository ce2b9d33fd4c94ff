using Idempotent.PostgreSql.Connecting;
using Idempotent.PostgreSql.Statements;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql;

public sealed partial class PostgreSqlIdempotencyStore
{
    /// <inheritdoc/>
    /// <remarks>One transaction: both rows are claimed as single claims are, in ordinal key order as batches do, and rolled back unless both are given.</remarks>
    public async ValueTask<PairClaimResult> ClaimPairAsync(ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken)
    {
        if (predecessor.Key == current.Key)
        {
            throw new ArgumentException("A predecessor has another key.", nameof(predecessor));
        }

        RecordRules.Validate(predecessor);
        RecordRules.Validate(current);
        while (true)
        {
            var (first, second, isWritten) = await _database.TransactAsync(connection => ClaimBothAsync(connection, predecessor, current, cancellationToken), cancellationToken).ConfigureAwait(false);
            // What the two may not have together, one of them may still have to be told: a takeover of neither, but a record that turned to held.
            if (first is { Answer.IsGiven: false } ? await WriteAsync(first).ConfigureAwait(false) : isWritten || (second is { Answer.IsGiven: false } && await WriteAsync(second).ConfigureAwait(false)))
            {
                return new(first.Answer, first.Answer.IsGiven ? second.Answer : null);
            }
        }

        async ValueTask<bool> WriteAsync(Decision decision) => !decision.Changed || await ReplaceAsync(decision.Found, decision.Record, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<(bool Commits, (Decision First, Decision Second, bool IsWritten) Answer)> ClaimBothAsync(
        NpgsqlConnection connection, ClaimRequest predecessor, ClaimRequest current, CancellationToken cancellationToken)
    {
        var inOrder = predecessor.Key < current.Key;
        ClaimRequest[] requests = inOrder ? [predecessor, current] : [current, predecessor];
        var found = await Database.RunAsync(connection, Array.ConvertAll(requests, r => _claim.Waiting(r)), RecordColumns.Read, cancellationToken).ConfigureAwait(false);
        var decisions = found.Zip(requests, static (row, request) => Decision.Of(row, request)).ToArray();
        var isGiven = decisions.All(static d => d.Answer.IsGiven);
        var changed = decisions.Where(static d => d.Changed).Select(d => _replace.For(d.Found, d.Record)).ToArray();
        var isWritten = isGiven && (changed.Length == 0
            || (await Database.RunAsync(connection, changed, static row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false)).All(static written => written));
        return (isWritten, inOrder ? (decisions[0], decisions[1], isWritten) : (decisions[1], decisions[0], isWritten));
    }

    private sealed record Decision(Found Found, bool Changed, RecordData Record, ClaimResult Answer)
    {
        public static Decision Of(Found found, in ClaimRequest request)
        {
            var record = found.Record;
            var changed = RecordRules.Claim(ref record, request, found.Now, fencingFloor: 0, out var answer);
            return new(found, changed, record, answer);
        }
    }
}
