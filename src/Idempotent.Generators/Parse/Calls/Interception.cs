using System.Collections.Immutable;
using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Calls;

/// <summary>Which methods run once per key where they are called, and which of them no generated code could call.</summary>
internal static class Interception
{
    private const string RuleId = "IDEM101";

    /// <summary>Why no call of the method could be taken, or not without losing something; null when calls can be.</summary>
    public static Refusal? Refuse(IMethodSymbol method, KnownSymbols known)
    {
        var type = method.ContainingType;
        var what = method switch
        {
            { MethodKind: MethodKind.LocalFunction } => "is a local function, whose calls the compiler lets nobody intercept; make it a method",
            _ when type.IsRefLikeType => "belongs to a ref struct, which can't outlive the call as a running operation does",
            { IsStatic: false, IsReadOnly: false } when type.IsValueType => "may change its struct, which a replay would not; make it readonly",
            _ when Hidden(method) is { } hidden => $"names its type parameter '{hidden}' as its type names one; give it another name",
            _ => null,
        };
        return what is not null ? new Refusal(RuleId, $"{Describe(method)} {what}")
            : Inaccessible(method, known) is { } reason ? new Refusal(RuleId, $"{reason}; make it internal, or make the method partial")
            : null;
    }

    /// <summary>The methods that an attribute stands for and whose calls are taken.</summary>
    public static ImmutableArray<InterceptedDeclarationModel> Declared(ISymbol annotated, KnownSymbols known, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var methods = annotated switch
        {
            INamedTypeSymbol type => type.GetMembers().OfType<IMethodSymbol>(),
            IMethodSymbol method => [method],
            _ => [],
        };
        return [.. methods.Select(CalledMethods.Declared).Where(method => IsTaken(method, known)).Select(method => new InterceptedDeclarationModel(
            method.GetDocumentationCommentId()!, known.InterceptorOf(method)!.Interceptor.Operation is { } operation ? Registrations.Of(operation) : null))];
    }

    /// <summary>The methods of referenced assemblies whose calls are taken, as documentation names them, in ordinal order.</summary>
    public static EquatableArray<string> Referenced(Compilation compilation)
    {
        var known = KnownSymbols.Of(compilation);
        return !known.IsReferenced ? [] : compilation.SourceModule.ReferencedAssemblySymbols.SelectMany(known.InterceptedMethodsOf)
            .Distinct(StringComparer.Ordinal).OrderBy(static id => id, StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>The method's simple name in its documentation name, by which calls are looked for.</summary>
    public static string NameOf(string id)
    {
        var parameters = id.IndexOf('(');
        var path = parameters < 0 ? id : id.Substring(0, parameters);
        var name = path.Substring(path.LastIndexOf('.') + 1);
        var arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }

    /// <summary>Whether an interceptor takes the method's calls, be it only to throw because the method is refused.</summary>
    /// <param name="method">As it is declared.</param>
    /// <param name="known">Known symbols of the compilation.</param>
    public static bool IsTaken(IMethodSymbol method, KnownSymbols known) => IsMeant(method, known) && Inaccessible(method, known) is null;

    /// <summary>Whether the method runs once per key where it is called. Of another assembly only what its own generator leaves to callers.</summary>
    public static bool IsMeant(IMethodSymbol method, KnownSymbols known) =>
        known.MayAnnotate(method.ContainingAssembly)
        && method.MethodKind == MethodKind.Ordinary
        && Annotations.Of(method, known) is not null
        && (method.ContainingAssembly.Is(known.Compilation.Assembly)
            ? Placement.Of(method, known).Way == Way.Intercepted
            : method.GetDocumentationCommentId() is { } id && known.InterceptedMethodsOf(method.ContainingAssembly).Contains(id));

    /// <summary>Why generated code can't call the method; null where it can.</summary>
    public static string? Inaccessible(IMethodSymbol method, KnownSymbols known) =>
        Reach.Obstacle(method.ContainingType, known)
        ?? (known.Compilation.IsSymbolAccessibleWithin(method, known.Compilation.Assembly) ? null : $"{Describe(method)} is private or protected, so that generated code can't call it");

    private static string? Hidden(IMethodSymbol method) =>
        method.TypeParameters.Select(static own => own.Name).FirstOrDefault(name => method.ContainingType.AllTypeParameters().Any(outer => outer.Name == name));

    private static string Describe(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
