using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Makes a number decimal.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM204FloatingPointKeyFix)), Shared]
internal sealed class IDEM204FloatingPointKeyFix() : KeyTypeFix("IDEM204", "Make it decimal")
{
    protected override bool IsWrong(string type) => type is "double" or "float" or "Double" or "Single" or "Half" or "System.Double" or "System.Single" or "System.Half";

    protected override TypeSyntax Right(TypeSyntax wrong) => SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.DecimalKeyword));
}
