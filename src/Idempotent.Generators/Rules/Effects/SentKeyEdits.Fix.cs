using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Gives a call the key or id that it lacks, in the way that its API takes one: an option, a property of the message, a header.</summary>
internal static class SentKeyEdits
{
    private const string Http = "global::System.Net.Http.";
    private const string Context = "global::Idempotent.IdempotencyContext";

    /// <summary>Types whose members are written.</summary>
    private static readonly HashSet<string> s_types = new([Context, $"{Http}HttpMethod", $"{Http}Json.JsonContent", "global::System.Guid"], StringComparer.Ordinal);

    /// <summary>A key that the running operation derives, the same on every attempt.</summary>
    public static string Derived(InvocationExpressionSyntax call) => $"{Context}.Required.DeriveKey(\"{Purpose(call)}\")";

    /// <summary>A key that is made of what the message or request brings.</summary>
    public static string Of(InvocationExpressionSyntax call, string id) => $"$\"{Purpose(call)}-{{{id}}}\"";

    /// <summary>What a call is for: what it is called on. Each call on it within a member has a purpose of its own, or two would send one key.</summary>
    public static string Purpose(InvocationExpressionSyntax call)
    {
        var name = Receiver(call);
        var number = call.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(other => other.SpanStart < call.SpanStart && Receiver(other) == name) + 1;
        return number == 1 ? name : $"{name}-{number}";
    }

    /// <summary>The part to change, and what it becomes; null where the way is not known, or taken.</summary>
    /// <param name="call">The call.</param>
    /// <param name="properties">What the rule knows of its API.</param>
    /// <param name="key">The text of the key, an expression of type <see cref="string"/>.</param>
    /// <param name="model">The file's model.</param>
    public static (SyntaxNode Old, SyntaxNode New)? Add(InvocationExpressionSyntax call, ImmutableDictionary<string, string?> properties, string key, SemanticModel model)
    {
        if (!properties.TryGetValue(BodyReader.KeyName, out var name) || name is null || model.GetOperation(call) is not IInvocationOperation operation)
        {
            return null;
        }

        return name == "header" ? OfRequest(call, operation, key, model)
            : properties.TryGetValue(BodyReader.KeyHolder, out var holder) && holder is not null ? OfOptions(call, operation, holder, name, key)
            : OfMessage(operation, name, key);
    }

    private static (SyntaxNode, SyntaxNode)? OfOptions(InvocationExpressionSyntax call, IInvocationOperation operation, string holder, string name, string key)
    {
        if (operation.TargetMethod.Parameters.FirstOrDefault(parameter => parameter.Type.Name == holder) is not { } options
            || operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == options.Ordinal) is not { } given)
        {
            return null;
        }

        if (given.ArgumentKind == ArgumentKind.Explicit)
        {
            return given.Value.Bare().Syntax is BaseObjectCreationExpressionSyntax creation ? (creation, WithProperty(creation, name, key)) : null;
        }

