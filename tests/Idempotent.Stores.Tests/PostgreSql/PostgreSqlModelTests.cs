using Idempotent.Stores.Tests.Remote;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.PostgreSql;

public sealed class PostgreSqlModelTests : RemoteModelTests, IAsyncLifetime
{
    private readonly PostgreSqlTables _tables = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _tables.DisposeAsync();

    protected override async Task<IIdempotencyStore> OpenAsync() => await _tables.OpenAsync();
}
