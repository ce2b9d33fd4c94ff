using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Idempotent.Generators.Rules;

/// <summary>Gives a key another type where it is declared and, for an interface's parameter, in every implementation; only where all of them can change and nothing else says the type.</summary>
/// <param name="id">The rule's id.</param>
/// <param name="title">What the developer is offered.</param>
internal abstract class KeyTypeFix(string id, string title) : IdempotencyFix(id)
{
    /// <summary>Whether a type, without its question mark, is to be changed; by its text, since a fix of many files has no models of them all.</summary>
    protected abstract bool IsWrong(string type);

    /// <summary>What it becomes.</summary>
    protected abstract TypeSyntax Right(TypeSyntax wrong);

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
            finding.Offer(title, GetType().Name, cancellationToken => ChangeAsync(document.Project.Solution, types, cancellationToken));
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
        return [.. implementations.OfType<IMethodSymbol>().Where(static other => !Placement.IsEmitted(other)).SelectMany(other => other.Parameters[parameter.Ordinal].DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellationToken)).Prepend(target).Distinct()];
    }

    private async Task<Solution> ChangeAsync(Solution solution, IEnumerable<TypeSyntax> types, CancellationToken cancellationToken)
    {
        foreach (var inFile in types.GroupBy(static type => type.SyntaxTree))
        {
            var root = await inFile.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.GetDocumentId(inFile.Key) is { } id ? solution.WithDocumentSyntaxRoot(id, root.ReplaceNodes(inFile, (old, _) => Changed(old))) : solution;
        }

        return solution;
    }

    /// <summary>The whole type, when it is to be changed, nullable or not, and neither a value nor a base type depends on it.</summary>
    private TypeSyntax? TypeOf(SyntaxNode declaration) => declaration switch
    {
        ParameterSyntax { Default: null, Type: { } type } when IsWrong(type) => type,
        PropertyDeclarationSyntax { Initializer: null, ExpressionBody: null, ExplicitInterfaceSpecifier: null, Type: var type } property
            when IsWrong(type) && !property.Modifiers.Any(SyntaxKind.OverrideKeyword) && !property.Modifiers.Any(SyntaxKind.VirtualKeyword) => type,
        FieldDeclarationSyntax { Declaration: { Type: var type, Variables.Count: 1 } field } when IsWrong(type) && field.Variables[0].Initializer is null => type,
        _ => null,
    };

    private bool IsWrong(TypeSyntax type) => IsWrong(Bare(type).WithoutTrivia().ToString());

    private TypeSyntax Changed(TypeSyntax old)
    {
        var right = Right(Bare(old)).WithoutTrivia();
        return (old is NullableTypeSyntax ? SyntaxFactory.NullableType(right) : right).WithTriviaFrom(old);
    }

    private static TypeSyntax Bare(TypeSyntax type) => type is NullableTypeSyntax nullable ? nullable.ElementType : type;
}
