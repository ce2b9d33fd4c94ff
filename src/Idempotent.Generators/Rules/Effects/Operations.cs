using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Looks through what wraps a value without changing it.</summary>
internal static class Operations
{
    /// <summary>The value without conversions, parentheses, <c>await</c>, <c>ConfigureAwait</c>, <c>.Result</c> and copies into a list.</summary>
    public static IOperation Bare(this IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand.Bare(),
        IParenthesizedOperation parenthesized => parenthesized.Operand.Bare(),
        IAwaitOperation awaited => awaited.Operation.Bare(),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult", Instance: { } task } => task.Bare(),
        IInvocationOperation { TargetMethod: { Name: "ToList" or "ToArray", ContainingType.Name: "Enumerable" }, Arguments: [{ Value: { } source }, ..] } => source.Bare(),
        IPropertyReferenceOperation { Property.Name: "Result", Instance: { Type.Name: "Task" or "ValueTask" } task } => task.Bare(),
        IConditionalAccessOperation access => access.WhenNotNull.Bare(),
        IArgumentOperation argument => argument.Value.Bare(),
        _ => operation,
    };

    /// <summary>The local, parameter or <c>this</c> that a chain of members begins with.</summary>
    public static IOperation? Root(this IOperation operation)
    {
        var current = operation.Bare();
        while (current is IMemberReferenceOperation { Instance: { } instance })
        {
            current = instance.Bare();
        }

        return current is IConditionalAccessInstanceOperation && Access(current) is { } access ? access.Operation.Root() : current;
    }

    /// <summary>Whether both are the same local, parameter or <c>this</c>.</summary>
    public static bool IsSame(this IOperation? left, IOperation? right) => (left, right) switch
    {
        (ILocalReferenceOperation a, ILocalReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Local, b.Local),
        (IParameterReferenceOperation a, IParameterReferenceOperation b) => SymbolEqualityComparer.Default.Equals(a.Parameter, b.Parameter),
        (IInstanceReferenceOperation, IInstanceReferenceOperation) => true,
        _ => false,
    };

    /// <summary>The receiver of a call: the instance, or the first argument of an extension.</summary>
    public static IOperation? Receiver(this IInvocationOperation call) => (call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null))?.Bare() switch
    {
        IConditionalAccessInstanceOperation instance => Access(instance)?.Operation.Bare(),
        var receiver => receiver,
    };

    /// <summary>The argument of a parameter, by name or place; null where there is none, or it is left out.</summary>
    public static IOperation? Argument(this IInvocationOperation call, string which) => Argument(call.Arguments, which, call.TargetMethod.IsExtensionMethod);

    public static IOperation? Argument(this IObjectCreationOperation creation, string which) => Argument(creation.Arguments, which, isExtension: false);

    private static IOperation? Argument(IEnumerable<IArgumentOperation> arguments, string which, bool isExtension)
    {
        var argument = int.TryParse(which, out var ordinal)
            ? arguments.FirstOrDefault(candidate => candidate.Parameter?.Ordinal == ordinal)
            : arguments.FirstOrDefault(candidate => candidate.Parameter?.Name == which) ?? arguments.FirstOrDefault(candidate => candidate.Parameter?.Ordinal == (isExtension ? 1 : 0));
        return argument is { ArgumentKind: not ArgumentKind.DefaultValue } ? argument.Value : null;
    }

    private static IConditionalAccessOperation? Access(IOperation instance)
    {
        for (var current = instance.Parent; current is not null; current = current.Parent)
        {
            if (current is IConditionalAccessOperation access)
            {
                return access;
            }
        }

        return null;
    }
}
