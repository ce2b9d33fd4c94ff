using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Parse;

/// <summary>Partial methods whose body is generated, and the user's core that it calls: <c>Charge</c> → <c>ChargeCore</c>, <c>ChargeAsync</c> → <c>ChargeCoreAsync</c>.</summary>
internal static class PartialMethods
{
    private const string RuleId = "IDEM101";
    private const string Async = "Async";

    /// <summary>Why the generated body can't call a core; null when it can. What holds for every way is not asked here.</summary>
    public static Refusal? Refuse(IMethodSymbol method, KnownSymbols known) =>
        (RefusePart(method) ?? RefuseReceiver(method, known)) is { } what ? new Refusal(RuleId, $"{Describe(method)} {what}")
        : Core(method, known) is null ? new Refusal(RuleId, $"{Describe(method)} {RefuseCore(method)}")
        : RuntimeSources.Parse(method, method.ContainingType, "this", known).Refusal;

    /// <summary>The method that the generated body calls; null where there is none that fits.</summary>
    public static IMethodSymbol? Core(IMethodSymbol method, KnownSymbols known) =>
        method.ContainingType.SelfAndBases().SelectMany(type => type.GetMembers(CoreName(method))).OfType<IMethodSymbol>().FirstOrDefault(core => Fits(core, method, known));

    /// <summary>Whether the generated body of an annotated method of the same type calls this one, which then is no operation of its own.</summary>
    public static bool IsCore(IMethodSymbol method, KnownSymbols known) =>
        PartialName(method.Name) is { } name
        && method.ContainingType.GetMembers(name).OfType<IMethodSymbol>().Any(partial => Placement.IsPartial(partial) && Core(partial, known).Is(method));

    /// <summary>Whether a core can be written beside the method: it is missing, and nothing has its name and parameters.</summary>
    public static bool IsCoreMissing(IMethodSymbol method, KnownSymbols known) =>
        Core(method, known) is null && !method.ContainingType.GetMembers(CoreName(method)).Any(member => member is not IMethodSymbol other || HasParametersOf(other, method));

    /// <summary>Whether the type and those around it have parts, so that generated code can be one: a file type only has them in its own file.</summary>
    public static bool CanHavePart(INamedTypeSymbol type) => RefusePart(type) is null;

    public static string CoreName(IMethodSymbol method) => CoreName(method.Name);

    public static string CoreName(string method) =>
        method.Length > Async.Length && method.EndsWith(Async, StringComparison.Ordinal) ? method.Substring(0, method.Length - Async.Length) + "CoreAsync" : method + "Core";

    private static string? PartialName(string core) =>
        core.EndsWith("CoreAsync", StringComparison.Ordinal) ? core.Substring(0, core.Length - "CoreAsync".Length) + Async
        : core.EndsWith("Core", StringComparison.Ordinal) ? core.Substring(0, core.Length - "Core".Length)
        : null;

    private static string? RefusePart(IMethodSymbol method) => RefusePart(method.ContainingType);

    private static string? RefusePart(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
            {
                return $"needs a generated body, and {current.Name} is a file type, which has parts only in its own file; make it internal";
            }

            if (!current.DeclaringSyntaxReferences.Any(static reference =>
                reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.PartialKeyword)))
            {
                return $"needs a generated body, and {current.Name} is not partial";
            }
        }

        return null;
    }

    private static string? RefuseReceiver(IMethodSymbol method, KnownSymbols known)
    {
        var type = method.ContainingType;
        if (method.IsStatic)
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return method.IsVirtual ? "is virtual in its interface, so that a class would go around its generated body; leave out virtual, or give it a body of yours" : null;
        }

        // The body runs on a copy, and a replay would not repeat the change either.
        return !type.IsValueType || method.IsReadOnly
            ? type.IsRefLikeType ? $"belongs to the ref struct {type.Name}, which can't be kept for the body; make the method static"
                : type.IsValueType && Core(method, known) is { IsReadOnly: false } ? $"runs on a copy of {type.Name}, where changes by {CoreName(method)} would be lost; make that readonly too"
                : null
            : $"would run on a copy of {type.Name}, where changes would be lost; make the method or the struct readonly, or the struct a class";
    }

    private static string RefuseCore(IMethodSymbol method)
    {
        var (name, type) = (CoreName(method), method.ContainingType);
        return type.GetMembers(name).IsEmpty
            ? $"is partial, and its generated body calls {name}, which {type.Name} does not have; write it with the same parameters and return type"
            : $"is partial, and its generated body calls {name}; give that the same parameters, type parameters, return type and {(method.IsStatic ? "static" : "no static")}";
    }

    private static bool Fits(IMethodSymbol core, IMethodSymbol method, KnownSymbols known)
    {
        if (core.IsStatic != method.IsStatic || core.RefKind != RefKind.None || !HasParametersOf(core, method) || !known.Compilation.IsSymbolAccessibleWithin(core, method.ContainingType))
        {
            return false;
        }

        var constructed = method.Arity == 0 ? core : core.Construct([.. method.TypeArguments]);
        var constraints = TypeParameters.Of(core.TypeParameters);
        return constructed.ReturnType.Is(method.ReturnType)
            && (constraints.All(static parameter => parameter.Constraints.Length == 0) || constraints.Equals(TypeParameters.Of(method.TypeParameters)));
    }

    private static bool HasParametersOf(IMethodSymbol core, IMethodSymbol method)
    {
        if (core.MethodKind != MethodKind.Ordinary || core.Arity != method.Arity || core.Parameters.Length != method.Parameters.Length)
        {
            return false;
        }

        var constructed = method.Arity == 0 ? core : core.Construct([.. method.TypeArguments]);
        return constructed.Parameters.Zip(method.Parameters, static (a, b) => a.RefKind == b.RefKind && a.Type.Is(b.Type)).All(static same => same);
    }

    private static string Describe(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
