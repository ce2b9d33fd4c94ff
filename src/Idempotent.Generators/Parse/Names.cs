using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Names of generated files and types: stable, and never two the same.</summary>
internal static class Names
{
    private const int LongestHint = 150;

    private static readonly ConditionalWeakTable<INamespaceOrTypeSymbol, HashSet<string>> s_twins = new();

    /// <summary>The file's name, from full metadata names. The compiler compares such names without case, and file systems limit their length.</summary>
    public static string Hint(INamedTypeSymbol service, INamedTypeSymbol? implementation)
    {
        var name = implementation is null ? Full(service) : $"{Full(implementation)}({Full(service)})";
        var isAmbiguous = HasTwin(implementation ?? service) || HasTwin(service);
        return name.Length > LongestHint ? $"{name.Substring(0, LongestHint)}-{Hash(name)}" : isAmbiguous ? $"{name}-{Hash(name)}" : name;
    }

    /// <summary>The wrapper's name, beside the type that it is for or, where a class of an interface carries the attribute, beside that.</summary>
    public static string Wrapper(INamedTypeSymbol service, INamedTypeSymbol? implementation, Compilation compilation)
    {
        var owner = implementation ?? service;
        var name = Nested(owner) + (implementation is null ? "" : "As" + Nested(service)) + "Idempotent";
        var arity = owner.AllTypeParameters().Count();
        var path = owner.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.Path()}.{name}" : name;
        var isTaken = compilation.Assembly.GetTypeByMetadataName(arity == 0 ? path : $"{path}`{arity}") is not null
            || owner.ContainingType is not null
            || (implementation is not null && implementation.AllInterfaces.Count(i => Nested(i) == Nested(service)) > 1);
        return isTaken ? $"{name}_{Hash(Full(owner) + "/" + Full(service))}" : name;
    }

    /// <summary>The file of a method's interceptor, and its class.</summary>
    public static (string Hint, string Class) Interceptor(IMethodSymbol method, Compilation compilation)
    {
        var (type, name) = (method.ContainingType, $"{Full(method.ContainingType)}.{method.Name}");
        var hash = Hash($"{method.ContainingAssembly.Name}/{method.GetDocumentationCommentId()}");
        var isAmbiguous = HasTwin(type) || !method.ContainingAssembly.Is(compilation.Assembly)
            || type.GetMembers().Count(member => member is IMethodSymbol && string.Equals(member.Name, method.Name, StringComparison.OrdinalIgnoreCase)) > 1;
        var isLong = name.Length > LongestHint;
        return ($"{(isLong ? name.Substring(0, LongestHint) : name)}(calls){(isLong || isAmbiguous ? $"-{hash}" : "")}", $"{Nested(type)}_{method.Name}_{hash}");
    }
    /// <summary>The type's namespace as a declaration writes it; null for the global one.</summary>
    public static string? Namespace(INamedTypeSymbol type) => type.ContainingNamespace is { IsGlobalNamespace: false } space
        ? space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))
        : null;

    /// <summary>The name of the registry class, unique to the assembly.</summary>
    public static string Registry(string assembly)
    {
        var text = new StringBuilder("ServicesOf_");
        foreach (var c in assembly)
        {
            text.Append(char.IsLetterOrDigit(c) ? c : '_');
        }

        return assembly.All(static c => char.IsLetterOrDigit(c) || c == '.') ? text.ToString() : $"{text}_{Hash(assembly)}";
    }

    private static string Full(INamedTypeSymbol type) =>
        type.IsDefinition ? type.MetadataName() : $"{type.MetadataName()}[{string.Join(",", type.AllTypeArguments().Select(Argument))}]";

    private static string Argument(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named => Full(named),
        IArrayTypeSymbol array => $"{Argument(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        _ => type.Name,
    };

    private static string Nested(INamedTypeSymbol type) => type.ContainingType is { } outer ? $"{Nested(outer)}_{type.Name}" : type.Name;

    /// <summary>Whether another type or namespace differs only by case.</summary>
    private static bool HasTwin(INamedTypeSymbol type)
    {
        for (ISymbol? current = type; current is not null and not INamespaceSymbol { IsGlobalNamespace: true }; current = current.ContainingSymbol)
        {
            if (current.ContainingSymbol is INamespaceOrTypeSymbol around && s_twins.GetValue(around, TwinsIn).Contains(current.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The names of what stands in a namespace or type that differ in nothing but case.</summary>
    private static HashSet<string> TwinsIn(INamespaceOrTypeSymbol around) => new(
        around.GetMembers().OfType<INamespaceOrTypeSymbol>().Select(static member => member.Name).Distinct(StringComparer.Ordinal)
            .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).Where(static names => names.Skip(1).Any()).SelectMany(static names => names),
        StringComparer.Ordinal);

    private static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(4).Select(static b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
