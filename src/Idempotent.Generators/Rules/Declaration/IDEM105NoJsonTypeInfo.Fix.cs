using System.Composition;
using Microsoft.CodeAnalysis;
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
    public override FixAllProvider GetFixAllProvider() => new AllAtOnce(Title, nameof(IDEM105NoJsonTypeInfo), ChangeAsync);

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
