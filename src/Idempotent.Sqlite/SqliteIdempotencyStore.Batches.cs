using Idempotent.Storing;

namespace Idempotent.Sqlite;

// A batch is one transaction: one wait for the disk, whatever its size.
public sealed partial class SqliteIdempotencyStore
{
    /// <inheritdoc/>
    public async ValueTask<ClaimResult[]> ClaimBatchAsync(IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        cancellationToken.ThrowIfCancellationRequested();
        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        var answers = new ClaimResult[requests.Count];
        var writing = new List<int>();
        foreach (var i in ClaimRequest.AnswerRepeats(requests, answers))
        {
            if (TryAnswer(requests[i]) is { } answer)
            {
                answers[i] = answer;
            }
            else
            {
                writing.Add(i);
            }
        }

        if (writing.Count > 0)
        {
            var claimed = await _writer.RunAsync(
                static (session, batch) => batch.writing.ConvertAll(i => session.Claim(batch.requests[i])), (requests, writing), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < claimed.Count; i++)
            {
                answers[writing[i]] = claimed[i];
            }
        }

        return answers;
    }

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> CompleteBatchAsync(IReadOnlyList<CompleteRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync<CompleteRequest, WriteStatus>(requests, static r => r.Key, RecordRules.Complete, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> ReleaseBatchAsync(IReadOnlyList<ReleaseRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync<ReleaseRequest, WriteStatus>(requests, static r => r.Key, RecordRules.Release, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> RenewBatchAsync(IReadOnlyList<RenewRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync<RenewRequest, WriteStatus>(requests, static r => r.Key, RecordRules.Renew, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WriteStatus[]> HoldBatchAsync(IReadOnlyList<HoldRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync<HoldRequest, WriteStatus>(requests, static r => r.Key, RecordRules.Hold, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ResolveStatus[]> ResolveBatchAsync(IReadOnlyList<ResolveRequest> requests, CancellationToken cancellationToken) =>
        WriteBatchAsync<ResolveRequest, ResolveStatus>(requests, static r => r.Key, RecordRules.Resolve, cancellationToken);

    private async ValueTask<TAnswer[]> WriteBatchAsync<TRequest, TAnswer>(
        IReadOnlyList<TRequest> requests, Func<TRequest, RecordKey> key, RecordRule<TRequest, TAnswer> rule, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        cancellationToken.ThrowIfCancellationRequested();
        if (requests.Count == 0)
        {
            return [];
        }

        await _file.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _writer.RunAsync(
            static (session, batch) =>
            {
                var answers = new TAnswer[batch.requests.Count];
                for (var i = 0; i < answers.Length; i++)
                {
                    answers[i] = session.Apply(batch.key(batch.requests[i]), batch.requests[i], batch.rule);
                }

                return answers;
            },
            (requests, key, rule),
            cancellationToken).ConfigureAwait(false);
    }
}
