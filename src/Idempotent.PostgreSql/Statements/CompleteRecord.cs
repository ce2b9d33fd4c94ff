using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary><see cref="RecordRules.Complete"/>. Atomic because the owner is compared in the update that writes the outcome: nobody takes the record over in between.</summary>
internal sealed class CompleteRecord(Tables tables)
{
    private readonly string _sql = OwnedWrite.Sql(
        tables,
        from: "1, 5",
        done: "4",
        $"state = 4, outcome_kind = $3, outcome_format = $4, outcome = $5, expires_at = {Tables.After("clock.now", "$6")}, lease_until = 0, reconciling = false, hold_reason = 0, checkpoint = ''");

    public NpgsqlBatchCommand For(CompleteRequest request) => new(_sql)
    {
        Parameters =
        {
            Parameter.Of(request.Key.Value),
            Parameter.Of(request.Owner.ToByteArray()),
            Parameter.Of((short)request.Outcome.Kind),
            Parameter.Of(request.Outcome.Format),
            Parameter.Of(request.Outcome.Payload),
            Parameter.Of(request.Retention),
        },
    };
}
