using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Parse;

/// <summary>Which members and interfaces can't be wrapped, and why (IDEM101).</summary>
internal static class Shapes
{
    private const string RuleId = "IDEM101";

    /// <summary>Why an annotated method can't run through the runtime, whichever way; null when it can. Members that are only forwarded are not asked.</summary>
    public static Refusal? RefuseMethod(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.LocalFunction))
        {
            return new Refusal(RuleId, $"{Describe(method)} is {Kind(method)}, and only methods can be wrapped");
        }

        if (method is { IsStatic: true, IsAbstract: true } or { IsStatic: true, IsVirtual: true })
        {
            return new Refusal(RuleId, $"{Describe(method)} is static abstract or virtual, and which method runs is known only to the type argument");
        }

        if (method is { IsAsync: true, ReturnsVoid: true })
        {
            return new Refusal(RuleId, $"{Describe(method)} is async void, so that nobody knows when it has ended; return Task");
        }

        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            return new Refusal(RuleId, $"{Describe(method)} returns by reference, and an outcome from the store has no place to refer to");
        }

        if (method.ReturnType is { IsRefLikeType: true } or IPointerTypeSymbol or IFunctionPointerTypeSymbol || IsAnyRefStruct(method.ReturnType))
        {
            return new Refusal(RuleId, $"{Describe(method)} returns a ref struct or pointer, which can't be stored");
        }

        foreach (var parameter in method.Parameters)
        {
            if (RefuseParameter(method, parameter) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>The refusal of an override that would go around the generated body of what it overrides.</summary>
    public static Refusal RefuseOverrideOfPartial(IMethodSymbol method) =>
        new(RuleId, $"{Describe(method)} overrides a partial method and would go around its generated body; make the override partial too, or override what that body calls");

    /// <summary>Why an interface can't be implemented by generated code; null when it can.</summary>
    public static Refusal? RefuseService(INamedTypeSymbol service, KnownSymbols known)
    {
        foreach (var member in service.AllInterfaces.Prepend(service).SelectMany(static type => type.GetMembers()))
        {
            var what = member switch
            {
                INamedTypeSymbol => null,
                { IsStatic: true, IsAbstract: true } => "is static abstract, which a wrapper can't forward",
                { IsStatic: true } => null,
                IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } or IEventSymbol { ExplicitInterfaceImplementations.IsEmpty: false } => null,
                { IsAbstract: false, IsVirtual: false } => null,
                { DeclaredAccessibility: Accessibility.Protected or Accessibility.ProtectedOrInternal or Accessibility.ProtectedAndInternal } => "is protected, so a wrapper can't call it",
                _ when !known.Compilation.IsSymbolAccessibleWithin(member, known.Compilation.Assembly) => "is internal to another assembly",
                IPropertySymbol { SetMethod.IsInitOnly: true } => "has an init accessor, which can't be forwarded",
                IMethodSymbol { IsVararg: true } => "takes __arglist, which can't be forwarded",
                _ when IsUnsafe(member) && known.Compilation.Options is not CSharpCompilationOptions { AllowUnsafe: true } => "has a pointer, and the project does not set AllowUnsafeBlocks",
                IMethodSymbol method => HiddenTypeParameter(method, service),
                _ => null,
            };
            if (what is not null)
            {
                return new Refusal(RuleId, $"{member.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)} {what}");
            }
        }

        return null;
    }

    /// <summary>Whether a member's signature has a pointer.</summary>
    public static bool IsUnsafe(ISymbol member)
    {
        IEnumerable<ITypeSymbol> types = member switch
        {
            IMethodSymbol method => method.Parameters.Select(static p => p.Type).Append(method.ReturnType),
            IPropertySymbol property => property.Parameters.Select(static p => p.Type).Append(property.Type),
            IEventSymbol @event => [@event.Type],
            _ => [],
        };
        return types.SelectMany(TypeTexts.Parts).Any(static type => type is IPointerTypeSymbol or IFunctionPointerTypeSymbol);
    }

    public static string? HiddenTypeParameter(IMethodSymbol method, INamedTypeSymbol service)
    {
        var hidden = method.TypeParameters.FirstOrDefault(own => service.AllTypeArguments().SelectMany(TypeTexts.Parts).Any(outer => outer is ITypeParameterSymbol && outer.Name == own.Name));
        return hidden is null ? null : $"names its type parameter '{hidden.Name}' as its type names its own";
    }

    private static Refusal? RefuseParameter(IMethodSymbol method, IParameterSymbol parameter)
    {
        var what = parameter switch
        {
            { RefKind: RefKind.Ref } => "a ref parameter",
            { RefKind: RefKind.Out } => "an out parameter",
            { Type: IPointerTypeSymbol or IFunctionPointerTypeSymbol } => "a pointer",
            { Type.IsRefLikeType: true } => "a ref struct",
            _ when IsAnyRefStruct(parameter.Type) => "a type parameter that allows a ref struct",
            _ => null,
        };
        return what is null ? null : new Refusal(RuleId, $"'{parameter.Name}' of {Describe(method)} is {what}, which has no place in a key and can't be kept for a replay");
    }

    private static bool IsAnyRefStruct(ITypeSymbol type) => type is ITypeParameterSymbol { AllowsRefLikeType: true };

    private static string Describe(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static string Kind(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove => "an accessor",
        MethodKind.LambdaMethod => "a lambda",
        _ => "an operator",
    };
}
