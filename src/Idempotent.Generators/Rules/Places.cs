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
