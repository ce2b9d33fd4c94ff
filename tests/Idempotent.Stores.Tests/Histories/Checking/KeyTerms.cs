namespace Idempotent.Stores.Tests.Histories;

/// <summary>What was asked for under a key, as far as it changes what is promised.</summary>
/// <param name="IsTransactional">Claim, effect and outcome commit together.</param>
/// <param name="StoresFailures">A failure of the body is the outcome.</param>
/// <param name="Holds">What was abandoned waits for a decision.</param>
internal sealed record KeyTerms(bool IsTransactional = false, bool StoresFailures = false, bool Holds = false);
