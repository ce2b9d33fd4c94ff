using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>A virtual method that runs once per key in what is derived from a class.</summary>
/// <param name="Method">The class's own method, or the one that it inherits.</param>
/// <param name="Annotations">The attributes that hold for it, those of the methods that it overrides last.</param>
internal sealed record DerivedMember(IMethodSymbol Method, IReadOnlyList<Annotation> Annotations)
{
    /// <summary>The attribute whose settings count: what was declared first, as an interface's would be.</summary>
    public Annotation Annotation => Annotations[Annotations.Count - 1];

    /// <summary>The name that an override gives; null where none does.</summary>
    public string? NameByOverride => Annotations.Take(Annotations.Count - 1).Select(static annotation => annotation.GivenName).FirstOrDefault(static name => name is not null);
}

/// <summary>The virtual methods of a class and its base classes that are annotated where they are declared or overridden.</summary>
internal static class DerivedMembers
{
    /// <summary>Those that no interface's decorator and no generated body runs already, the class's own first.</summary>
    public static IEnumerable<DerivedMember> Of(INamedTypeSymbol type, KnownSymbols known)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (INamedTypeSymbol? current = type; MayHave(current, known); current = current!.BaseType)
        {
            foreach (var method in current!.GetMembers().OfType<IMethodSymbol>().Where(static m => m.IsVirtual || m.IsAbstract || m.IsOverride))
            {
                var annotations = new List<Annotation>();
                var isNearest = overridden.Add(method);
                for (var declared = method; declared is not null; declared = declared.OverriddenMethod)
                {
                    overridden.Add(declared);
                    annotations.AddRange(new[] { Annotations.Of(declared, known) }.OfType<Annotation>());
                }

                if (isNearest && annotations.Count > 0 && Placement.Of(method, known) is not { Refusal: null, Way: not Way.Derived })
                {
                    yield return new DerivedMember(method, annotations);
                }
            }
        }
    }

    /// <summary>Whether a class or one of its base classes may have such methods: cheap, since every class with a base is asked.</summary>
    public static bool MayHave(INamedTypeSymbol? type, KnownSymbols known) =>
        type is { TypeKind: TypeKind.Class, SpecialType: not SpecialType.System_Object } && known.MayAnnotate(type.ContainingAssembly);
}
