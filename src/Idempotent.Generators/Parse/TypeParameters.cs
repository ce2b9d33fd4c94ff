using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Type parameters with every constraint that the language has.</summary>
internal static class TypeParameters
{
    public static EquatableArray<TypeParameterModel> Of(IEnumerable<ITypeParameterSymbol> parameters) => parameters.Select(Of).ToEquatableArray();

    private static TypeParameterModel Of(ITypeParameterSymbol parameter)
    {
        var name = TypeTexts.Escape(parameter.Name);
        var constraints = string.Join(", ", Constraints(parameter));
        return new TypeParameterModel(
            name,
            constraints.Length == 0 ? "" : $"where {name} : {constraints}",
            parameter.IsValueType ? "" : $"where {name} : {(parameter.IsReferenceType ? "class" : "default")}",
            AttributeTexts.Inline(parameter));
    }

    private static IEnumerable<string> Constraints(ITypeParameterSymbol parameter)
    {
        if (parameter.HasUnmanagedTypeConstraint)
        {
            yield return "unmanaged";
        }
        else if (parameter.HasValueTypeConstraint)
        {
            yield return "struct";
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            yield return parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class";
        }
        else if (parameter.HasNotNullConstraint)
        {
            yield return "notnull";
        }

        foreach (var type in parameter.ConstraintTypes)
        {
            yield return type.Text();
        }

        if (parameter.HasConstructorConstraint)
        {
            yield return "new()";
        }

        if (parameter.AllowsRefLikeType)
        {
            yield return "allows ref struct";
        }
    }
}
