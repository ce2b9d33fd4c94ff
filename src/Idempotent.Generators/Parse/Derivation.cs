using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Parse;

/// <summary>Which classes generated code can derive from, and which members it can use and override there.</summary>
internal static class Derivation
{
    private const string RuleId = "IDEM101";
    private const string Advice = "open it, make the method partial, or declare it in an interface";

    /// <summary>Why no class can be derived from this one to run a method of its own or its base's once per key; null when one can.</summary>
    public static Refusal? RefuseClass(INamedTypeSymbol type, IMethodSymbol method, KnownSymbols known)
    {
        var what = type switch
        {
            { IsSealed: true } => "is sealed",
            { IsRecord: true } => "is a record, which only records derive from",
            _ when !Constructors(type, known).Any() => "has no constructor that generated code can call",
            _ => null,
        };
        return what is not null ? new Refusal(RuleId, $"{type.Name} {what}, so no class can be derived from it that runs {Describe(method)} once per key; {Advice}")
            : Reach.Obstacle(type, known) is { } obstacle ? new Refusal(RuleId, obstacle)
            : null;
    }

    /// <summary>Why a method can't be overridden to run once per key; null when it can.</summary>
    public static Refusal? RefuseOverride(IMethodSymbol method, KnownSymbols known)
    {
        var what = method.IsSealed ? $"is a sealed override, so no derived class can run it once per key; {Advice}"
            : !IsInherited(method, known) ? "is internal to another assembly, so no class of this one can override it"
            : null;
        return what is not null ? new Refusal(RuleId, $"{Describe(method)} {what}")
            : method.Parameters.Select(static p => p.Type).Append(method.ReturnType).Select(type => Reach.Obstacle(type, known)).FirstOrDefault(static o => o is not null) is { } obstacle ? new Refusal(RuleId, obstacle)
            : null;
    }

    /// <summary>
    /// Why <c>base.Method(…)</c> in a derived class would not mean the method; null when it does. The language looks for overloads in the nearest class that declares one that fits, and an
    /// override is no declaration.
    /// </summary>
    public static Refusal? RefuseHidden(INamedTypeSymbol type, IMethodSymbol method)
    {
        var root = method;
        while (root.OverriddenMethod is { } overridden)
        {
            root = overridden;
        }

        for (var current = type; !current.Is(root.ContainingType); current = current.BaseType!)
        {
            foreach (var other in current.GetMembers(method.Name).OfType<IMethodSymbol>().Where(other => !other.IsOverride && MayTake(other, method)))
            {
                return new Refusal(RuleId, $"{Describe(other)} would be called in the place of {Describe(method)} by a derived class that calls its base; give one of them another name");
            }
        }

        return null;
    }

    private static bool MayTake(IMethodSymbol other, IMethodSymbol method) =>
        other.Arity == method.Arity
        && (other.Parameters.Length == method.Parameters.Length
            || (other.Parameters.Length > method.Parameters.Length ? other.Parameters.Skip(method.Parameters.Length).All(static p => p.IsOptional || p.IsParams) : other.Parameters.LastOrDefault() is { IsParams: true }));

    /// <summary>The constructors that a derived class in this compilation can call and declare in its turn.</summary>
    public static IEnumerable<IMethodSymbol> Constructors(INamedTypeSymbol type, KnownSymbols known) => type.InstanceConstructors.Where(constructor =>
        IsInherited(constructor, known)
        && !constructor.IsVararg
        && (!Shapes.IsUnsafe(constructor) || known.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: true })
        && constructor.Parameters.All(parameter => Reach.Obstacle(parameter.Type, known) is null));

    /// <summary>Whether a derived class in this compilation can use the member.</summary>
    public static bool IsInherited(ISymbol member, KnownSymbols known) => member.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => IsFriend(member, known),
        _ => false,
    };

    /// <summary>The accessibility that an override of the member has, with a trailing space.</summary>
    public static string Accessible(ISymbol member, KnownSymbols known) => member.DeclaredAccessibility switch
    {
        Accessibility.Public => "public ",
        Accessibility.Internal => "internal ",
        Accessibility.ProtectedAndInternal => "private protected ",
        Accessibility.ProtectedOrInternal when IsFriend(member, known) => "protected internal ",
        _ => "protected ",
    };

    private static bool IsFriend(ISymbol member, KnownSymbols known) =>
        member.ContainingAssembly.Is(known.Compilation.Assembly) || member.ContainingAssembly.GivesAccessTo(known.Compilation.Assembly);

    private static string Describe(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
