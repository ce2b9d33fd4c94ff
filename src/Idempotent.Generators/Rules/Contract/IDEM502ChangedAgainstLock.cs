using Idempotent.Generators.Lock;
using Idempotent.Generators.Rules.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Operations whose key, fingerprint, retention or store is not what the lock says, part by part.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM502ChangedAgainstLock() : CodeContractRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM502", "Operation is changed against idempotency.lock",
        "Operation '{0}' is not what idempotency.lock says: {1}; calls in flight and stored outcomes may not be recognized, so undo that, or accept it with -p:UpdateIdempotencyLock=true",
        RuleCategory.Contract, DiagnosticSeverity.Error, nameof(IDEM502ChangedAgainstLock));

    protected override bool Check(string operation, IReadOnlyList<LockFact> locked, IReadOnlyList<LockFact> facts, out object[] message)
    {
        message = locked.Count == 0 ? [] : [operation, string.Join(", ", Changes(locked, facts))];
        return locked.Count > 0 && message[1] is not "";
    }

    /// <summary>What differs. The schema follows from the parts, and is told only where nothing else is.</summary>
    private static IReadOnlyList<string> Changes(IReadOnlyList<LockFact> locked, IReadOnlyList<LockFact> facts)
    {
        var changes = new List<(string Word, string Text)>();
        foreach (var fact in facts.Except(locked))
        {
            var before = locked.FirstOrDefault(old => old.Subject == fact.Subject);
            changes.Add((fact.Word, before.Word is null ? $"{fact.Subject} is new ({fact.Value})" : $"{fact.Subject} was {before.Value} and is {fact.Value}"));
        }

        changes.AddRange(locked.Where(old => !facts.Any(fact => fact.Subject == old.Subject)).Select(static old => (old.Word, $"{old.Subject} is gone ({old.Value})")));
        var parts = changes.Where(static change => change.Word != "schema").ToList();
        return [.. (parts.Count > 0 ? parts : changes).OrderBy(static change => LockFact.Rank(change.Word)).Select(static change => change.Text)];
    }
}
