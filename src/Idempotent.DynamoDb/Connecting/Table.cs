using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Idempotent.DynamoDb.Statements;
using Idempotent.Remote;
using Microsoft.Extensions.Logging;

namespace Idempotent.DynamoDb.Connecting;

/// <summary>The table: makes it ready at the first use where the store may, goes every trip to it, says what failures mean. Thread-safe.</summary>
internal sealed partial class Table(IAmazonDynamoDB client, bool ownsClient, DynamoDbOptions options, StoreBreaker breaker, ILogger log) : IAsyncDisposable
{
    /// <summary>Each turn is one in which somebody else got further.</summary>
    private const int Turns = 10;

    /// <summary>How often the store looks whether its new table is there: about a minute.</summary>
    private const int Looks = 120;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(4);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile bool _isReady = !options.EnsureTable;

    /// <summary>Goes one trip. What comes back as <see cref="ConditionalCheckFailedException"/> or <see cref="TransactionCanceledException"/> is an answer.</summary>
    /// <param name="trip">The trip.</param>
    /// <param name="isOwners">Whether it is a step of an owner, which is taken although the circuit breaker is open.</param>
    /// <param name="cancellationToken">Handed to it.</param>
    /// <exception cref="IdempotencyStoreUnavailableException">DynamoDB failed; the write may have been applied.</exception>
    public async ValueTask<TAnswer> RunAsync<TAnswer>(Func<IAmazonDynamoDB, CancellationToken, Task<TAnswer>> trip, bool isOwners, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (var turn = 1; ; turn++)
        {
            try
            {
                return await breaker.RunAsync(static (way, token) => way.table.AskAsync(way.trip, token), (table: this, trip), isOwners, cancellationToken).ConfigureAwait(false);
            }
            catch (AmazonDynamoDBException e) when (DynamoDbErrors.IsToBeTriedAgain(e) && turn < Turns)
            {
                // Nothing was applied: somebody else's transaction has the item, or another Region writes it.
                await PauseAsync(turn, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (DynamoDbErrors.IsUnavailable(e))
            {
                throw DynamoDbErrors.Unavailable(e);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        if (ownsClient)
        {
            client.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask<TAnswer> AskAsync<TAnswer>(Func<IAmazonDynamoDB, CancellationToken, Task<TAnswer>> trip, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isReady)
            {
                await MakeReadyAsync(cancellationToken).ConfigureAwait(false);
            }

            return await trip(client, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(e.Message, e);
        }
    }

    private async Task MakeReadyAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isReady)
            {
                await MakeTableAsync(cancellationToken).ConfigureAwait(false);
                _isReady = true;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task MakeTableAsync(CancellationToken cancellationToken)
    {
        for (var turn = 1; await StatusAsync(cancellationToken).ConfigureAwait(false) is var status && status != TableStatus.ACTIVE; turn++)
        {
            if (turn > Looks)
            {
                throw new TimeoutException($"The table '{options.TableName}' is {status?.Value ?? "missing"} and does not become ACTIVE.");
            }

            if (status is null)
            {
                await CreateAsync(cancellationToken).ConfigureAwait(false);
            }

            await PauseAsync(turn, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await client.UpdateTimeToLiveAsync(TableDefinition.LetExpire(options.TableName), cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonDynamoDBException e) when (DynamoDbErrors.SaysThatTimeToLiveIsOn(e))
        {
            // As it should be.
        }
        catch (AmazonDynamoDBException e) when (DynamoDbErrors.IsUnknownOperation(e))
        {
            LogNoTimeToLive(log, options.TableName);
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateTableAsync(TableDefinition.Create(options.TableName), cancellationToken).ConfigureAwait(false);
        }
        catch (ResourceInUseException)
        {
            // Another process came first.
        }
    }

    /// <summary>Null when there is no table.</summary>
    private async Task<TableStatus?> StatusAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await client.DescribeTableAsync(TableDefinition.Describe(options.TableName), cancellationToken).ConfigureAwait(false)).Table.TableStatus;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Longer with each turn, up to half a second, and never the same for two processes.</summary>
    private static Task PauseAsync(int turn, CancellationToken cancellationToken) =>
        Task.Delay(s_pause * (1 << Math.Min(turn, 7)) * (0.5 + (Random.Shared.NextDouble() / 2)), TimeProvider.System, cancellationToken);

    [LoggerMessage(
        EventId = 300,
        Level = LogLevel.Warning,
        Message = "This endpoint has no time to live: expired records stay in the DynamoDB table '{Table}' until IIdempotencyManager.PurgeAsync removes them.")]
    private static partial void LogNoTimeToLive(ILogger logger, string table);
}
