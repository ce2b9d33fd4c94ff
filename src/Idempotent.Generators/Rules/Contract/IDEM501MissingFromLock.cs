using Idempotent.Generators.Lock;
using Idempotent.Generators.Rules.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Operations that the lock does not know: new ones, and old ones under another name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM501MissingFromLock() : CodeContractRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM501", "Operation is missing from idempotency.lock",
        "Operation '{0}' is not in idempotency.lock: if it had another name, its stored outcomes would not be found and calls would run again; if it is new, build with -p:UpdateIdempotencyLock=true",
        RuleCategory.Contract, DiagnosticSeverity.Error, nameof(IDEM501MissingFromLock));

    protected override bool Check(string operation, IReadOnlyList<LockFact> locked, IReadOnlyList<LockFact> facts, out object[] message)
    {
        message = [operation];
        return locked.Count == 0;
    }
}
