using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Calls;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Puts <c>[Idempotent]</c> on a method and marks its key; only where the generator can wrap it, and one parameter says by its name that it identifies the call.</summary>
/// <param name="Method">The declaration.</param>
/// <param name="Key">Its parameter.</param>
internal sealed record IdempotentEdit(MethodDeclarationSyntax Method, ParameterSyntax Key)
{
    public string Title => $"Make '{Method.Identifier.ValueText}' run once per '{Key.Identifier.ValueText}'";

    public SyntaxNode Apply(SyntaxNode method) => method.ReplaceNode(
        ((MethodDeclarationSyntax)method).ParameterList.Parameters[((ParameterListSyntax)Key.Parent!).Parameters.IndexOf(Key)], Key.WithAttribute("IdempotencyKey")).WithAttribute("Idempotent");

    /// <summary>The edit of the method that is called at one of the places, the last ones first: the nearest to the effect. Null where none can be made idempotent.</summary>
    public static async Task<IdempotentEdit?> OfCalledAsync(Solution solution, IEnumerable<Location> places, CancellationToken cancellationToken)
    {
        foreach (var place in places.Reverse())
        {
            if (place.SourceTree is { } tree && solution.GetDocument(tree) is { } document && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
                && model.GetSymbolInfo((await tree.GetRootAsync(cancellationToken).ConfigureAwait(false)).FindNode(place.SourceSpan, getInnermostNodeForTie: true), cancellationToken).Symbol is IMethodSymbol called
                && Of(called.Declared(), solution, model.Compilation, cancellationToken) is { } edit)
            {
                return edit;
            }
        }

        return null;
    }

    /// <summary>The edit of a method; null where it can't be made.</summary>
    public static IdempotentEdit? Of(IMethodSymbol method, Solution solution, Compilation compilation, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(compilation);
        if (!CanRunOnce(method, known) || method.DeclaringSyntaxReferences is not [var declared] || solution.GetDocument(declared.SyntaxTree) is null or SourceGeneratedDocument
            || declared.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
        {
            return null;
        }

        var named = KeyCandidates.Of(syntax, compilation.GetSemanticModel(syntax.SyntaxTree), cancellationToken).Where(static candidate => !candidate.IsIgnored && candidate.Symbol.IsNamedAsKey()).ToList();
        return named.Count == 1 ? new(syntax, named[0].Syntax) : null;
    }

    /// <summary>Whether the generator could wrap it, by the functions that it asks itself. A class's method that an interface declares is wrapped there, past which this call goes.</summary>
    private static bool CanRunOnce(IMethodSymbol method, KnownSymbols known) =>
        method is { MethodKind: MethodKind.Ordinary, IsOverride: false, IsPartialDefinition: false }
        && method.ContainingAssembly.Is(known.Compilation.Assembly)
        && !Protections.IsProtected(method, known) && !method.Has(known.NonIdempotentAttribute)
        && !InterfaceMembers.IsImplementation(method)
        && Placement.Of(method, known) is { Refusal: null, Way: var way }
        && (way != Way.Intercepted || Interception.Inaccessible(method, known) is null)
        && (way != Way.Decorated || ServiceParser.RefuseTypes(method.ContainingType, implementation: null, known) is null)
        && Results.Refuse(method, known) is null
        && !KeyParser.Find(method, known).Any(static finding => finding.IsError);
}
