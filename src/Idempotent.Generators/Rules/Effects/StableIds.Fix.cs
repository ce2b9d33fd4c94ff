using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Ids that a message or request brings with it, and that are the same each time it comes.</summary>
internal static class StableIds
{
    /// <summary>In the order of trust. A correlation id is not among them: several messages share one.</summary>
    private static readonly string[] s_names = ["IdempotencyKey", "MessageId", "EventId", "CommandId", "RequestId", "NotificationId", "DeduplicationId"];

    /// <summary>The text of an expression that gives the id at that place; null where none is in reach.</summary>
    /// <param name="place">The place.</param>
    /// <param name="model">The file's model.</param>
    /// <param name="mustBeGuid">Whether text is not enough.</param>
    public static string? InReach(SyntaxNode place, SemanticModel model, bool mustBeGuid = false)
    {
        var values = model.LookupSymbols(place.SpanStart).Where(symbol => IsGiven(symbol, place)).Select(static symbol => (symbol.Name, Type: TypeOf(symbol))).ToList();
        return s_names.SelectMany(name => values.Select(value => Find(value.Name, value.Type, name, mustBeGuid))).FirstOrDefault(static found => found is not null);
    }

    private static string? Find(string text, ITypeSymbol type, string name, bool mustBeGuid) =>
        string.Equals(text, name, StringComparison.OrdinalIgnoreCase) && IsId(type, mustBeGuid) ? text
        : Property(type, name) is { } own && IsId(own.Type, mustBeGuid) ? $"{text}.{own.Name}"
        : Property(type, "Message") is { } message && Property(message.Type, name) is { } inner && IsId(inner.Type, mustBeGuid) ? $"{text}.Message.{inner.Name}"
        : null;

    /// <summary>Parameters and locals that have a value at the place and were not made here. What a primary constructor takes is there before any message.</summary>
    private static bool IsGiven(ISymbol symbol, SyntaxNode place) => symbol switch
    {
        IParameterSymbol parameter => parameter.ContainingSymbol is IMethodSymbol { MethodKind: not MethodKind.Constructor },
        ILocalSymbol local => local.Locations[0].SourceSpan.End < place.SpanStart && (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax declarator
            || (declarator.Initializer is { } initializer && initializer.Span.End < place.SpanStart && !FreshValues.IsFreshByText(initializer) && !IsMadeHere(initializer.Value))),
        _ => false,
    };

    /// <summary>What is about to be sent is no message that came.</summary>
    private static bool IsMadeHere(ExpressionSyntax value) => value is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: ['C', 'r', 'e', 'a', 't', 'e', ..] } };

    private static ITypeSymbol TypeOf(ISymbol symbol) => symbol is IParameterSymbol parameter ? parameter.Type : ((ILocalSymbol)symbol).Type;

    private static IPropertySymbol? Property(ITypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { DeclaredAccessibility: Accessibility.Public, IsStatic: false } found)
            {
                return found.DeclaringSyntaxReferences.Any(static reference => FreshValues.IsFreshByText(reference.GetSyntax())) ? null : found;
            }
        }

        return type.AllInterfaces.SelectMany(service => service.GetMembers(name)).OfType<IPropertySymbol>().FirstOrDefault();
    }

    private static bool IsId(ITypeSymbol type, bool mustBeGuid) => type is { Name: "Guid", ContainingNamespace.Name: "System" }
        || (!mustBeGuid && type is { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated });
}
