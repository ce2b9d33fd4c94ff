using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary><see cref="RecordRules.Release"/>. Atomic because the owner is compared in the update that gives the record back: one that somebody took over stays theirs.</summary>
internal sealed class ReleaseRecord(Tables tables)
{
    private readonly string _sql = OwnedWrite.Sql(
        tables,
        from: "1",
        done: "3",
        $"state = 3, expires_at = {Tables.After("clock.now", "$3")}, lease_until = 0, reconciling = false, hold_reason = 0");

    public NpgsqlBatchCommand For(ReleaseRequest request) => new(_sql)
    {
        Parameters = { Parameter.Of(request.Key.Value), Parameter.Of(request.Owner.ToByteArray()), Parameter.Of(request.Retention) },
    };
}
