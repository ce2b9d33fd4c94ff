using Idempotent.PostgreSql.Statements;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql;

// A batch is one trip and one commit, in the order of keys as all batches are, so that two of them never wait for each other in a circle. Holds and decisions are rare, and go one by one.
public sealed partial class PostgreSqlIdempotencyStore
{
    private static readonly Func<NpgsqlDataReader, int> s_status = static row => row.GetInt32(0);

    /// <inheritdoc/>
    public async ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (var request in requests)
        {
            RecordRules.Validate(request);
        }

        var answers = new ClaimResult[requests.Count];
        var items = ClaimRequest.AnswerRepeats(requests, answers);
        var found = await FindAsync(Array.ConvertAll(items, i => requests[i]), cancellationToken).ConfigureAwait(false);
        foreach (var (row, i) in found.Zip(items))
        {
            answers[i] = await TryDecideAsync(requests[i], row, cancellationToken).ConfigureAwait(false)
                ?? await ClaimAsync(requests[i], cancellationToken).ConfigureAwait(false);
        }

        return answers;
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync(requests, RecordRules.Complete, static r => (r.Key, r.Owner), CompleteAsync, CompleteAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync(requests, RecordRules.Release, static r => (r.Key, r.Owner), (few, token) => WriteEachAsync(few, _release.For, token), ReleaseAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync(requests, RecordRules.Renew, static r => (r.Key, r.Owner), (few, token) => WriteEachAsync(few, _renew.For, token), RenewAsync, cancellationToken);

    /// <summary>Claims in one statement, in the order of their keys as all such do.</summary>
    private async ValueTask<Found[]> FindAsync(ClaimRequest[] requests, CancellationToken cancellationToken)
    {
        var order = Enumerable.Range(0, requests.Length).OrderBy(i => requests[i].Key).ToArray();
        var found = new Found[requests.Length];
        if (found.Length > 0)
        {
            var rows = await _database.ListAsync(_claim.For(Array.ConvertAll(order, i => requests[i])), RecordColumns.Read, cancellationToken).ConfigureAwait(false);
            foreach (var (row, i) in rows.Zip(order))
            {
                found[i] = row;
            }
        }

        return found;
    }

    private static async ValueTask<WriteStatus[]> WriteBatchAsync<TRequest>(
        IReadOnlyList<TRequest> requests,
        RecordRule<TRequest, WriteStatus> rule,
        Func<TRequest, (RecordKey Key, OwnerToken Owner)> whose,
        Func<TRequest[], CancellationToken, ValueTask<int[]>> write,
        Func<TRequest, CancellationToken, ValueTask<WriteStatus>> again,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var answers = new WriteStatus[requests.Count];
        Array.Fill(answers, WriteStatus.NotOwner);
        int[] items = [.. Enumerable.Range(0, requests.Count).Where(i => RecordRules.Validate(requests[i], rule, whose(requests[i]).Owner))];
        // One write of a row in a statement; what is left of equal ones comes after it.
        int[] first = [.. items.DistinctBy(i => whose(requests[i]).Key).OrderBy(i => whose(requests[i]).Key)];
        var written = first.Length == 0 ? [] : await write(Array.ConvertAll(first, i => requests[i]), cancellationToken).ConfigureAwait(false);
        var done = first.Zip(written).Where(static w => w.Second != OwnedWrite.AskAgain).ToDictionary(static w => w.First, static w => (WriteStatus)w.Second);
        foreach (var i in items)
        {
            answers[i] = done.TryGetValue(i, out var answer) ? answer : await again(requests[i], cancellationToken).ConfigureAwait(false);
        }

        return answers;
    }

    private ValueTask<int[]> WriteEachAsync<TRequest>(TRequest[] requests, Converter<TRequest, NpgsqlBatchCommand> statement, CancellationToken cancellationToken) =>
        _database.RunAsync(Array.ConvertAll(requests, statement), s_status, cancellationToken, isOwners: true);

    private async ValueTask<int[]> CompleteAsync(CompleteRequest[] requests, CancellationToken cancellationToken) =>
        [.. await _database.ListAsync(_complete.For(requests), s_status, cancellationToken, isOwners: true).ConfigureAwait(false)];
}
