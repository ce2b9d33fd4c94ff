using System.Collections.Immutable;
using System.Globalization;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Coverage;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Every entry point, for the report of coverage: no finding, and told to the compiler's log alone, where the project asks for the report.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM405EntryPoint() : EffectRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM405", "Entry point", "'{0}' is {1}, {2}: {3}", RuleCategory.Coverage, DiagnosticSeverity.Info, nameof(IDEM405EntryPoint),
        WellKnownDiagnosticTags.CompilationEnd, WellKnownDiagnosticTags.NotConfigurable);

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        if (context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.IsTrue("IdempotencyCoverage"))
        {
            base.Register(context, known);
        }
    }

    /// <summary>Bodies are read by the engine; all is told at the end.</summary>
    protected override void Check(Body body, Action<Diagnostic> report)
    {
    }

    protected override Action<CompilationAnalysisContext>? AtEnd(EffectEngine engine) => end =>
    {
        foreach (var entry in new EntryPointCoverage(engine, end.CancellationToken).All())
        {
            end.ReportDiagnostic(Diagnostic.Create(s_rule, entry.Place, Properties(entry), entry.Entry.Name, entry.Entry.Description, Word(entry.State), entry.Detail));
        }
    };

    /// <summary>What the task reads from the log.</summary>
    private static ImmutableDictionary<string, string?> Properties(CoveredEntryPoint entry)
    {
        var place = entry.Place.GetMappedLineSpan();
        return ImmutableDictionary<string, string?>.Empty
            .Add("state", Word(entry.State))
            .Add("name", entry.Entry.Name)
            .Add("kind", entry.Entry.Kind.ToString().ToLowerInvariant())
            .Add("detail", entry.Detail)
            .Add("file", place.Path)
            .Add("line", (place.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture));
    }

    private static string Word(Coverage.Coverage state) => state.ToString().ToLowerInvariant();
}
