using System.Composition;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Sends one key with all attempts, which is derived, brought by the message, or made before the first; where a call reaches the effect, makes what it calls idempotent.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM401RetriedEffectFix)), Shared]
internal sealed class IDEM401RetriedEffectFix() : IdempotencyFix("IDEM401")
{
    private const string Title = "Send one key with all attempts";

    protected override async Task OfferAsync(Finding finding)
    {
        var places = finding.Diagnostic.AdditionalLocations;
        if (places.Count > 1)
        {
            if (await IdempotentEdit.OfCalledAsync(finding.Document.Project.Solution, places.Take(places.Count - 1), finding.CancellationToken).ConfigureAwait(false) is { } edit)
            {
                finding.Replace(edit.Title, nameof(IDEM401RetriedEffect), edit.Method, edit.Apply);
            }
        }
        else if (places.Count == 1 && finding.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && finding.Target?.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax } retry)
        {
            OfferKey(finding, call, retry);
        }
    }

    private static void OfferKey(Finding finding, InvocationExpressionSyntax call, StatementSyntax retry)
    {
        var given = IsOperation(call, finding) ? SentKeyEdits.Derived(call) : StableIds.InReach(retry, finding.Model) is { } stable ? SentKeyEdits.Of(call, stable) : null;
        var local = Local(call);
        if (SentKeyEdits.Add(call, finding.Diagnostic.Properties, given ?? local, finding.Model) is not var (old, changed))
        {
            return;
        }

        if (given is not null)
        {
            finding.Replace(Title, nameof(IDEM401RetriedEffect), old, _ => changed);
        }
        else if (retry.Span.Contains(old.Span))
        {
            finding.Replace(Title, nameof(IDEM401RetriedEffect), (BlockSyntax)retry.Parent!, block => Hoisted(block, retry, old, changed, local));
        }
    }

    private static bool IsOperation(SyntaxNode call, Finding finding) => call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } syntax
        && finding.Model.GetDeclaredSymbol(syntax, finding.CancellationToken) is IMethodSymbol method && Protections.OperationOf(method, KnownSymbols.Of(finding.Model.Compilation)) is not null;

    /// <summary>A free name for the key.</summary>
    private static string Local(InvocationExpressionSyntax call)
    {
        var name = $"{SentKeyEdits.Purpose(call).Replace("-", "")}Key";
        while (call.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantTokens().Any(token => token.ValueText == name))
        {
            name += "_";
        }

        return name;
    }

    private static BlockSyntax Hoisted(BlockSyntax block, StatementSyntax retry, SyntaxNode old, SyntaxNode changed, string name)
    {
        var value = SentKeyEdits.Parse("global::System.Guid.NewGuid().ToString()");
        var declaration = ((LocalDeclarationStatementSyntax)SyntaxFactory.ParseStatement($"var {name} = null;")).WithLeadingTrivia(retry.GetLeadingTrivia()).WithTrailingTrivia(block.EndOfLine());
        var keyed = retry.ReplaceNode(old, changed).WithLeadingTrivia(retry.Indentation());
        return block.WithStatements(block.Statements.ReplaceRange(retry, [declaration.ReplaceNode(declaration.Declaration.Variables[0].Initializer!.Value, value), keyed]));
    }
}
