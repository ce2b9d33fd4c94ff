using System.Net;
using System.Text.Json;
using Idempotent.Storing;
using static Idempotent.Stores.Tests.Remote.RemoteScene;

namespace Idempotent.Stores.Tests.DynamoDb;

/// <summary>What DynamoDB answers and the server of these tests does not: by a script in its place.</summary>
public sealed class DynamoDbAnswerTests : IAsyncDisposable
{
    private readonly DynamoDbTable _table = new();
    private readonly ScriptedHandler _handler = new();

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    [Theory]
    [InlineData("ProvisionedThroughputExceededException")]
    [InlineData("ThrottlingException")]
    [InlineData("RequestLimitExceeded")]
    public async Task Throttled_IsTriedAgain_AndThenUnavailable(string code)
    {
        await using var store = await _table.OpenBehindAsync(_handler, retries: 2);
        _handler.Fail("PutItem", code);
        _handler.Fail("PutItem", code);
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
        Assert.Equal(3, _handler.CountOf("PutItem"));
        for (var i = 0; i < 3; i++)
        {
            _handler.Fail("PutItem", code);
        }

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim("another"), Cancellation));

        Assert.Contains("throttled", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimAsync(Claim("another"), Cancellation)).Status);
    }

    [Theory]
    [InlineData("TransactionConflictException")]
    [InlineData("ReplicatedWriteConflictException")]
    public async Task Conflict_AppliedNothing_AndIsTriedAgain(string code)
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        _handler.Fail("PutItem", code);
        _handler.Fail("PutItem", code);

        Assert.Equal((ClaimStatus.Claimed, 1), await store.ClaimAsync(Claim(), Cancellation) is var answer ? (answer.Status, answer.Attempt) : default);
        Assert.Equal(3, _handler.CountOf("PutItem"));
    }

    [Theory]
    [InlineData("AccessDeniedException", "permissions")]
    [InlineData("UnrecognizedClientException", "credentials")]
    [InlineData("ResourceNotFoundException", "EnsureTable")]
    [InlineData("SomethingNewException", "SomethingNewException")]
    public async Task Refusal_SaysWhatToDo(string code, string advice)
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        _handler.Fail("PutItem", code);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claim_ThatIsToldWhatIsThere_ReadsNothing()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        await store.ClaimAsync(Claim(), Cancellation);
        var item = JsonDocument.Parse(_handler.Requests.Last(static r => r.Operation == "PutItem").Body).RootElement.GetProperty("Item").GetRawText();
        _handler.Fail("PutItem", "ConditionalCheckFailedException", $",\"Item\":{item}");

        Assert.Equal(ClaimStatus.InProgress, (await store.ClaimAsync(Claim(), Cancellation)).Status);

        Assert.Equal(0, _handler.CountOf("GetItem"));
        Assert.All(_handler.Requests.Where(static r => r.Operation == "PutItem"), static r => Assert.Contains("\"ReturnValuesOnConditionCheckFailure\":\"ALL_OLD\"", r.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Claim_ThatIsNotToldWhatIsThere_ReadsIt()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        await store.ClaimAsync(Claim(), Cancellation);

        Assert.Equal(ClaimStatus.InProgress, (await store.ClaimAsync(Claim(), Cancellation)).Status);

        Assert.Contains("\"ConsistentRead\":true", Assert.Single(_handler.Requests, static r => r.Operation == "GetItem").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_OfWhatIsThere_IsOneTrip()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        var before = _handler.Requests.Count;

        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim), Cancellation));

        Assert.Equal("UpdateItem", Assert.Single(_handler.Requests.Skip(before)).Operation);
    }

    [Fact]
    public async Task EveryWrite_AfterTheFirst_HasAConditionOnTheOwnerToken()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        var (claim, next) = (Claim(terms: ShortTerms), Claim());
        await store.ClaimAsync(claim, Cancellation);
        await store.RenewAsync(new(claim.Key, claim.Owner, ShortTerms.Lease), Cancellation);
        await store.SaveProgressAsync(claim.Key, claim.Owner, new byte[] { 1 }, Cancellation);
        _table.Time.Advance(ShortTerms.Lease);
        await store.ClaimAsync(next, Cancellation);
        await store.HoldAsync(new(next.Key, next.Owner, HoldReason.Failed), Cancellation);
        await store.CompleteAsync(Complete(next), Cancellation);
        await store.DeleteAsync(next.Key, Cancellation);

        var conditions = _handler.Requests.Where(static r => r.Operation is "PutItem" or "UpdateItem" or "DeleteItem")
            .Select(static r => JsonDocument.Parse(r.Body).RootElement.GetProperty("ConditionExpression").GetString()!)
            .ToArray();

        Assert.Equal(8, conditions.Length);
        Assert.Equal(["attribute_not_exists(#key)", "attribute_not_exists(#key)"], conditions.Where(static c => !c.Contains("#owner = :owner", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pair_IsOneTransaction_WhereThereAreTransactions()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        _handler.Answer("TransactWriteItems", "{}");

        var answer = await store.ClaimPairAsync(Claim("old"), Claim("new"), Cancellation);

        Assert.Equal((ClaimStatus.Claimed, ClaimStatus.Claimed), (answer.Predecessor.Status, answer.Current!.Value.Status));
        var items = JsonDocument.Parse(Assert.Single(_handler.Requests, static r => r.Operation == "TransactWriteItems").Body).RootElement.GetProperty("TransactItems");
        Assert.Equal(
            [$"{Key("old")} attribute_not_exists(#key)", $"{Key("new")} attribute_not_exists(#key)"],
            items.EnumerateArray().Select(static i => i.GetProperty("Put")).Select(static p => $"{p.GetProperty("Item").GetProperty("key").GetProperty("S")} {p.GetProperty("ConditionExpression")}"));
        Assert.Equal(0, _handler.CountOf("PutItem"));
    }

    [Fact]
    public async Task Pair_WhoseTransactionIsCancelledByAnother_IsDecidedAgain()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        _handler.Fail("TransactWriteItems", "TransactionCanceledException", ",\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"ConditionalCheckFailed\"}]");
        _handler.Fail("TransactWriteItems", "TransactionCanceledException", ",\"CancellationReasons\":[{\"Code\":\"TransactionConflict\"},{\"Code\":\"None\"}]");
        _handler.Answer("TransactWriteItems", "{}");

        Assert.Equal(ClaimStatus.Claimed, (await store.ClaimPairAsync(Claim("old"), Claim("new"), Cancellation)).Current!.Value.Status);

        Assert.Equal((3, 6), (_handler.CountOf("TransactWriteItems"), _handler.CountOf("GetItem")));
    }

    [Fact]
    public async Task Pair_WhoseTransactionIsThrottled_IsUnavailable()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        _handler.Fail("TransactWriteItems", "TransactionCanceledException", ",\"CancellationReasons\":[{\"Code\":\"ThrottlingError\"},{\"Code\":\"None\"}]");

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimPairAsync(Claim("old"), Claim("new"), Cancellation));
    }

    [Fact]
    public async Task Pair_WithoutTransactions_AsksForThemOnce()
    {
        await using var store = await _table.OpenBehindAsync(_handler);

        await store.ClaimPairAsync(Claim("old"), Claim("new"), Cancellation);
        await store.ClaimPairAsync(Claim("older"), Claim("newer"), Cancellation);

        Assert.Equal((1, 4), (_handler.CountOf("TransactWriteItems"), _handler.CountOf("PutItem")));
    }

    [Fact]
    public async Task Batch_GoesOutSideBySide_AndNoMoreThanThirtyTwoAtOnce()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        var claims = Enumerable.Range(0, 100).Select(static i => Claim($"order-{i}")).ToArray();

        Assert.All(await store.ClaimBatchAsync(claims, Cancellation), static a => Assert.Equal(ClaimStatus.Claimed, a.Status));
        Assert.All(await store.CompleteBatchAsync(Array.ConvertAll(claims, static c => Complete(c)), Cancellation), static a => Assert.Equal(WriteStatus.Applied, a));

        Assert.InRange(_handler.MostAtOnce, 2, 32);
    }

    [Fact]
    public async Task ServerError_IsUnavailable()
    {
        await using var store = await _table.OpenBehindAsync(_handler);
        _handler.Answer("PutItem", """{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"x"}""", HttpStatusCode.InternalServerError);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("not available", failure.Message, StringComparison.Ordinal);
    }
}
