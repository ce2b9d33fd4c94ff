using Idempotent.Generators.Rules.Effects;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>How long a body says that something may take, where that is written down.</summary>
internal static class DeclaredTimeouts
{
    private static readonly Dictionary<string, long> s_units = new(StringComparer.Ordinal)
    {
        ["FromMilliseconds"] = TimeSpan.TicksPerMillisecond,
        ["FromSeconds"] = TimeSpan.TicksPerSecond,
        ["FromMinutes"] = TimeSpan.TicksPerMinute,
        ["FromHours"] = TimeSpan.TicksPerHour,
        ["FromDays"] = TimeSpan.TicksPerDay,
    };

    /// <summary>The timeout that an operation sets; null where it sets none, or its value is not a constant.</summary>
    public static TimeSpan? Of(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol type, Arguments: [{ Value: var delay }, ..] } when type.IsNamed("System.Threading.CancellationTokenSource") => Value(delay, TimeSpan.TicksPerMillisecond),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property } } set => OfProperty(property) is { } unit ? Value(set.Value, unit) : null,
        IInvocationOperation call => OfCall(call),
        _ => null,
    };

    /// <summary>The unit of a bare number that the property is given; null where it is no timeout.</summary>
    private static long? OfProperty(IPropertySymbol property) => (property.Name, property.ContainingType) switch
    {
        ("Timeout", var type) when type.IsNamed("System.Net.Http.HttpClient") => TimeSpan.TicksPerMillisecond,
        ("Timeout", var type) when type.IsNamed("System.Net.Mail.SmtpClient") => TimeSpan.TicksPerMillisecond,
        ("CommandTimeout", var type) when type.AllInterfaces.Append(type).Any(static part => part.IsNamed("System.Data.IDbCommand")) => TimeSpan.TicksPerSecond,
        _ => null,
    };

    private static TimeSpan? OfCall(IInvocationOperation call) => (call.TargetMethod.Name, call.TargetMethod.ContainingType) switch
    {
        ("CancelAfter", var type) when type.IsNamed("System.Threading.CancellationTokenSource") => Value(call.Arguments[0].Value, TimeSpan.TicksPerMillisecond),
        ("WaitAsync", { Name: "Task" }) => call.Arguments.Where(static argument => argument.Value.Type?.Name == "TimeSpan").Select(static argument => Value(argument.Value, TimeSpan.TicksPerMillisecond)).FirstOrDefault(),
        ("Timeout" or "TimeoutAsync", var type) when type.IsNamed("Polly.Policy") => Value(call.Arguments.FirstOrDefault()?.Value, TimeSpan.TicksPerSecond),
        ("AddTimeout", { ContainingNamespace.Name: "Polly" }) => Value(call.Arguments.LastOrDefault()?.Value, TimeSpan.TicksPerSecond),
        ("SetCommandTimeout", { ContainingNamespace: var space }) when space.IsNamed("Microsoft.EntityFrameworkCore") => Value(call.Arguments.LastOrDefault()?.Value, TimeSpan.TicksPerSecond),
        _ => Value(call.Arguments.FirstOrDefault(static argument => argument is { Parameter.Name: "commandTimeout", ArgumentKind: ArgumentKind.Explicit })?.Value, TimeSpan.TicksPerSecond),
    };

    /// <param name="value">A <see cref="TimeSpan"/>, or a number.</param>
    /// <param name="unit">The ticks of one, where it is a number.</param>
    private static TimeSpan? Value(IOperation? value, long unit) => value?.Bare() switch
    {
        { ConstantValue: { HasValue: true, Value: { } number } } => Times(number, unit),
        IInvocationOperation { TargetMethod: { ContainingType.Name: "TimeSpan", Name: var name }, Arguments: [{ Value.ConstantValue: { HasValue: true, Value: { } number } }, ..] rest }
            when s_units.TryGetValue(name, out var ticks) && rest.Skip(1).All(static argument => argument.ArgumentKind == ArgumentKind.DefaultValue) => Times(number, ticks),
        IObjectCreationOperation { Type.Name: "TimeSpan", Arguments: { Length: 3 or 4 } parts } when parts.All(static part => part.Value.ConstantValue is { HasValue: true, Value: int }) => OfParts([.. parts.Select(static part => (int)part.Value.ConstantValue.Value!)]),
        IFieldReferenceOperation { Field: { IsReadOnly: true } field } => Written(field),
        ILocalReferenceOperation { Local: var local } => Written(local),
        _ => null,
    };

    /// <summary>What a field or local is declared with: by its text, since it may be in another file.</summary>
    private static TimeSpan? Written(ISymbol symbol) =>
        (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "TimeSpan" }, Name.Identifier.ValueText: var name },
            ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax { Token.Value: { } number } }],
        }
            && s_units.TryGetValue(name, out var ticks)
            ? Times(number, ticks)
            : null;

    private static TimeSpan? OfParts(int[] parts)
    {
        var days = parts.Length == 4 ? parts[0] : 0;
        return Times(((((((double)days * 24) + parts[parts.Length - 3]) * 60) + parts[parts.Length - 2]) * 60) + parts[parts.Length - 1], TimeSpan.TicksPerSecond);
    }

    /// <summary>Null for what is no time: less than nothing is for ever.</summary>
    private static TimeSpan? Times(object number, long ticks)
    {
        var total = (number is int or long or double or uint or float or short ? Convert.ToDouble(number, System.Globalization.CultureInfo.InvariantCulture) : -1) * ticks;
        return total > 0 && total < TimeSpan.MaxValue.Ticks ? new TimeSpan((long)total) : null;
    }
}
