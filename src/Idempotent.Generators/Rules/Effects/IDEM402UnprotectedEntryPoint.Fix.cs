using System.Composition;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Idempotent.Generators.Rules;

/// <summary>Makes one of the methods on the way idempotent: the nearest to the effect that can be.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM402UnprotectedEntryPointFix)), Shared]
internal sealed class IDEM402UnprotectedEntryPointFix() : IdempotencyFix("IDEM402")
{
    protected override async Task OfferAsync(Finding finding)
    {
        // The last place is the effect itself.
        var calls = finding.Diagnostic.AdditionalLocations.Take(finding.Diagnostic.AdditionalLocations.Count - 1);
        if (await IdempotentEdit.OfCalledAsync(finding.Document.Project.Solution, calls, finding.CancellationToken).ConfigureAwait(false) is { } edit)
        {
            finding.Replace(edit.Title, nameof(IDEM402UnprotectedEntryPoint), edit.Method, edit.Apply);
        }
    }
}
