using Idempotent.Stores.Tests.Remote;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.DynamoDb;

public sealed class DynamoDbModelTests : RemoteModelTests, IAsyncLifetime
{
    private readonly DynamoDbTable _table = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _table.DisposeAsync();

    protected override async Task<IIdempotencyStore> OpenAsync() => await _table.OpenAsync(time: TimeProvider.System);
}
