using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Model.Keys;

internal sealed record KeyContract(EquatableArray<string> Parts, EquatableArray<string> FingerprintParts, bool HasSensitiveParts, long SchemaHash, Refusal? Refusal);
