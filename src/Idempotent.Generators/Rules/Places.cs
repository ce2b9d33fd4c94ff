using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Where in the source a finding about a symbol is shown: on the smallest part that has to change.</summary>
internal static class Places
{
    /// <summary>The return type as written, or else the method's name.</summary>
    public static Location ReturnType(this Annotation annotation, CancellationToken cancellationToken) =>
        annotation.Carrier.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax method
            ? method.ReturnType.GetLocation()
            : annotation.Carrier.Locations[0];

    /// <summary>A part of the method's key: a member is shown at the parameter that brings it, which is in the file that is being edited; the fix goes to the member.</summary>
    public static Location OfKey(IMethodSymbol method, ISymbol part, string path) =>
        (method.Parameters.FirstOrDefault(parameter => path == parameter.Name || path.StartsWith(parameter.Name + ".", StringComparison.Ordinal)) ?? part).Locations[0];

    /// <summary>Where the part itself is declared, when that is elsewhere in the source.</summary>
    public static ImmutableArray<Location> ToChange(ISymbol part, Location place) => [.. part.Locations.Where(other => other.IsInSource && other != place).Take(1)];

    /// <summary>The attribute as written, or one of its settings' values; null where it has no source.</summary>
    public static Location? Location(this AttributeData attribute, string? setting, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
        {
            return null;
        }

        var argument = setting is null
            ? null
            : syntax.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == setting);
        return argument?.Expression.GetLocation() ?? syntax.GetLocation();
    }
}
