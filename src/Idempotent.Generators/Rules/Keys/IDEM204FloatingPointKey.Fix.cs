using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Idempotent.Generators.Rules;

/// <summary>Makes a number decimal where it is declared and in every implementation; only where the type is a plain number and no default value depends on it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM204FloatingPointKeyFix)), Shared]
internal sealed class IDEM204FloatingPointKeyFix() : IdempotencyFix("IDEM204")
{
    protected override void Offer(Finding finding)
    {
        if (finding.Target?.FirstAncestorOrSelf<SyntaxNode>(static node => node is ParameterSyntax or MemberDeclarationSyntax) is { } target
            && TypeOf(target) is { } type && finding.Document.Project.Solution.GetDocument(target.SyntaxTree) is { } document)
        {
            finding.Offer("Make it decimal", nameof(IDEM204FloatingPointKey), cancellationToken => ChangeAsync(document, target, type, cancellationToken));
        }
    }

    private static async Task<Solution> ChangeAsync(Document document, SyntaxNode target, TypeSyntax type, CancellationToken cancellationToken)
    {
        var solution = document.Project.Solution;
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var types = new List<TypeSyntax> { type };
        if (target is ParameterSyntax && model?.GetDeclaredSymbol(target, cancellationToken) is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method } parameter)
        {
            var implementations = await SymbolFinder.FindImplementationsAsync(method, solution, cancellationToken: cancellationToken).ConfigureAwait(false);
            var overrides = await SymbolFinder.FindOverridesAsync(method, solution, cancellationToken: cancellationToken).ConfigureAwait(false);
            types.AddRange(implementations.Concat(overrides).OfType<IMethodSymbol>()
                .SelectMany(other => other.Parameters[parameter.Ordinal].DeclaringSyntaxReferences)
                .Select(reference => TypeOf(reference.GetSyntax(cancellationToken))).OfType<TypeSyntax>());
        }

        foreach (var inFile in types.Distinct().GroupBy(static found => found.SyntaxTree))
        {
            var root = await inFile.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.GetDocumentId(inFile.Key) is { } id ? solution.WithDocumentSyntaxRoot(id, root.ReplaceNodes(inFile, static (old, _) => Decimal(old))) : solution;
        }

        return solution;
    }

    /// <summary>The whole type, when it is a floating-point number, nullable or not, and nothing else depends on it.</summary>
    private static TypeSyntax? TypeOf(SyntaxNode declaration) => declaration switch
    {
        ParameterSyntax { Default: null, Type: { } type } when IsNumber(type) => type,
        PropertyDeclarationSyntax { Initializer: null, ExpressionBody: null, Type: var type } when IsNumber(type) => type,
        FieldDeclarationSyntax { Declaration: { Type: var type, Variables.Count: 1 } field } when IsNumber(type) && field.Variables[0].Initializer is null => type,
        _ => null,
    };

    private static bool IsNumber(TypeSyntax type) => (type is NullableTypeSyntax nullable ? nullable.ElementType : type).WithoutTrivia().ToString() is
        "double" or "float" or "Double" or "Single" or "Half" or "System.Double" or "System.Single" or "System.Half";

    private static TypeSyntax Decimal(TypeSyntax old)
    {
        var number = SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DecimalKeyword));
        return (old is NullableTypeSyntax ? (TypeSyntax)SyntaxFactory.NullableType(number) : number).WithTriviaFrom(old);
    }
}
