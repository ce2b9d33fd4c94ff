using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>
/// The closed list of parameters that are part of neither key nor fingerprint. By name: most of these types are in assemblies that a project need not reference.
/// </summary>
internal static class Infrastructure
{
    // Asked for every parameter of every method, and of few types: those of references even outlive their compilation.
    private static readonly ConditionalWeakTable<ITypeSymbol, object> s_answers = new();
    private static readonly object s_yes = true;
    private static readonly object s_no = false;

    public static bool IsInfrastructure(IParameterSymbol parameter) =>
        IsInfrastructure(parameter.Type) || parameter.GetAttributes().Any(static attribute => attribute.AttributeClass is { } type && IsService(type));

    /// <summary>Whether the type, or one that it derives from or implements, is on the list.</summary>
    public static bool IsInfrastructure(ITypeSymbol type) => ReferenceEquals(s_answers.GetValue(type, static asked => Answer(asked) ? s_yes : s_no), s_yes);

    private static bool Answer(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        if (type is ITypeParameterSymbol parameter)
        {
            return parameter.ConstraintTypes.Any(IsInfrastructure);
        }

        return type.TypeKind == TypeKind.Delegate || IsUnder(type, "Extensions", "Microsoft") || IsListed(type)
            || type.AllInterfaces.Any(IsListed) || BaseTypes(type).Any(IsListed);
    }

    private static bool IsListed(ITypeSymbol type) => type.ContainingType is null && type.Name switch
    {
        "CancellationToken" => IsIn(type, "Threading", "System"),
        "IProgress" => IsIn(type, "System"),
        "ILogger" => IsIn(type, "Logging", "Extensions", "Microsoft"),
        "HttpContext" => IsIn(type, "Http", "AspNetCore", "Microsoft"),
        "ClaimsPrincipal" => IsIn(type, "Claims", "Security", "System"),
        "DbContext" => IsIn(type, "EntityFrameworkCore", "Microsoft"),
        "IDbConnection" or "IDbTransaction" => IsIn(type, "Data", "System"),
        "Transaction" => IsIn(type, "Transactions", "System"),
        _ => false,
    };

    private static bool IsService(INamedTypeSymbol attribute) => attribute.Name switch
    {
        "FromServicesAttribute" => IsIn(attribute, "Mvc", "AspNetCore", "Microsoft"),
        "FromKeyedServicesAttribute" => IsIn(attribute, "DependencyInjection", "Extensions", "Microsoft"),
        _ => false,
    };

    private static IEnumerable<INamedTypeSymbol> BaseTypes(ITypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    /// <param name="type">The type.</param>
    /// <param name="inwardOut">Its namespace's names, the innermost first.</param>
    private static bool IsIn(ITypeSymbol type, params string[] inwardOut) => IsNamed(type.ContainingNamespace, inwardOut);

    private static bool IsUnder(ITypeSymbol type, params string[] inwardOut)
    {
        for (var current = type.ContainingNamespace; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
        {
            if (IsNamed(current, inwardOut))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamed(INamespaceSymbol? current, string[] inwardOut)
    {
        foreach (var name in inwardOut)
        {
            if (current?.Name != name)
            {
                return false;
            }

            current = current.ContainingNamespace;
        }

        return current is { IsGlobalNamespace: true };
    }
}
