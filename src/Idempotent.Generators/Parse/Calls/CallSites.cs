using System.Collections.Immutable;
using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Parse.Calls;

/// <summary>Finds the calls that interceptors take.</summary>
internal static class CallSites
{
    /// <summary>The calls of one file. Only those by one of the names are looked at closely.</summary>
    public static ImmutableArray<InterceptedCallModel> Of(CallingFile file, EquatableArray<string> names, Compilation compilation, CancellationToken cancellationToken)
    {
        var known = KnownSymbols.Of(compilation);
        var model = compilation.GetSemanticModel(file.Tree);
        var found = ImmutableArray.CreateBuilder<InterceptedCallModel>();
        foreach (var call in CallingFile.Calls(file.Tree, cancellationToken).Where(call => CallingFile.NameOf(call) is { } name && names.Contains(name)))
        {
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
                && known.InterceptorOf(method.Declared()) is { } interceptor
                && model.GetOperation(call, cancellationToken) is IInvocationOperation operation
                && CallObstacles.Of(operation, cancellationToken) is null)
            {
                found.Add(new(interceptor, Site(call, model, cancellationToken)));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>One interceptor for each method that is called, whatever the order in which files are compiled.</summary>
    public static ImmutableArray<InterceptorModel> Grouped(IEnumerable<InterceptedCallModel> calls) =>
    [
        .. calls.GroupBy(static call => call.Method.HintName, StringComparer.Ordinal)
            .OrderBy(static calls => calls.Key, StringComparer.Ordinal)
            .Select(static calls => new InterceptorModel(calls.First().Method, calls.Select(static call => call.Site)
                .OrderBy(static site => site.File, StringComparer.Ordinal).ThenBy(static site => site.Line).ThenBy(static site => site.Column).ThenBy(static site => site.Attribute, StringComparer.Ordinal)
                .ToEquatableArray())),
    ];

    private static CallSiteModel Site(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            var other => other,
        };
        var start = call.SyntaxTree.GetText(cancellationToken).Lines.GetLinePosition(name.SpanStart);
        return new CallSiteModel(
            model.GetInterceptableLocation(call, cancellationToken)!.GetInterceptsLocationAttributeSyntax(), Path.GetFileName(call.SyntaxTree.FilePath), start.Line + 1, start.Character + 1);
    }
}
