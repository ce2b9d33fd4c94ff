using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Idempotent.Generators.Rules;

/// <summary>Lists the result in the project's context; where it has none, its author has to say what that is to look like.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM105NoJsonTypeInfoFix)), Shared]
internal sealed class IDEM105NoJsonTypeInfoFix() : IdempotencyFix("IDEM105")
{
    private const string Title = "List the result in the JsonSerializerContext";

    /// <summary>All lines go to the same place, where a batch of single edits would keep only the first.</summary>
    public override FixAllProvider GetFixAllProvider() => new AllAtOnce();

    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Property(IDEM105NoJsonTypeInfo.ResultType) is { } type && finding.Target is ClassDeclarationSyntax context)
        {
            finding.Replace(Title, nameof(IDEM105NoJsonTypeInfo), context, old => Listing(old, [type]));
        }

        return Task.CompletedTask;
    }

    /// <summary>The context with a line for each type, after the attributes that are there.</summary>
    private static ClassDeclarationSyntax Listing(ClassDeclarationSyntax context, IEnumerable<string> types) =>
        types.Aggregate(context, static (current, type) => current.WithLastAttribute(SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::System.Text.Json.Serialization.JsonSerializable").WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(
                SyntaxFactory.TypeOfExpression(SyntaxFactory.ParseTypeName(type).WithAdditionalAnnotations(Simplifier.Annotation))))))));

    private sealed class AllAtOnce : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var diagnostics = await DiagnosticsOf(fixAllContext).ConfigureAwait(false);
            return CodeAction.Create(Title, cancellationToken => ChangeAsync(fixAllContext.Solution, diagnostics, cancellationToken), nameof(IDEM105NoJsonTypeInfo));
        }

        private static async Task<IEnumerable<Diagnostic>> DiagnosticsOf(FixAllContext context)
        {
            if (context is { Scope: FixAllScope.Document, Document: { } document })
            {
                return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            }

            var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];
            var found = await Task.WhenAll(projects.Select(context.GetAllDiagnosticsAsync)).ConfigureAwait(false);
            return found.SelectMany(static diagnostics => diagnostics);
        }

        private static async Task<Solution> ChangeAsync(Solution solution, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
        {
            var places = diagnostics.Where(static diagnostic => diagnostic.AdditionalLocations.Count > 0).GroupBy(static diagnostic => diagnostic.AdditionalLocations[0]);
            foreach (var place in places)
            {
                if (place.Key.SourceTree is { } tree && solution.GetDocument(tree) is { } document
                    && await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
                    && root.FindNode(place.Key.SourceSpan) is ClassDeclarationSyntax context)
                {
                    var types = place.OrderBy(static diagnostic => diagnostic.Location, SourceOrder.Instance)
                        .Select(static diagnostic => diagnostic.Properties[IDEM105NoJsonTypeInfo.ResultType]!).Distinct();
                    solution = solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNode(context, Listing(context, types)));
                }
            }

            return solution;
        }
    }
}
