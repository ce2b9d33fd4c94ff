using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Simplification;

namespace Idempotent.Generators.Rules;

/// <summary>Takes a value as a parameter where a method makes it, and makes it where the method is called. A method whose signature or whose calls others decide stays as it is.</summary>
internal sealed class ParameterEdits
{
    private const string Name = "idempotencyKey";

    private readonly MethodDeclarationSyntax _method;
    private readonly ExpressionSyntax _value;
    private readonly List<ArgumentListSyntax> _calls = [];
    private readonly ParameterSyntax _parameter;
    private readonly ExpressionSyntax _argument;
    private readonly int _index;

    private ParameterEdits(MethodDeclarationSyntax method, ExpressionSyntax value, ITypeSymbol type, SemanticModel model)
    {
        _method = method;
        _value = value;
        _parameter = SyntaxFactory.Parameter(SyntaxFactory.Identifier(Name))
            .WithType(SyntaxFactory.ParseTypeName(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(model, value.SpanStart)).WithTrailingTrivia(SyntaxFactory.Space));
        _argument = value.WithoutTrivia().ReplaceNodes(
            value.DescendantNodesAndSelf().Where(IsRoot).OfType<IdentifierNameSyntax>(),
            (old, _) => SyntaxFactory.ParseName(model.GetSymbolInfo(old).Symbol!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).WithAdditionalAnnotations(Simplifier.Annotation));
        var parameters = method.ParameterList.Parameters;
        var end = parameters.IndexOf(static parameter => parameter.Default is not null || parameter.Modifiers.Any(SyntaxKind.ParamsKeyword) || parameter.Type?.ToString() == nameof(CancellationToken));
        _index = end < 0 ? parameters.Count : end;
    }

    /// <summary>The edit; null where it is not certain that everything compiles and means the same.</summary>
    public static async Task<ParameterEdits?> FindAsync(ExpressionSyntax value, SemanticModel model, Solution solution, CancellationToken cancellationToken)
    {
        if (value.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { AttributeLists.Count: 0 } method
            || value.Ancestors().TakeWhile(node => node != method).Any(static node => node is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax { Modifiers.Count: > 1 })
            || model.GetDeclaredSymbol(method, cancellationToken) is not { IsVirtual: false, IsAbstract: false, IsOverride: false, IsExtensionMethod: false, IsPartialDefinition: false, PartialDefinitionPart: null } symbol
            || symbol.ContainingType.TypeKind == TypeKind.Interface || InterfaceMembers.IsImplementation(symbol)
            || model.GetTypeInfo(value, cancellationToken).Type is not { TypeKind: not TypeKind.Error } type
            || !value.DescendantNodesAndSelf().Where(IsRoot).All(node => node is IdentifierNameSyntax && model.GetSymbolInfo(node, cancellationToken).Symbol is INamedTypeSymbol)
            || method.DescendantTokens().Any(static token => token.ValueText == Name))
        {
            return null;
        }

        var edits = new ParameterEdits(method, value, type, model);
        return await edits.FindCallsAsync(symbol, solution, cancellationToken).ConfigureAwait(false) ? edits : null;
    }

    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken)
    {
        foreach (var edits in _calls.Append<SyntaxNode>(_method.ParameterList).Append(_value).GroupBy(static node => node.SyntaxTree))
        {
            var root = await edits.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
            solution = solution.WithDocumentSyntaxRoot(solution.GetDocumentId(edits.Key)!, root.ReplaceNodes(edits, (old, edited) => edited switch
            {
                ParameterListSyntax list => list.WithParameters(Inserted(list.Parameters, _parameter)),
                ArgumentListSyntax list => list.WithArguments(Inserted(list.Arguments, SyntaxFactory.Argument(_method.Span.Contains(old.Span) && old.SyntaxTree == _method.SyntaxTree ? SyntaxFactory.IdentifierName(Name) : _argument))),
                _ => SyntaxFactory.IdentifierName(Name).WithTriviaFrom(old),
            }));
        }

        return solution;
    }

    /// <summary>Names that an expression begins with: what is not a member of what stands before it.</summary>
    private static bool IsRoot(SyntaxNode node) => node is ThisExpressionSyntax or BaseExpressionSyntax
        || (node is SimpleNameSyntax name && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name) && name.Parent is not (NameColonSyntax or NameEqualsSyntax));

    /// <summary>Every call, where all uses are calls that give what comes before by place. Without any the method is called by something that is not seen.</summary>
    private async Task<bool> FindCallsAsync(IMethodSymbol symbol, Solution solution, CancellationToken cancellationToken)
    {
        var found = await SymbolFinder.FindReferencesAsync(symbol, solution, cancellationToken).ConfigureAwait(false);
        foreach (var place in found.SelectMany(static reference => reference.Locations))
        {
            var root = await place.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
            var name = root!.FindNode(place.Location.SourceSpan, getInnermostNodeForTie: true);
            var callee = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
            if (place.Document is SourceGeneratedDocument || callee.Parent is not InvocationExpressionSyntax call || call.Expression != callee
                || call.ArgumentList.Arguments.Count < _index || call.ArgumentList.Arguments.Take(_index).Any(static argument => argument.NameColon is not null))
            {
                return false;
            }

            _calls.Add(call.ArgumentList);
        }

        return _calls.Count > 0;
    }

    private SeparatedSyntaxList<TNode> Inserted<TNode>(SeparatedSyntaxList<TNode> list, TNode item)
        where TNode : SyntaxNode
    {
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        var separators = list.GetSeparators().ToList();
        if (list.Count > 0)
        {
            separators.Insert(Math.Max(_index - 1, 0), comma);
        }

        return SyntaxFactory.SeparatedList(list.Take(_index).Append(item).Concat(list.Skip(_index)), separators);
    }
}
