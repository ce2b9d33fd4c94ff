using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Idempotent.Generators.Rules;

/// <summary>Derives a new id, or the time, from the operation, so that each attempt has the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM311VolatileInBodyFix)), Shared]
internal sealed class IDEM311VolatileInBodyFix() : IdempotencyFix("IDEM311")
{
    private const string Type = "global::Idempotent.IdempotencyContext";
    private const string Context = Type + ".Required";

    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<ExpressionSyntax>() is { } value && Derived(value, finding) is { } text)
        {
            finding.Replace("Derive it from the operation", nameof(IDEM311VolatileInBody), value, old => Simplified(SyntaxFactory.ParseExpression(text)).WithTriviaFrom(old));
        }

        return Task.CompletedTask;
    }

    private static string? Derived(ExpressionSyntax value, Finding finding) => finding.Model.GetSymbolInfo(value, finding.CancellationToken).Symbol?.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) switch
    {
        "Guid.NewGuid()" or "Guid.CreateVersion7()" => $"{Context}.DeriveGuid(\"{Name(value)}\")",
        "DateTimeOffset.UtcNow" => $"{Context}.StartedAt",
        "DateTime.UtcNow" => $"{Context}.StartedAt.UtcDateTime",
        _ => null,
    };

    /// <summary>What the id is for, by what it is given to; each id of a method has a name of its own, or two would be the same.</summary>
    private static string Name(ExpressionSyntax value)
    {
        var purpose = Purpose(value);
        var calls = value.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        var number = calls.Count(call => call.SpanStart < value.SpanStart && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "NewGuid" or "CreateVersion7" } && Purpose(call) == purpose);
        var name = purpose;
        while (number > 0 || calls.Exists(call => call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.ValueText: var taken } }] && taken == name))
        {
            var next = name.Length == purpose.Length ? 2 : int.Parse(name.Substring(purpose.Length + 1), CultureInfo.InvariantCulture) + 1;
            name = $"{purpose}-{next}";
            number--;
        }

        return name;
    }

    private static ExpressionSyntax Simplified(ExpressionSyntax derived)
    {
        var type = derived.DescendantNodes().First(static node => node.ToString() == Type);
        return derived.ReplaceNode(type, type.WithAdditionalAnnotations(Simplifier.Annotation));
    }

    private static string Purpose(ExpressionSyntax value) => value.Ancestors().Select(static node => node switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name, Parent: InitializerExpressionSyntax { Parent: ObjectCreationExpressionSyntax { Type: var type } } } => $"{type}.{name.Identifier.ValueText}",
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax member } => member.ToString(),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name.Identifier.ValueText,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        _ => null,
    }).FirstOrDefault(static name => name is not null) ?? "id";
}
