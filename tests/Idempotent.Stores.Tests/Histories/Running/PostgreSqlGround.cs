using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>One PostgreSQL server, whose commits are on the disk before they count.</summary>
internal sealed class PostgreSqlGround : ServerGround<PostgreSqlServer>
{
    public override string Name => "PostgreSQL";

    protected override Task<PostgreSqlServer> StartAsync() => PostgreSqlServer.OpenAsync();

    protected override string AddressOf(PostgreSqlServer server) => server.ConnectionString;

    protected override IIdempotencyStore Connect(string address) => new PostgreSqlIdempotencyStore($"{address};Timeout=5;Command Timeout=5;Cancellation Timeout=-1");
}
