using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Values that are another at every attempt: clocks, random numbers, new ids, and what is made of them.</summary>
internal static class FreshValues
{
    private const int DeepestSearch = 6;

    /// <summary>Where the fresh value comes from; null where it is not fresh, or that is not certain.</summary>
    public static IOperation? FreshSource(this BodyFacts facts, IOperation? value, int depth = 0)
    {
        if (value is null || depth > DeepestSearch)
        {
            return null;
        }

        var bare = value.Bare();
        return bare switch
        {
            IPropertyReferenceOperation { Property.Name: "Date" or "Today" or "DayOfYear" or "Year" } => null,
            IPropertyReferenceOperation property => OfProperty(facts, property, depth),
            IInvocationOperation call => OfCall(facts, call, depth),
            ILocalReferenceOperation local => facts.ValuesOf(local.Local) is { Count: > 0 } values && values.All(given => facts.FreshSource(given, depth + 1) is not null) ? facts.FreshSource(values[0], depth + 1) : null,
            IInterpolatedStringOperation text => text.Parts.OfType<IInterpolationOperation>().Where(static hole => !IsDay(hole)).Select(hole => facts.FreshSource(hole.Expression, depth + 1)).FirstOrDefault(static source => source is not null),
            IBinaryOperation binary => facts.FreshSource(binary.LeftOperand, depth + 1) ?? facts.FreshSource(binary.RightOperand, depth + 1),
            ICoalesceOperation coalesce => facts.FreshSource(coalesce.Value, depth + 1),
            IObjectCreationOperation { Arguments.Length: > 0, Initializer: null } creation when IsOfTheFramework(creation.Type) =>
                creation.Arguments.Select(argument => facts.FreshSource(argument.Value, depth + 1)).FirstOrDefault(static source => source is not null),
            _ => null,
        };
    }

    /// <summary>Whether anything in an expression is fresh, at any depth: the value that a query looks for.</summary>
    public static bool HasFresh(this BodyFacts facts, IOperation expression) =>
        expression.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation or IInvocationOperation or IPropertyReferenceOperation && facts.FreshSource(part) is not null);

    /// <summary>Whether a declaration gives a fresh value each time: by its text, since it may be in another file.</summary>
    public static bool IsFreshByText(SyntaxNode? node) => node is not null && node.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Any(static access =>
        (access.Expression.ToString(), access.Name.Identifier.ValueText) is ("Guid" or "System.Guid", "NewGuid" or "CreateVersion7") or ("DateTime" or "DateTimeOffset", "Now" or "UtcNow") or ("Ulid", "NewUlid") or ("NewId", _) or ("ObjectId", "GenerateNewId"));

    private static IOperation? OfProperty(BodyFacts facts, IPropertyReferenceOperation property, int depth)
    {
        if (facts.KindOf(property) == EffectKind.Fresh)
        {
            return property;
        }

        if (property.Instance is null)
        {
            return null;
        }

        if (IsOfTheFramework(property.Property.ContainingType))
        {
            return facts.FreshSource(property.Instance, depth + 1);
        }

        return Declaration(property.Property) switch
        {
            PropertyDeclarationSyntax { ExpressionBody: { } body } when IsFreshByText(body) => property,
            PropertyDeclarationSyntax { Initializer: { } initializer } when IsFreshByText(initializer) && IsMadeHere(facts, property) => property,
            _ => null,
        };
    }

    private static IOperation? OfCall(BodyFacts facts, IInvocationOperation call, int depth)
    {
        if (facts.KindOf(call) == EffectKind.Fresh)
        {
            return call;
        }

        if (IsOfTheFramework(call.TargetMethod.ContainingType))
        {
            return facts.FreshSource(call.Instance, depth + 1) ?? call.Arguments.Select(argument => facts.FreshSource(argument.Value, depth + 1)).FirstOrDefault(static source => source is not null);
        }

        return call.TargetMethod is { Parameters.Length: 0 } method && Declaration(method) is MethodDeclarationSyntax { Body: null or { Statements.Count: < 4 } } declaration && Returns(declaration).Any(IsFreshByText)
            ? call
            : null;
    }

    private static IEnumerable<SyntaxNode?> Returns(MethodDeclarationSyntax method) => method.ExpressionBody is { } body ? [body] : method.Body?.Statements.OfType<ReturnStatementSyntax>() ?? [];

    /// <summary>Whether the instance was created in this body and the property left as its initializer made it.</summary>
    private static bool IsMadeHere(BodyFacts facts, IPropertyReferenceOperation property) =>
        property.Instance?.Bare() is ILocalReferenceOperation local && facts.ValuesOf(local.Local) is [var value] && value.Bare() is IObjectCreationOperation creation
        && !(creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Any(set => (set.Target as IPropertyReferenceOperation)?.Property.Name == property.Property.Name) ?? false);

    /// <summary>A format without hours names a day, which is the same for every attempt of it.</summary>
    private static bool IsDay(IInterpolationOperation hole) => hole.FormatString?.ConstantValue is { HasValue: true, Value: string format } && format.IndexOfAny(['H', 'h', 's', 'f', 't', 'o', 'O', 'u', 'g', 'G', 'N']) < 0;

    private static bool IsOfTheFramework(ITypeSymbol? type) => type?.ContainingNamespace.FirstPart() == "System";

    private static SyntaxNode? Declaration(ISymbol symbol) => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
}
