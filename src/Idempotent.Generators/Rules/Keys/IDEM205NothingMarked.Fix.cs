using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Marks the parameter that is named as a key, or the only one there is; where that is not clear, each is offered.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM205NothingMarkedFix)), Shared]
internal sealed class IDEM205NothingMarkedFix() : IdempotencyFix("IDEM205")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Node is not MethodDeclarationSyntax method)
        {
            return Task.CompletedTask;
        }

        var candidates = KeyCandidates.Of(method, finding.Model, finding.CancellationToken).Where(static candidate => !candidate.IsIgnored).ToList();
        var named = candidates.Where(static candidate => candidate.Symbol.IsNamedAsKey()).ToList();
        candidates = named.Count > 0 ? named : candidates;
        foreach (var (symbol, _, syntax) in candidates)
        {
            var key = candidates.Count == 1 ? nameof(IDEM205NothingMarked) : symbol.Name;
            finding.Replace($"Make '{symbol.Name}' the key", key, syntax, static old => old.WithAttribute("IdempotencyKey"));
        }

        return Task.CompletedTask;
    }
}
