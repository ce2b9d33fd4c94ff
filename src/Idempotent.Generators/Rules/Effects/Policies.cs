using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Resilience policies, of which not all retry.</summary>
internal static class Policies
{
    private static readonly Regex s_other = NamePattern.Of("timeout|breaker|bulkhead|fallback|limit|noop|cache", RegexOptions.IgnoreCase);

    /// <summary>Whether a policy may run its body again: unless it is made here without a retry, or its name says that it is another one.</summary>
    public static bool MayRetry(IOperation? policy, BodyFacts facts) => policy switch
    {
        null => true,
        ILocalReferenceOperation local when facts.ValuesOf(local.Local) is { Count: > 0 } values => values.Any(value => HasRetry(value.Syntax)),
        ILocalReferenceOperation local => IsRetry(local.Local.Name),
        IFieldReferenceOperation field => Initializer(field.Field) is { } value ? HasRetry(value) : IsRetry(field.Field.Name),
        IPropertyReferenceOperation property => IsRetry(property.Property.Name),
        IParameterReferenceOperation parameter => IsRetry(parameter.Parameter.Name),
        IInvocationOperation call => HasRetry(policy.Syntax) && (call.TargetMethod.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } made || HasRetry(made)),
        _ => true,
    };

    private static bool IsRetry(string name) => name.IndexOf("retry", StringComparison.OrdinalIgnoreCase) >= 0 || !s_other.IsMatch(name);

    private static bool HasRetry(SyntaxNode made) => made.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(static name => name.Identifier.ValueText.IndexOf("Retry", StringComparison.OrdinalIgnoreCase) >= 0) || !IsMade(made);

    /// <summary>Whether the expression shows what the policy is made of.</summary>
    private static bool IsMade(SyntaxNode value) =>
        value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(static name => name.Identifier.ValueText is "Policy" or "HttpPolicyExtensions" or "ResiliencePipelineBuilder");

    private static ExpressionSyntax? Initializer(IFieldSymbol field) => (field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value;
}
