using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Says that the part is sensitive, where it is marked; marking what is not would make fingerprint of the other parameters.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM207ReadableSecretFix)), Shared]
internal sealed class IDEM207ReadableSecretFix() : IdempotencyFix("IDEM207")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Target?.FirstAncestorOrSelf<SyntaxNode>(static node => node is ParameterSyntax or MemberDeclarationSyntax) is { } target && finding.Attribute(target, "IdempotencyKeyAttribute") is { } mark)
        {
            finding.Replace("Keep it out of the clear", nameof(IDEM207ReadableSecret), mark, static old => old.WithNamedArgument("Sensitive", SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression)));
        }

        return Task.CompletedTask;
    }
}
