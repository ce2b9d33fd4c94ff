using System.Composition;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Takes the id that the message or request brings in the place of a new one; only where that is one row, and the only new id that is made.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM302UnguardedInsertFix)), Shared]
internal sealed class IDEM302UnguardedInsertFix() : IdempotencyFix("IDEM302")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Diagnostic.AdditionalLocations.Count > 0 && finding.Target?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } fresh && fresh.SyntaxTree == finding.Node.SyntaxTree && IsNewGuid(fresh)
            && fresh.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(IsNewGuid) == 1
            && !fresh.Ancestors().Concat(finding.Node.Ancestors()).Any(static node => node is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax)
            && StableIds.InReach(fresh, finding.Model, mustBeGuid: true) is { } stable)
        {
            finding.Replace($"Use '{stable}' as the identity", nameof(IDEM302UnguardedInsert), fresh, old => SentKeyEdits.Parse(stable).WithTriviaFrom(old));
        }

        return Task.CompletedTask;
    }

    private static bool IsNewGuid(InvocationExpressionSyntax call) => call.Expression.ToString() is "Guid.NewGuid" or "Guid.CreateVersion7" or "System.Guid.NewGuid" or "System.Guid.CreateVersion7";
}
