using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Writes the name in use, so that no key changes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM106NameFollowsMethodFix)), Shared]
internal sealed class IDEM106NameFollowsMethodFix() : IdempotencyFix("IDEM106")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Property(IDEM106NameFollowsMethod.PresentName) is { } name
            && finding.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            finding.Replace($"Keep the name '{name}'", nameof(IDEM106NameFollowsMethod), attribute, old => old.WithNamedArgument("Name", name));
        }

        return Task.CompletedTask;
    }
}
