using System.Net;
using System.Net.Sockets;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Idempotent.DynamoDb.Connecting;

/// <summary>Says what a failure of DynamoDB means for who runs the store.</summary>
internal static class DynamoDbErrors
{
    public static bool IsUnavailable(Exception exception) =>
        exception is not (ConditionalCheckFailedException or TransactionCanceledException)
        && (IsOutage(exception) || exception is AmazonServiceException or AmazonClientException or ObjectDisposedException);

    /// <summary>It can't be reached, or does not answer, or answers that it is not available. An answer that refuses, throttling too, is none.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode.Length: > 0, StatusCode: < HttpStatusCode.InternalServerError } => false,
        _ => exception is AmazonServiceException or HttpRequestException or SocketException or IOException or TimeoutException,
    };

    /// <summary>Nothing was applied because of what others did at the same time: the same again succeeds.</summary>
    public static bool IsToBeTriedAgain(AmazonDynamoDBException exception) => exception is TransactionConflictException or ReplicatedWriteConflictException or TransactionInProgressException;

    /// <summary>The conditions of a transaction did not hold, or others had its items: nothing was applied, and it is to be decided again.</summary>
    public static bool IsToBeDecidedAgain(TransactionCanceledException exception) =>
        exception.CancellationReasons is { } reasons && reasons.Any(static r => r.Code is "ConditionalCheckFailed" or "TransactionConflict");

    /// <summary>The endpoint does not have this operation: it is not DynamoDB, but something that stands for it in tests.</summary>
    public static bool IsUnknownOperation(AmazonDynamoDBException exception) => exception.ErrorCode is "UnknownOperationException";

    public static bool SaysThatTimeToLiveIsOn(AmazonDynamoDBException exception) =>
        exception.ErrorCode is "ValidationException" && exception.Message.Contains("TimeToLive is already enabled", StringComparison.Ordinal);

    public static IdempotencyStoreUnavailableException Unavailable(Exception cause) => new($"The DynamoDB store failed: {Advice(cause)} ({cause.Message})", cause);

    private static string Advice(Exception cause) => cause switch
    {
        ResourceNotFoundException => $"its table is missing. Make it as the package's README says, or set {nameof(DynamoDbOptions)}.{nameof(DynamoDbOptions.EnsureTable)}.",
        TransactionCanceledException => "it did not take two writes together; see the cause's reasons.",
        AmazonServiceException { ErrorCode.Length: > 0 } refused => Advice(refused.ErrorCode),
        ObjectDisposedException => "its client is disposed.",
        TimeoutException => "there was no answer in time; whether it did what was asked is settled by asking again.",
        AmazonClientException { InnerException: null } => "the client could not ask: Region or credentials are missing.",
        _ => "there is no connection; whether it did what was asked last is settled by asking again.",
    };

    private static string Advice(string code) => code switch
    {
        "ProvisionedThroughputExceededException" or "ThrottlingException" or "RequestLimitExceeded" or "ThrottledException" or "TooManyRequestsException" =>
            "it is throttled, also after the client's own retries. Give the table more capacity, or bill it on demand; one key alone has 1000 writes a second.",
        "AccessDeniedException" => "these credentials may not. See the permissions in the package's README.",
        "UnrecognizedClientException" or "InvalidSignatureException" or "IncompleteSignatureException" or "MissingAuthenticationTokenException" or "ExpiredTokenException" =>
            "it refuses these credentials. A clock that is wrong by minutes is refused too.",
        "ValidationException" => "it refused the request: is the table one that the store made?",
        "InternalServerError" or "ServiceUnavailable" => "it is not available; whether it did what was asked is settled by asking again.",
        _ => $"it refused the request with {code}.",
    };
}
