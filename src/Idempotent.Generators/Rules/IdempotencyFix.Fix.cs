using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>A rule's fix: offered only when every precondition holds, and applicable to all findings at once.</summary>
/// <param name="id">The rule's id.</param>
internal abstract class IdempotencyFix(string id) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            var found = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            await OfferAsync(new Finding(context, diagnostic, found, model)).ConfigureAwait(false);
        }
    }

    /// <summary>Registers the fixes for one finding, or none.</summary>
    protected abstract Task OfferAsync(Finding finding);

    /// <summary>One diagnostic, the syntax under it and what that means.</summary>
    protected sealed class Finding(CodeFixContext context, Diagnostic diagnostic, SyntaxNode node, SemanticModel model)
    {
        public Diagnostic Diagnostic { get; } = diagnostic;

        public SyntaxNode Node { get; } = node;

        public SemanticModel Model { get; } = model;

        public Document Document { get; } = context.Document;

        public CancellationToken CancellationToken { get; } = context.CancellationToken;

        /// <summary>What the rule worked out for its fix; null when it did not.</summary>
        public string? Property(string name) => Diagnostic.Properties.TryGetValue(name, out var value) ? value : null;

        /// <summary>Where the rule says that something has to change: the first additional place, or else the finding's own.</summary>
        public SyntaxNode? Target => Diagnostic.AdditionalLocations.Count == 0
            ? Node
            : Diagnostic.AdditionalLocations[0] is { SourceTree: { } tree } place
                ? tree.GetRoot(CancellationToken).FindNode(place.SourceSpan, getInnermostNodeForTie: true)
                : null;

        /// <summary>The model of the file that the node is in, which need not be the finding's.</summary>
        public SemanticModel ModelOf(SyntaxNode node) => node.SyntaxTree == Model.SyntaxTree ? Model : Model.Compilation.GetSemanticModel(node.SyntaxTree);

        /// <summary>The declaration's attribute of that name in <c>Idempotent</c>; null where it has none.</summary>
        public AttributeSyntax? Attribute(SyntaxNode declaration, string type) => declaration.ChildNodes().OfType<AttributeListSyntax>()
            .SelectMany(static list => list.Attributes)
            .FirstOrDefault(attribute => ModelOf(attribute).GetTypeInfo(attribute, CancellationToken).Type is { ContainingNamespace: { Name: "Idempotent", ContainingNamespace.IsGlobalNamespace: true } } found
                && found.Name == type);

        /// <summary>Offers to put <paramref name="replacement"/> in the place of <paramref name="old"/>, in whichever file that is.</summary>
        public void Replace<TNode>(string title, string equivalenceKey, TNode old, Func<TNode, SyntaxNode> replacement)
            where TNode : SyntaxNode
        {
            if (Document.Project.Solution.GetDocument(old.SyntaxTree) is { } document and not SourceGeneratedDocument)
            {
                Offer(title, equivalenceKey, async cancellationToken =>
                {
                    var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                    return document.WithSyntaxRoot(root!.ReplaceNode(old, replacement(old))).Project.Solution;
                });
            }
        }

        public void Offer(string title, string equivalenceKey, Func<CancellationToken, Task<Solution>> change) =>
            context.RegisterCodeFix(CodeAction.Create(title, change, equivalenceKey), Diagnostic);
    }
}
