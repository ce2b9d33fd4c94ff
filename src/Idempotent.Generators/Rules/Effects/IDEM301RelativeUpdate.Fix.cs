using System.Composition;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Makes the method idempotent that is marked as a retryable entry point. Entry points that a framework calls are given what it has, past any wrapper.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM301RelativeUpdateFix)), Shared]
internal sealed class IDEM301RelativeUpdateFix() : IdempotencyFix("IDEM301")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } syntax && finding.Attribute(syntax, "RetryableEntryPointAttribute") is not null
            && finding.Model.GetDeclaredSymbol(syntax, finding.CancellationToken) is IMethodSymbol method
            && IdempotentEdit.Of(method, finding.Document.Project.Solution, finding.Model.Compilation, finding.CancellationToken) is { } edit)
        {
            finding.Replace(edit.Title, nameof(IDEM301RelativeUpdate), edit.Method, edit.Apply);
        }

        return Task.CompletedTask;
    }
}
