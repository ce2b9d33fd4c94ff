using Idempotent.Storing;

namespace Idempotent.Redis;

/// <summary>A step of <see cref="RecordRules"/>.</summary>
internal delegate bool Rule<TRequest, TAnswer>(ref RecordData record, in TRequest request, long now, out TAnswer answer);
