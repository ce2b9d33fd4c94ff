using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Simplification;

namespace Idempotent.Generators.Rules;

/// <summary>
/// Makes methods return tasks, together with what implements, overrides or is their core, and awaits them where they are called. A method of which one declaration or one call can't follow stays as it is.
/// </summary>
internal sealed class AsyncEdits(Solution solution, CancellationToken cancellationToken)
{
    private readonly HashSet<MethodDeclarationSyntax> _declarations = [];
    private readonly HashSet<InvocationExpressionSyntax> _calls = [];

    /// <summary>Takes a method along. False, with nothing changed, where that is not certain to compile and to do the same.</summary>
    public async Task<bool> TryAddAsync(IMethodSymbol method)
    {
        var family = await FamilyAsync(method).ConfigureAwait(false);
        var declarations = family.SelectMany(static member => member.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax(cancellationToken)).ToList();
        if (family.Any(static member => member.DeclaringSyntaxReferences.IsEmpty || member.Parameters.Any(static p => p.RefKind != RefKind.None)) || !declarations.TrueForAll(CanFollow))
        {
            return false;
        }

        var changed = new HashSet<MethodDeclarationSyntax>(_declarations.Concat(declarations.Cast<MethodDeclarationSyntax>()));
        var calls = new List<InvocationExpressionSyntax>();
        foreach (var member in family)
        {
            foreach (var found in await SymbolFinder.FindReferencesAsync(member, solution, cancellationToken).ConfigureAwait(false))
            {
                foreach (var place in found.Locations.Where(static place => place.Document is not SourceGeneratedDocument))
                {
                    var root = await place.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                    var name = root!.FindNode(place.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
                    if (IsOnlyNamed(name))
                    {
                        continue;
                    }

                    if (AwaitableCalls.Of(name, changed, await place.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false)) is not { } call)
                    {
                        return false;
                    }

                    calls.Add(call);
                }
            }
        }

        _declarations.UnionWith(changed);
        _calls.UnionWith(calls);
        return true;
    }

    public async Task<Solution> ApplyAsync()
    {
        foreach (var edits in _declarations.Concat<SyntaxNode>(_calls).GroupBy(static node => node.SyntaxTree))
        {
            if (solution.GetDocument(edits.Key) is { } document)
            {
                var root = await edits.Key.GetRootAsync(cancellationToken).ConfigureAwait(false);
                solution = solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNodes(edits, static (_, edited) => edited switch
                {
                    MethodDeclarationSyntax method => Asynchronous(method),
                    var call => Awaited((InvocationExpressionSyntax)call),
                }));
            }
        }

        return solution;
    }

    /// <summary>The method and all that must have its signature.</summary>
    private async Task<HashSet<IMethodSymbol>> FamilyAsync(IMethodSymbol method)
    {
        var family = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<IMethodSymbol>([method]);
        while (open.Count > 0)
        {
            var member = open.Dequeue().OriginalDefinition;
            if (!family.Add(member))
            {
                continue;
            }

            var type = member.ContainingType;
            var related = (await SymbolFinder.FindOverridesAsync(member, solution, cancellationToken: cancellationToken).ConfigureAwait(false))
                .Concat(await SymbolFinder.FindImplementationsAsync(member, solution, cancellationToken: cancellationToken).ConfigureAwait(false))
                .Concat(type.AllInterfaces.SelectMany(static service => service.GetMembers()).Where(other => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(other), member)))
                .Concat(member.IsPartialDefinition ? type.GetMembers(PartialMethods.CoreName(member)) : [])
                .Append(member.OverriddenMethod);
            foreach (var other in related.OfType<IMethodSymbol>().Where(static other => !Placement.IsEmitted(other)))
            {
                open.Enqueue(other);
            }
        }

        return family;
    }

    /// <summary>Whether a declaration can return a task and nothing else of it changes.</summary>
    private bool CanFollow(SyntaxNode node) =>
        node is MethodDeclarationSyntax { ReturnType: not RefTypeSyntax } method
        && solution.GetDocument(node.SyntaxTree) is not (null or SourceGeneratedDocument)
        && !method.Modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.UnsafeKeyword or SyntaxKind.ExternKeyword)
        && !method.DescendantNodes(static child => child is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).OfType<YieldStatementSyntax>().Any();

    /// <summary>Documentation and <c>nameof</c> name a method without a call.</summary>
    private static bool IsOnlyNamed(SyntaxNode name) =>
        name.AncestorsAndSelf().Any(static node => node is CrefSyntax or InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } });

    private static MethodDeclarationSyntax Asynchronous(MethodDeclarationSyntax method)
    {
        var result = method.ReturnType;
        var isVoid = result is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        var task = SyntaxFactory.ParseTypeName($"global::System.Threading.Tasks.Task{(isVoid ? "" : $"<{result.WithoutTrivia()}>")}").WithAdditionalAnnotations(Simplifier.Annotation);
        var hasBody = method.Body is not null || method.ExpressionBody is not null;
        if (!hasBody || method.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return method.WithReturnType(task.WithTriviaFrom(result));
        }

        var keyword = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return method.Modifiers.Count > 0
            ? method.WithReturnType(task.WithTriviaFrom(result)).WithModifiers(method.Modifiers.Add(keyword))
            : method.WithReturnType(task.WithTrailingTrivia(result.GetTrailingTrivia())).WithModifiers([keyword.WithLeadingTrivia(result.GetLeadingTrivia())]);
    }

    private static ExpressionSyntax Awaited(InvocationExpressionSyntax call)
    {
        var keyword = SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var awaited = SyntaxFactory.AwaitExpression(keyword, call.WithoutTrivia());
        return call.Parent is ExpressionStatementSyntax
            ? awaited.WithTriviaFrom(call)
            : SyntaxFactory.ParenthesizedExpression(awaited).WithTriviaFrom(call).WithAdditionalAnnotations(Simplifier.Annotation);
    }
}
