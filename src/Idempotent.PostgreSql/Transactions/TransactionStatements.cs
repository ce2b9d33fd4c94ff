using Idempotent.PostgreSql.Statements;

namespace Idempotent.PostgreSql.Transactions;

/// <summary>What is run in a transaction that also has the application's writes.</summary>
internal sealed record TransactionStatements(ClaimRecord Claim, ReplaceRecord Replace, CompleteRecord Complete, LockKey Lock);
