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

    /// <summary>The service with each result's context filled in.</summary>
    public static ServiceModel Resolve(ServiceModel service, IReadOnlyList<SerializerContextModel> contexts) =>
        contexts.Count == 0 || service.Wrapper is not { } wrapper ? service : service with
        {
            Wrapper = wrapper with { Members = wrapper.Members.Select(member => member is MethodModel method ? Resolve(method, contexts) : member).ToEquatableArray() },
        };

    /// <inheritdoc cref="Resolve(ServiceModel,IReadOnlyList{SerializerContextModel})"/>
    public static InterceptorModel Resolve(InterceptorModel interceptor, IReadOnlyList<SerializerContextModel> contexts) =>
        contexts.Count == 0 ? interceptor : interceptor with { Method = interceptor.Method with { Interceptor = Resolve(interceptor.Method.Interceptor, contexts) } };

    /// <inheritdoc cref="Resolve(ServiceModel,IReadOnlyList{SerializerContextModel})"/>
    public static PartialTypeModel Resolve(PartialTypeModel type, IReadOnlyList<SerializerContextModel> contexts) =>
        contexts.Count == 0 ? type : type with { Methods = type.Methods.Select(method => method with { Core = Resolve(method.Core, contexts) }).ToEquatableArray() };

    /// <summary>The method with its result's context filled in: of several, the first by name.</summary>
    public static MethodModel Resolve(MethodModel method, IReadOnlyList<SerializerContextModel> contexts) => method.Operation is { SerializedType: { } type } operation
        ? method with { Operation = operation with { SerializerContext = contexts.Where(c => c.ListedTypes.Contains(type)).OrderBy(static c => c.Type, StringComparer.Ordinal).FirstOrDefault()?.Type } }
        : method;
}
