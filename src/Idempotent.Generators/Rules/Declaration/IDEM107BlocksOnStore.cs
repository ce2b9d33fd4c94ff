using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Synchronous operations of a project whose store may be another machine: each call holds its thread for every round trip, and a duplicate while it waits.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM107BlocksOnStore() : OperationRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM107", "Synchronous method blocks on a remote store",
        "'{0}' is synchronous and holds its thread while the store of {1} answers, and as long as a duplicate waits: return Task or ValueTask",
        RuleCategory.Declaration, DiagnosticSeverity.Warning, nameof(IDEM107BlocksOnStore));

    protected override void Check(Annotation annotation, KnownSymbols known, Reporter reporter)
    {
        if (known.RemoteStore is { } store && Results.IsSynchronous(annotation.Carrier, known))
        {
            reporter.Report(annotation.ReturnType(reporter.CancellationToken), annotation.Carrier.Name, store);
        }
    }
}
