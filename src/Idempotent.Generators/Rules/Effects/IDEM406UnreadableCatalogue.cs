using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Lines that a project adds to the catalogue and that say nothing: what they were to teach is not known to the other rules.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM406UnreadableCatalogue() : IdempotencyRule(s_file, s_key)
{
    private const string Title = "This line of the catalogue is not understood";
    private const string Message = "'{0}' is left out of the catalogue of effects: a line is 'kind type members details', or 'kind how type members details' for an entry point, in a file or under the key of its sort";

    private static readonly DiagnosticDescriptor s_file = RuleDescriptor.Create("IDEM406", Title, Message, RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM406UnreadableCatalogue));

    private static readonly DiagnosticDescriptor s_key = RuleDescriptor.Create(
        "IDEM406", Title, Message, RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM406UnreadableCatalogue), WellKnownDiagnosticTags.CompilationEnd);

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        context.RegisterAdditionalFileAction(static file => Report(ProjectCatalogue.ReadFile(file.AdditionalFile, file.CancellationToken), s_file, file.ReportDiagnostic));
        context.RegisterCompilationEndAction(static end => Report(ProjectCatalogue.ReadKeys(end.Options, end.Compilation), s_key, end.ReportDiagnostic));
    }

    private static void Report(IEnumerable<CatalogueLine> lines, DiagnosticDescriptor descriptor, Action<Diagnostic> report)
    {
        foreach (var line in lines)
        {
            if (line.Api is null)
            {
                report(Diagnostic.Create(descriptor, line.Place, line.Text));
            }
        }
    }
}
