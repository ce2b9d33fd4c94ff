using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>
/// Finds the runtime of a method as <c>[LoggerMessage]</c> finds its logger: a field of the type or of its bases, else a property, else a parameter of the primary constructor. Several of one kind are a
/// refusal, none is left to run time.
/// </summary>
internal static class RuntimeSources
{
    /// <param name="method">The method that is to run once per key.</param>
    /// <param name="within">From where the member is named: the method's own type, or the assembly.</param>
    /// <param name="receiver">The instance as the emitted code has it, e.g. <c>this</c>.</param>
    /// <param name="known">Known symbols of the compilation.</param>
    public static (RuntimeSource? Source, Refusal? Refusal) Parse(IMethodSymbol method, ISymbol within, string receiver, KnownSymbols known)
    {
        var members = Members(method, within, known).ToList();
        foreach (var kind in new[] { SymbolKind.Field, SymbolKind.Property })
        {
            var found = members.Where(member => member.Kind == kind).ToList();
            if (found.Count > 1)
            {
                return (null, new Refusal("IDEM101", $"{method.ContainingType.Name} has several members of type IdempotencyRuntime ({string.Join(", ", found.Select(static m => m.Name))}), and nothing says which one is meant; keep one"));
            }

            if (found.Count == 1)
            {
                var owner = found[0].IsStatic ? found[0].ContainingType.Plain() : receiver;
                return (RuntimeSource.Of($"{owner}.{TypeTexts.Escape(found[0].Name)}", MayBeNull(found[0])), null);
            }
        }

        return Parameter(method, within, known);
    }

    /// <summary>Fields and properties that the method may read, without those that a member of a derived type hides.</summary>
    private static IEnumerable<ISymbol> Members(IMethodSymbol method, ISymbol within, KnownSymbols known)
    {
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in method.ContainingType.SelfAndBases().Concat(method.ContainingType.TypeKind == TypeKind.Interface ? method.ContainingType.AllInterfaces : []))
        {
            var members = type.GetMembers().Where(member => member is { IsImplicitlyDeclared: false } and not IMethodSymbol { MethodKind: not MethodKind.Ordinary }
                && known.Compilation.IsSymbolAccessibleWithin(member, within) && !hidden.Contains(member.Name)).ToList();
            foreach (var member in members.Where(member => IsRuntime(member, within, known) && (member.IsStatic ? !member.IsAbstract : !method.IsStatic)))
            {
                yield return member;
            }

            hidden.UnionWith(members.Select(static member => member.Name));
        }
    }

    private static bool IsRuntime(ISymbol member, ISymbol within, KnownSymbols known) => member switch
    {
        IFieldSymbol field => field.Type.Is(known.Runtime),
        IPropertySymbol { IsIndexer: false, GetMethod: { } get, ExplicitInterfaceImplementations.IsEmpty: true } property =>
            property.Type.Is(known.Runtime) && known.Compilation.IsSymbolAccessibleWithin(get, within),
        _ => false,
    };

    /// <summary>The parameter of a primary constructor, which only the type's own parts can name. A record's is a property too.</summary>
    private static (RuntimeSource?, Refusal?) Parameter(IMethodSymbol method, ISymbol within, KnownSymbols known)
    {
        var type = method.ContainingType;
        if (method.IsStatic || type.IsRecord || !type.Is(within) || PrimaryConstructor(type) is not { } constructor)
        {
            return (RuntimeSource.Ambient, null);
        }

        var found = constructor.Parameters.Where(parameter => parameter.Type.Is(known.Runtime) && !type.GetMembers(parameter.Name).Any()).ToList();
        if (found.Count == 0)
        {
            return (RuntimeSource.Ambient, null);
        }

        var name = found[0].Name;
        return found.Count > 1
            ? (null, new Refusal("IDEM101", $"the constructor of {type.Name} takes several parameters of type IdempotencyRuntime ({string.Join(", ", found.Select(static p => p.Name))}), and nothing says which one is meant; keep one"))
            : method.Parameters.Any(parameter => parameter.Name == name) || method.TypeParameters.Any(parameter => parameter.Name == name)
            ? (null, new Refusal("IDEM101", $"a parameter of {method.Name} hides the constructor's '{name}', which is the runtime; rename one of them"))
            : (RuntimeSource.Of(TypeTexts.Escape(name), MayBeNull(found[0])), null);
    }

    /// <summary>The constructor whose parameters stand behind the type's name.</summary>
    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) => type.InstanceConstructors.FirstOrDefault(static constructor =>
        constructor.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax));

    private static bool MayBeNull(ISymbol symbol) => symbol switch
    {
        IFieldSymbol field => field.NullableAnnotation,
        IPropertySymbol property => property.NullableAnnotation,
        IParameterSymbol parameter => parameter.NullableAnnotation,
        _ => NullableAnnotation.None,
    } == NullableAnnotation.Annotated;
}
