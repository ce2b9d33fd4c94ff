using System.Composition;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Makes the method partial and its body the core, so that every caller goes through the runtime.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM316BypassesWrapperFix)), Shared]
internal sealed class IDEM316BypassesWrapperFix() : IdempotencyFix("IDEM316")
{
    private const string Title = "Make the method partial";

    /// <summary>Several calls of one method are one edit, as are several methods of one class.</summary>
    public override FixAllProvider GetFixAllProvider() => new AllAtOnce(Title, nameof(IDEM316BypassesWrapper), ChangeAsync);

    protected override async Task OfferAsync(Finding finding)
    {
        if (await FindAsync(finding.Document.Project.Solution, finding.Diagnostic, finding.CancellationToken).ConfigureAwait(false) is not null)
        {
            finding.Offer(Title, nameof(IDEM316BypassesWrapper), cancellationToken => ChangeAsync(finding.Document.Project.Solution, [finding.Diagnostic], cancellationToken));
        }
    }

    private static async Task<Solution> ChangeAsync(Solution solution, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var found = new Dictionary<DocumentId, HashSet<MethodDeclarationSyntax>>();
        foreach (var diagnostic in diagnostics)
        {
            if (await FindAsync(solution, diagnostic, cancellationToken).ConfigureAwait(false) is var (document, method))
            {
                if (!found.TryGetValue(document.Id, out var methods))
                {
                    found.Add(document.Id, methods = []);
                }

                methods.Add(method);
            }
        }

        foreach (var methods in found)
        {
            var root = await solution.GetDocument(methods.Key)!.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.WithDocumentSyntaxRoot(methods.Key, PartialEdits.MakePartial(root!, [.. methods.Value]));
        }

        return solution;
    }

    /// <summary>The method's declaration, where it can be made partial for certain.</summary>
    private static async Task<(Document Document, MethodDeclarationSyntax Method)?> FindAsync(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        diagnostic.AdditionalLocations.Count == 1 && diagnostic.AdditionalLocations[0] is { SourceTree: { } tree } place
        && solution.GetDocument(tree) is { } document and not SourceGeneratedDocument
        && (await tree.GetRootAsync(cancellationToken).ConfigureAwait(false)).FindNode(place.SourceSpan) is MethodDeclarationSyntax syntax
        && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
        && model.GetDeclaredSymbol(syntax, cancellationToken) is IMethodSymbol method
        && PartialEdits.CanBePartial(syntax, method, KnownSymbols.Of(model.Compilation))
            ? (document, syntax)
            : null;
}
