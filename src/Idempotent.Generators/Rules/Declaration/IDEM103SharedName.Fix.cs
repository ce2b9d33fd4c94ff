using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Writes a free name; the first of those that share one keeps it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM103SharedNameFix)), Shared]
internal sealed class IDEM103SharedNameFix() : IdempotencyFix("IDEM103")
{
    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Property(IDEM103SharedName.FreeName) is not { } name || finding.Node is not MethodDeclarationSyntax method)
        {
            return Task.CompletedTask;
        }

        if (finding.Attribute(method, "IdempotentAttribute") is { } attribute)
        {
            finding.Replace($"Name it '{name}'", nameof(IDEM103SharedName), attribute, old => old.WithNamedArgument("Name", name));
        }
        else if (method.Parent is { } type && finding.Attribute(type, "IdempotentAttribute") is { } ofType)
        {
            // The nearest attribute counts alone, so that the method's must say all that the type's says.
            finding.Replace($"Name it '{name}'", nameof(IDEM103SharedName), method, old => old.WithAttribute(ofType.WithNamedArgument("Name", name)));
        }

        return Task.CompletedTask;
    }
}
