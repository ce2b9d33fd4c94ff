using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Leases that end while something that the body began may still be under way, by the body's own words. Only what the attribute says is compared: options may say something else.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM404ShortLease() : OperationBodyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM404", "Lease is shorter than a timeout of the body",
        "This may take {0}, and {1} = \"{2}\" of '{3}' is less: {4}; raise {1} above it, or wait for less",
        RuleCategory.Declaration, DiagnosticSeverity.Warning, nameof(IDEM404ShortLease));

    /// <summary>A lease that is renewed is too short only when the process dies.</summary>
    public override bool MayReportLess => true;

    protected override void Check(IMethodSymbol method, Annotation operation, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report)
    {
        var limits = new[] { (Setting: "MaxRunning", Value: operation.Data.Duration("MaxRunning")), (Setting: "Lease", Value: operation.Data.Duration("Lease")) }.Where(static limit => limit.Value is not null).ToList();
        foreach (var part in limits.Count == 0 ? [] : body)
        {
            if (DeclaredTimeouts.Of(part) is { } timeout && limits.Find(limit => timeout > limit.Value).Setting is { } setting)
            {
                var isTransactional = operation.Data.Flag("Transactional");
                report(EffectRule.Finding(
                    s_rule, part.Syntax.GetLocation(), setting == "Lease" && !isTransactional ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning,
                    operation.Data.Location(setting, CancellationToken.None) is { } place ? [place] : [], null,
                    Text(timeout), setting, operation.Data.Text(setting)!, method.Name,
                    setting == "MaxRunning" ? "the lease is given up and the body cancelled before it is over"
                    : isTransactional ? "the lease is the transaction, which the server may end meanwhile"
                    : "when its process dies, a duplicate takes over while this may still be under way"));
            }
        }
    }

    private static string Text(TimeSpan time) => time.TotalSeconds < 120 ? $"{time.TotalSeconds:0.###}s" : $"{time.TotalMinutes:0.##}m";
}
