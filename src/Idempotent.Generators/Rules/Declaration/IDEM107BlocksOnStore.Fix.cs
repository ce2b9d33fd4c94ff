using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Makes the method return a task. Its name stays: it may be the operation's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM107BlocksOnStoreFix)), Shared]
internal sealed class IDEM107BlocksOnStoreFix() : IdempotencyFix("IDEM107")
{
    private const string Title = "Return a task";

    public override FixAllProvider GetFixAllProvider() => new AllAtOnce(Title, nameof(IDEM107BlocksOnStore), ChangeAsync);

    protected override async Task OfferAsync(Finding finding)
    {
        if (await MethodAsync(finding.Document.Project.Solution, finding.Diagnostic, finding.CancellationToken).ConfigureAwait(false) is { } method
            && await new AsyncEdits(finding.Document.Project.Solution, finding.CancellationToken).TryAddAsync(method).ConfigureAwait(false))
        {
            finding.Offer(Title, nameof(IDEM107BlocksOnStore), cancellationToken => ChangeAsync(finding.Document.Project.Solution, [finding.Diagnostic], cancellationToken));
        }
    }

    private static async Task<Solution> ChangeAsync(Solution solution, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var edits = new AsyncEdits(solution, cancellationToken);
        var open = new List<IMethodSymbol>();
        foreach (var diagnostic in diagnostics)
        {
            if (await MethodAsync(solution, diagnostic, cancellationToken).ConfigureAwait(false) is { } method)
            {
                open.Add(method);
            }
        }

        // One that is called by another can follow once that does.
        for (var left = -1; left != open.Count;)
        {
            left = open.Count;
            foreach (var method in open.ToList())
            {
                if (await edits.TryAddAsync(method).ConfigureAwait(false))
                {
                    open.Remove(method);
                }
            }
        }

        return await edits.ApplyAsync().ConfigureAwait(false);
    }

    private static async Task<IMethodSymbol?> MethodAsync(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        diagnostic.Location is { SourceTree: { } tree } place
        && solution.GetDocument(tree) is { } document and not SourceGeneratedDocument
        && (await tree.GetRootAsync(cancellationToken).ConfigureAwait(false)).FindNode(place.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } syntax
        && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? (IMethodSymbol?)model.GetDeclaredSymbol(syntax, cancellationToken)
            : null;
}
