using Idempotent.Storing;

namespace Idempotent.PostgreSql;

/// <summary>A step of <see cref="RecordRules"/>.</summary>
internal delegate bool Rule<TRequest, TAnswer>(ref RecordData record, in TRequest request, long now, out TAnswer answer);
