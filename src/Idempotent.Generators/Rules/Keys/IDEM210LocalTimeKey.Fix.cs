using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Makes a time an instant. Callers that have a <c>DateTime</c> convert it implicitly.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM210LocalTimeKeyFix)), Shared]
internal sealed class IDEM210LocalTimeKeyFix() : KeyTypeFix("IDEM210", "Make it DateTimeOffset")
{
    protected override bool IsWrong(string type) => type is "DateTime" or "System.DateTime";

    protected override TypeSyntax Right(TypeSyntax wrong) => SyntaxFactory.ParseTypeName(wrong.WithoutTrivia() + "Offset");
}