        var type = options.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var argument = SyntaxFactory.Argument(Parse($"new {type} {{ {name} = {key} }}"))
            .WithNameColon(SyntaxFactory.NameColon(SyntaxFactory.IdentifierName(options.Name), SyntaxFactory.Token(SyntaxKind.ColonToken).WithTrailingTrivia(SyntaxFactory.Space)));
        var list = call.ArgumentList.Arguments;
        var separators = list.Count == 0 ? [] : list.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        return (call.ArgumentList, call.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(list.Append(argument), separators)));
    }

    private static (SyntaxNode, SyntaxNode)? OfMessage(IInvocationOperation operation, string name, string key)
    {
        foreach (var argument in operation.Arguments)
        {
            if (Creation(argument.Value) is { } creation && argument.Value.Type is { } type && HasText(type, name))
            {
                return (creation, WithProperty(creation, name, key));
            }
        }

        return null;
    }

    private static (SyntaxNode, SyntaxNode)? OfRequest(InvocationExpressionSyntax call, IInvocationOperation operation, string key, SemanticModel model)
    {
        var arguments = call.ArgumentList.Arguments;
        if (operation.TargetMethod.ContainingType.Name is not ("HttpClient" or "HttpMessageInvoker" or "HttpClientJsonExtensions") || arguments.Any(static argument => argument.NameColon is not null))
        {
            return null;
        }

        if (operation.TargetMethod.Name is "Send" or "SendAsync")
        {
            return Creation(operation.Arguments[0].Value) is { } request && request.Initializer?.Expressions.Any(static set => set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Headers" } }) != true
                ? (request, WithProperty(request, "Headers", Header(key)))
                : null;
        }

        var isCancelled = arguments.Count == 3 && model.GetTypeInfo(arguments[2].Expression).ConvertedType?.Name == "CancellationToken";
        if (call.Expression is not MemberAccessExpressionSyntax access || !(arguments.Count == 2 || isCancelled))
        {
            return null;
        }

        var verb = operation.TargetMethod.Name.StartsWith("Patch", StringComparison.Ordinal) ? "Patch" : "Post";
        var content = operation.TargetMethod.Name.EndsWith("AsJsonAsync", StringComparison.Ordinal) ? $"Content = {Http}Json.JsonContent.Create({arguments[1]}), "
            : arguments[1].Expression.IsKind(SyntaxKind.NullLiteralExpression) ? ""
            : $"Content = {arguments[1]}, ";
        var token = isCancelled ? $", {arguments[2]}" : "";
        return (call, Parse($"{access.Expression}.SendAsync(new {Http}HttpRequestMessage({Http}HttpMethod.{verb}, {arguments[0]}) {{ {content}Headers = {Header(key)} }}{token})").WithTriviaFrom(call));
    }

    private static string Header(string key) => $"{{ {{ \"Idempotency-Key\", {key} }} }}";

    /// <summary>Where a value is made: here, or where the local that holds it is declared.</summary>
    private static BaseObjectCreationExpressionSyntax? Creation(IOperation value) => value.Bare() switch
    {
        IObjectCreationOperation creation => creation.Syntax as BaseObjectCreationExpressionSyntax,
        ILocalReferenceOperation { Local.DeclaringSyntaxReferences: [var declared] } when declared.SyntaxTree == value.Syntax.SyntaxTree => (declared.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value as BaseObjectCreationExpressionSyntax,
        _ => null,
    };

    private static bool HasText(ITypeSymbol type, string name) =>
        (type as INamedTypeSymbol)?.GetMembers(name).OfType<IPropertySymbol>().Any(static property => property is { Type.SpecialType: SpecialType.System_String, SetMethod.DeclaredAccessibility: Accessibility.Public }) == true;

    /// <summary>The creation with one more property set, laid out as those that are there.</summary>
    private static BaseObjectCreationExpressionSyntax WithProperty(BaseObjectCreationExpressionSyntax creation, string name, string value)
    {
        var made = ((ObjectCreationExpressionSyntax)Parse($"new X {{ {name} = {value} }}")).Initializer!;
        if (creation.Initializer is not { Expressions: { Count: > 0 } set } initializer)
        {
            return creation.WithoutTrailingTrivia().WithInitializer(made.WithLeadingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(creation.GetTrailingTrivia());
        }

        var last = set.Last();
        var isOnOwnLine = initializer.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var added = isOnOwnLine ? made.Expressions[0].WithLeadingTrivia(last.Indentation()).WithTrailingTrivia(SyntaxFactory.TriviaList()) : made.Expressions[0].WithoutLeadingTrivia().WithTrailingTrivia(last.GetTrailingTrivia());
        var separators = set.GetSeparators().ToList();
        if (separators.Count < set.Count)
        {
            separators.Add(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(isOnOwnLine ? creation.EndOfLine() : SyntaxFactory.Space));
            added = isOnOwnLine ? added.WithTrailingTrivia(last.GetTrailingTrivia()) : added;
        }
        else
        {
            separators.Add(separators[separators.Count - 1]);
            separators[separators.Count - 2] = separators[separators.Count - 2].WithTrailingTrivia(isOnOwnLine ? creation.EndOfLine() : SyntaxFactory.Space);
        }

        return creation.WithInitializer(initializer.WithExpressions(SyntaxFactory.SeparatedList(set.Replace(last, last.WithoutTrailingTrivia()).Append(added), separators)));
    }

    private static string Receiver(InvocationExpressionSyntax call)
    {
        var name = call.Expression is MemberAccessExpressionSyntax access
            ? (access.Expression as SimpleNameSyntax ?? (access.Expression as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText ?? access.Name.Identifier.ValueText
            : (call.Expression as SimpleNameSyntax)?.Identifier.ValueText ?? "call";
        return name.TrimStart('_').ToLowerInvariant();
    }

    /// <summary>The expression, with the full names of types shortened where they can be.</summary>
    public static ExpressionSyntax Parse(string text)
    {
        var parsed = SyntaxFactory.ParseExpression(text);
        return parsed.ReplaceNodes(
            parsed.DescendantNodes().Where(static node => node is QualifiedNameSyntax { Parent: not QualifiedNameSyntax } || (node is MemberAccessExpressionSyntax && s_types.Contains(node.ToString()))),
            static (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation));
    }
}
