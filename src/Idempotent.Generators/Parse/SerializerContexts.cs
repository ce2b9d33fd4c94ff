using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Users' serializer contexts and the result types that they list.</summary>
internal static class SerializerContexts
{
    public const string Attribute = "System.Text.Json.Serialization.JsonSerializableAttribute";

    public static SerializerContextModel? Parse(GeneratorAttributeSyntaxContext context)
    {
        var known = KnownSymbols.Of(context.SemanticModel.Compilation);
        return known.IsReferenced && context.TargetSymbol is INamedTypeSymbol type && IsUsable(type, known)
            ? new SerializerContextModel(type.Plain(), Listed(type).ToEquatableArray())
            : null;
    }

    /// <summary>Whether generated code can ask the context.</summary>
    public static bool IsUsable(INamedTypeSymbol context, KnownSymbols known) =>
        !context.IsAbstract && Reach.Obstacle(context, known) is null && !context.AllTypeParameters().Any();

    /// <summary>The types that a context lists by attribute.</summary>
    public static IEnumerable<string> Listed(INamedTypeSymbol context) => context.GetAttributes()
        .Where(static a => a.AttributeClass?.ToDisplayString() == Attribute)
        .Select(static a => a.ConstructorArguments.FirstOrDefault().Value as ITypeSymbol)
        .OfType<ITypeSymbol>()
        .Select(TypeTexts.Plain);

    /// <summary>The service with each result's context filled in: of several, the first by name.</summary>
    public static ServiceModel Resolve(ServiceModel service, IEnumerable<SerializerContextModel> contexts)
    {
        var ordered = contexts.OrderBy(static c => c.Type, StringComparer.Ordinal).ToList();
        return ordered.Count == 0 || service.Wrapper is not { } wrapper ? service : service with
        {
            Wrapper = wrapper with
            {
                Members = wrapper.Members.Select(member => member is MethodModel { Operation: { SerializedType: { } type } operation } method
                    ? method with { Operation = operation with { SerializerContext = ordered.FirstOrDefault(c => c.ListedTypes.Contains(type))?.Type } }
                    : member).ToEquatableArray(),
            },
        };
    }
}
