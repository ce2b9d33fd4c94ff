using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>What a method returns: one of six shapes, and whether its result can be stored (IDEM102).</summary>
internal static class Results
{
    /// <summary>The result behind a task, or the return type itself; null for <c>void</c>, <c>Task</c> and <c>ValueTask</c>.</summary>
    public static ITypeSymbol? ResultOf(IMethodSymbol method, KnownSymbols known) => method.ReturnType switch
    {
        _ when method.ReturnsVoid => null,
        INamedTypeSymbol type when type.Is(known.Task) || type.Is(known.ValueTask) => null,
        INamedTypeSymbol { Arity: 1 } type when type.OriginalDefinition.Is(known.TaskOfT) || type.OriginalDefinition.Is(known.ValueTaskOfT) => type.TypeArguments[0],
        var type => type,
    };

    /// <summary>Whether the method returns its result itself, or nothing, and not a task.</summary>
    public static bool IsSynchronous(IMethodSymbol method, KnownSymbols known) => method.ReturnsVoid || ResultOf(method, known).Is(method.ReturnType);

    /// <summary>Why the result can't be stored; null when it can.</summary>
    public static Refusal? Refuse(IMethodSymbol method, KnownSymbols known) =>
        ResultOf(method, known) is { } result && Reason(result, known) is { } reason
            ? new Refusal("IDEM102", $"the result {result.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)} can't be stored: {reason}")
            : null;

    private static string? Reason(ITypeSymbol type, KnownSymbols known) => type switch
    {
        IDynamicTypeSymbol => "dynamic says nothing about what to store",
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => "a pointer means nothing in another process",
        { IsRefLikeType: true } => "a ref struct can't outlive the call",
        { SpecialType: SpecialType.System_Object } => "object says nothing about what to store; return the type itself",
        { TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_Delegate or SpecialType.System_MulticastDelegate } => "a delegate can't be stored",
        { SpecialType: SpecialType.System_Collections_IEnumerable or SpecialType.System_Collections_IEnumerator } => Lazy,
        { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_IEnumerator_T } => Lazy,
        IArrayTypeSymbol array => array.Rank > 1 ? "a multi-dimensional array has no JSON form" : Reason(array.ElementType, known),
        INamedTypeSymbol named => ReasonByName(named, known),
        _ => null,
    };

    private const string Lazy = "it may be lazy and can be consumed only once; return IReadOnlyList<T> or an array";

    private static string? ReasonByName(INamedTypeSymbol type, KnownSymbols known)
    {
        if (type.OriginalDefinition.Is(known.Task) || type.OriginalDefinition.Is(known.TaskOfT)
            || type.OriginalDefinition.Is(known.ValueTask) || type.OriginalDefinition.Is(known.ValueTaskOfT))
        {
            return "a task inside a task is not awaited";
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            switch (current.OriginalDefinition.ToDisplayString())
            {
                case "System.IO.Stream" or "System.IO.TextReader" or "System.IO.TextWriter" or "System.IO.Pipelines.PipeReader":
                    return "a stream is consumed once; return its content";
                case "System.Collections.Generic.IAsyncEnumerable<T>" or "System.Collections.Generic.IAsyncEnumerator<T>":
                    return Lazy;
                case "System.Linq.IQueryable" or "System.Linq.IQueryable<T>":
                    return Lazy;
                case "System.Reflection.MemberInfo" or "System.Linq.Expressions.Expression" or "System.Threading.Tasks.Task":
                    return "it has no JSON form";
            }
        }

        return null;
    }
}
