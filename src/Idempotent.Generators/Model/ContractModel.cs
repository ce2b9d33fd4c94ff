using Idempotent.Generators.Model.Keys;

namespace Idempotent.Generators.Model;

/// <summary>The operations that a type brings, and what the records of each are found and compared by.</summary>
/// <param name="HintName">The generated file's name without its ending, from full metadata names.</param>
/// <param name="Operations">In the order of the source.</param>
internal sealed record ContractModel(string HintName, EquatableArray<OperationContract> Operations);

/// <param name="Name">The operation's name, with its type parameters as <c>typeof</c> leaves them open.</param>
/// <param name="Key">What identifies a call.</param>
/// <param name="Retention">How long an outcome is kept; null where the options decide.</param>
/// <param name="Store">The named store; null where it is the one without a name.</param>
internal sealed record OperationContract(string Name, KeyContract Key, DurationModel? Retention, string? Store);
