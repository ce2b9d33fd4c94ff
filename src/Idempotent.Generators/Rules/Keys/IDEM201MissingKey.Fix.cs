using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Idempotent.Generators.Rules;

/// <summary>Where a value was ignored, it becomes the key: the one that is named as one, or the only one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM201MissingKeyFix)), Shared]
internal sealed class IDEM201MissingKeyFix() : IdempotencyFix("IDEM201")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Node is not MethodDeclarationSyntax method)
        {
            return Task.CompletedTask;
        }

        var ignored = KeyCandidates.Of(method, finding.Model, finding.CancellationToken).Where(static candidate => candidate.IsIgnored).ToList();
        var named = ignored.Where(static candidate => candidate.Symbol.IsNamedAsKey()).ToList();
        if ((named.Count > 0 ? named : ignored) is { Count: 1 } only && only[0] is var (symbol, _, syntax) && finding.Attribute(syntax, "IdempotencyIgnoreAttribute") is { } attribute)
        {
            finding.Replace($"Make '{symbol.Name}' the key", nameof(IDEM201MissingKey), attribute, static old => old.WithName(
                SyntaxFactory.ParseName("global::Idempotent.IdempotencyKey").WithTriviaFrom(old.Name).WithAdditionalAnnotations(Simplifier.Annotation)));
        }

        return Task.CompletedTask;
    }
}
