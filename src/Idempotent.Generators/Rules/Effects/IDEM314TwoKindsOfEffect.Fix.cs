using System.Composition;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Gives the first effect a key that the operation derives, where its call has a way to take one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM314TwoKindsOfEffectFix)), Shared]
internal sealed class IDEM314TwoKindsOfEffectFix() : IdempotencyFix("IDEM314")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && SentKeyEdits.Add(call, finding.Diagnostic.Properties, SentKeyEdits.Derived(call), finding.Model) is var (old, changed))
        {
            finding.Replace("Derive a key from the operation", nameof(IDEM314TwoKindsOfEffect), old, _ => changed);
        }

        return Task.CompletedTask;
    }
}
