using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Idempotent.Generators.Rules;

/// <summary>Makes a number decimal where it is declared and, for an interface's parameter, in every implementation; only where all of them can change and nothing else says the type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM204FloatingPointKeyFix)), Shared]
internal sealed class IDEM204FloatingPointKeyFix() : IdempotencyFix("IDEM204")
{
    protected override async Task OfferAsync(Finding finding)
    {
        if (finding.Target?.FirstAncestorOrSelf<SyntaxNode>(static node => node is ParameterSyntax or MemberDeclarationSyntax) is not { } target
            || finding.Document.Project.Solution.GetDocument(target.SyntaxTree) is not { } document
            || await document.GetSemanticModelAsync(finding.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        var declarations = await DeclarationsAsync(target, model, document.Project.Solution, finding.CancellationToken).ConfigureAwait(false);
        var types = declarations.Select(TypeOf).OfType<TypeSyntax>().Distinct().ToList();
        if (types.Count > 0 && types.Count == declarations.Count)
        {
            finding.Offer("Make it decimal", nameof(IDEM204FloatingPointKey), cancellationToken => ChangeAsync(document.Project.Solution, types, cancellationToken));
        }
    }

    /// <summary>The places that must change together; none where a declaration elsewhere decides.</summary>
    private static async Task<IReadOnlyList<SyntaxNode>> DeclarationsAsync(SyntaxNode target, SemanticModel model, Solution solution, CancellationToken cancellationToken)
    {
        if (target is not ParameterSyntax || model.GetDeclaredSymbol(target, cancellationToken) is not IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } method } parameter)
        {
            return [target];
        }

        if (method.ContainingType.TypeKind != TypeKind.Interface)
        {
            return [];
        }

        var implementations = await SymbolFinder.FindImplementationsAsync(method, solution, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. implementations.OfType<IMethodSymbol>().SelectMany(other => other.Parameters[parameter.Ordinal].DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellationToken)).Prepend(target).Distinct()];
    }

    private static async Task<Solution> ChangeAsync(Solution solution, IEnumerable<TypeSyntax> types, CancellationToken cancellationToken)
    {
        foreach (var inFile in types.GroupBy(static type => type.SyntaxTree))
        {
            var root = await inFile.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.GetDocumentId(inFile.Key) is { } id ? solution.WithDocumentSyntaxRoot(id, root.ReplaceNodes(inFile, static (old, _) => Decimal(old))) : solution;
        }

        return solution;
    }

    /// <summary>The whole type, when it is a floating-point number, nullable or not, and neither a value nor a base type depends on it.</summary>
    private static TypeSyntax? TypeOf(SyntaxNode declaration) => declaration switch
    {
        ParameterSyntax { Default: null, Type: { } type } when IsNumber(type) => type,
        PropertyDeclarationSyntax { Initializer: null, ExpressionBody: null, ExplicitInterfaceSpecifier: null, Type: var type } property
            when IsNumber(type) && !property.Modifiers.Any(SyntaxKind.OverrideKeyword) && !property.Modifiers.Any(SyntaxKind.VirtualKeyword) => type,
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
