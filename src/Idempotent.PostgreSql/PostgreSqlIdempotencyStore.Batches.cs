using Idempotent.PostgreSql.Statements;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql;

// A batch is one trip and one commit. Its statements run in ordinal key order, as those of all batches do, so that two of them never wait for each other in a circle. Holds and decisions are rare, and go one by one.
public sealed partial class PostgreSqlIdempotencyStore
{
    /// <inheritdoc/>
    public async ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var answers = new ClaimResult[requests.Count];
        var first = new Dictionary<RecordKey, int>(requests.Count);
        for (var i = 0; i < answers.Length; i++)
        {
            RecordRules.Validate(requests[i]);
            if (!first.TryAdd(requests[i].Key, i))
            {
                answers[i] = requests[i].AnswerAsRepeatOf(requests[first[requests[i].Key]], first[requests[i].Key]);
            }
        }

        var order = first.Values.OrderBy(i => requests[i].Key).ToArray();
        var found = await RunEachAsync(order, i => _claim.For(requests[i]), RecordColumns.Read, cancellationToken).ConfigureAwait(false);
        foreach (var (row, i) in found.Zip(order))
        {
            answers[i] = await TryDecideAsync(requests[i], row, cancellationToken).ConfigureAwait(false)
                ?? await ClaimAsync(requests[i], cancellationToken).ConfigureAwait(false);
        }

        return answers;
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync(requests, RecordRules.Complete, static r => (r.Key, r.Owner), _complete.For, CompleteAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync(requests, RecordRules.Release, static r => (r.Key, r.Owner), _release.For, ReleaseAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync(requests, RecordRules.Renew, static r => (r.Key, r.Owner), _renew.For, RenewAsync, cancellationToken);

    private async ValueTask<WriteStatus[]> WriteBatchAsync<TRequest>(
        IReadOnlyList<TRequest> requests,
        RecordRule<TRequest, WriteStatus> rule,
        Func<TRequest, (RecordKey Key, OwnerToken Owner)> whose,
        Func<TRequest, NpgsqlBatchCommand> statement,
        Func<TRequest, CancellationToken, ValueTask<WriteStatus>> again,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var answers = new WriteStatus[requests.Count];
        Array.Fill(answers, WriteStatus.NotOwner);
        // Equal keys keep their order.
        var order = Enumerable.Range(0, requests.Count).Where(i => RecordRules.Validate(requests[i], rule, whose(requests[i]).Owner)).OrderBy(i => whose(requests[i]).Key).ToArray();
        var written = await RunEachAsync(order, i => statement(requests[i]), static row => row.GetInt32(0), cancellationToken, isOwners: true).ConfigureAwait(false);
        foreach (var (answer, i) in written.Zip(order))
        {
            answers[i] = answer == OwnedWrite.AskAgain ? await again(requests[i], cancellationToken).ConfigureAwait(false) : (WriteStatus)answer;
        }

        return answers;
    }

    private async ValueTask<TAnswer[]> RunEachAsync<TAnswer>(
        int[] order, Func<int, NpgsqlBatchCommand> statement, Func<NpgsqlDataReader, TAnswer> read, CancellationToken cancellationToken, bool isOwners = false) =>
        order.Length == 0 ? [] : await _database.RunAsync(Array.ConvertAll(order, i => statement(i)), read, cancellationToken, isOwners).ConfigureAwait(false);
}
