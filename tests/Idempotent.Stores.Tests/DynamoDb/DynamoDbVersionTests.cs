using Idempotent.Stores.Tests.Remote;

namespace Idempotent.Stores.Tests.DynamoDb;

public sealed class DynamoDbVersionTests : RemoteVersionTests
{
    protected override async Task<RemoteScene> OpenAsync() => await DynamoDbScene.OpenAsync();
}
