using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary><see cref="RecordRules.Renew"/>. Atomic because the owner is compared in the update that extends the lease: after a takeover there is nothing to extend.</summary>
internal sealed class RenewRecord(Tables tables)
{
    // 0 is no state: no record was renewed before.
    private readonly string _sql = OwnedWrite.Sql(
        tables,
        from: "1",
        done: "0",
        $"""
        lease_until = {Tables.After("clock.now", "$3")},
        expires_at = CASE WHEN hold_when_abandoned THEN {Tables.Never} ELSE {Tables.After(Tables.After("clock.now", "$3"), "retention")} END
        """);

    public NpgsqlBatchCommand For(RenewRequest request) => new(_sql)
    {
        Parameters = { Parameter.Of(request.Key.Value), Parameter.Of(request.Owner.ToByteArray()), Parameter.Of(request.Lease) },
    };
}
