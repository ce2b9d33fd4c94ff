using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Leaves out what has no stable value; not offered for what is marked as the key, nor where nothing would be left of it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM202NoStableValueFix)), Shared]
internal sealed class IDEM202NoStableValueFix() : IdempotencyFix("IDEM202")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Target?.FirstAncestorOrSelf<SyntaxNode>(static node => node is ParameterSyntax or MemberDeclarationSyntax)
                is (ParameterSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax) and var target
            && finding.Attribute(target, "IdempotencyKeyAttribute") is null
            && !IsTheWholeKey(target, finding))
        {
            finding.Replace("Leave it out of key and fingerprint", nameof(IDEM202NoStableValue), target, static old => old.WithAttribute("IdempotencyIgnore"));
        }

        return Task.CompletedTask;
    }

    private static bool IsTheWholeKey(SyntaxNode target, Finding finding) =>
        target is ParameterSyntax { Parent.Parent: MethodDeclarationSyntax method }
        && KeyCandidates.Of(method, finding.Model, finding.CancellationToken).Count(static candidate => !candidate.IsIgnored) == 1;
}
