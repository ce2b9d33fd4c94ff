using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Which members and interfaces can't be wrapped, and why (IDEM101).</summary>
internal static class Shapes
{
    private const string RuleId = "IDEM101";

    /// <summary>Why an annotated method can't run through the runtime; null when it can. Members that are only forwarded are not asked.</summary>
    public static Refusal? RefuseMethod(IMethodSymbol method, KnownSymbols known)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
        {
            return new Refusal(RuleId, $"{Describe(method)} is {Kind(method)}, and only methods can be wrapped");
        }

        if (method.IsStatic)
        {
            return new Refusal(RuleId, $"{Describe(method)} is static, and a wrapper stands in front of an instance");
        }

        if (method.ContainingType.TypeKind == TypeKind.Interface && !method.IsAbstract && !method.IsVirtual)
        {
            return new Refusal(RuleId, $"{Describe(method)} is sealed or private in its interface, so a wrapper can't stand in front of it");
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

        return method.IsVararg ? new Refusal(RuleId, $"{Describe(method)} takes __arglist") : null;
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
        MethodKind.LocalFunction => "a local function",
        MethodKind.LambdaMethod => "a lambda",
        _ => "an operator",
    };
}
