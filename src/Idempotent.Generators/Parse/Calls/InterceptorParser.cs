using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Calls;

/// <summary>From an annotated method whose calls are taken to its interceptor.</summary>
internal static class InterceptorParser
{
    /// <param name="method">As it is declared.</param>
    /// <param name="known">Known symbols of the compilation.</param>
    public static InterceptedMethodModel Parse(IMethodSymbol method, KnownSymbols known)
    {
        var receiver = Receiver(method);
        var names = new FreeNames(FreeNames.In(method));
        var operation = new Operation(method, Annotations.Of(method, known)!, method.ContainingType, nameByClass: null, known);
        var (runtime, ofRuntime) = RuntimeSources.Parse(method, known.Compilation.Assembly, receiver ?? "", known);
        var refusal = Shapes.RefuseMethod(method) ?? Interception.Refuse(method, known) ?? Twin(operation, known)
            ?? Operations.Refuse(operation, method.ContainingType, implementation: null, Way.Intercepted, known) ?? ofRuntime;
        var (hint, type) = Names.Interceptor(method, known.Compilation);
        return new InterceptedMethodModel
        {
            HintName = hint,
            Class = type,
            Interceptor = new MethodModel
            {
                Name = TypeTexts.Escape(method.Name),
                Declaring = method.ContainingType.Text(),
                IsOfService = true,
                IsExplicit = false,
                Modifiers = "internal static " + (Shapes.IsUnsafe(method) ? "unsafe " : ""),
                Attributes = AttributeTexts.Lines(method, method),
                Type = MemberParser.Ref(method.RefKind) + (method.ReturnsVoid ? "void" : method.ReturnType.Text()),
                ReturnsRef = method.RefKind != RefKind.None,
                TypeParameters = TypeParameters.Of(method.ContainingType.AllTypeParameters().Concat(method.TypeParameters)),
                Parameters = Parameters.Of(method.Parameters),
                Operation = refusal is null ? OperationParser.Parse(operation, names.Take("s_" + FreeNames.Camel(method.Name)), names.Take(method.Name + "Operation"), known) : null,
                Body = null,
                Disposes = Disposal.None,
            },
            Receiver = receiver,
            ReceiverModifiers = ReceiverModifiers(method),
            IsExtension = method.IsExtensionMethod,
            Runtime = runtime ?? RuntimeSource.Ambient,
            TypeArguments = method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(static p => TypeTexts.Escape(p.Name)))}>",
            SuppressedIds = SuppressedIds.Of(method).ToEquatableArray(),
            Refusal = refusal,
        };
    }

    /// <summary>The parameter that stands for the instance; null for a static method.</summary>
    public static string? Receiver(IMethodSymbol method) => method.IsStatic ? null : new FreeNames(FreeNames.In(method)).Take("self");

    /// <summary>How the compiler hands the receiver over: a struct by reference.</summary>
    private static string ReceiverModifiers(IMethodSymbol method) => !method.ContainingType.IsValueType ? "" : method.IsReadOnly ? "in " : "ref ";

    /// <summary>An operation of the type that has the same name and comes before, so that one would replay the other.</summary>
    private static Refusal? Twin(Operation operation, KnownSymbols known)
    {
        var (method, type) = (operation.Signature, operation.Signature.ContainingType);
        return Annotations.In(type, known).FirstOrDefault(other => other.FullName == operation.FullName) is not { } first || first.Carrier.Is(method)
            ? null
            : new Refusal("IDEM103", $"two methods of {type.Name} are the operation '{operation.FullName}'; give one of them a Name");
    }
}
