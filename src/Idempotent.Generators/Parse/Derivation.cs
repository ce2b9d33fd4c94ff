using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Which classes generated code can derive from, and which members it can override there.</summary>
internal static class Derivation
{
    private const string RuleId = "IDEM101";
    private const string Advice = "open it, make the method partial, or declare it in an interface";

    /// <summary>Why no class can be derived from this one; null when one can.</summary>
    public static Refusal? RefuseClass(INamedTypeSymbol type, KnownSymbols known)
    {
        var what = type switch
        {
            { IsSealed: true } => "is sealed",
            { IsRecord: true } => "is a record, which only records derive from",
            _ when !Constructors(type, known).Any() => "has no constructor that generated code can call",
            _ => null,
        };
        return what is not null ? new Refusal(RuleId, $"{type.Name} {what}, so no class can be derived from it that runs its virtual methods once per key; {Advice}")
            : Reach.Obstacle(type, known) is { } obstacle ? new Refusal(RuleId, obstacle)
            : null;
    }

    /// <summary>Why a method can't be overridden; null when it can.</summary>
    public static Refusal? RefuseOverride(IMethodSymbol method) => method.IsSealed
        ? new Refusal(RuleId, $"{method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)} is a sealed override, so no derived class can run it once per key; {Advice}")
        : null;

    /// <summary>The constructors that a derived class in this compilation can call.</summary>
    public static IEnumerable<IMethodSymbol> Constructors(INamedTypeSymbol type, KnownSymbols known) =>
        type.InstanceConstructors.Where(constructor => IsInherited(constructor, known));

    /// <summary>Whether a derived class in this compilation can use the member.</summary>
    public static bool IsInherited(ISymbol member, KnownSymbols known) => member.DeclaredAccessibility switch
    {
        Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
        Accessibility.Internal or Accessibility.ProtectedAndInternal =>
            member.ContainingAssembly.Is(known.Compilation.Assembly) || member.ContainingAssembly.GivesAccessTo(known.Compilation.Assembly),
        _ => false,
    };
}
