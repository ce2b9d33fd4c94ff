using Idempotent.Stores.Tests.Remote;

namespace Idempotent.Stores.Tests.PostgreSql;

public sealed class PostgreSqlVersionTests : RemoteVersionTests
{
    protected override async Task<RemoteScene> OpenAsync() => await PostgreSqlScene.OpenAsync();
}
