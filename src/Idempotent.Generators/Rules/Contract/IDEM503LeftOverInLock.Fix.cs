using System.Composition;
using Idempotent.Generators.Rules.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Idempotent.Generators.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM503LeftOverInLockFix), DocumentKinds = [nameof(TextDocumentKind.AdditionalDocument)], DocumentExtensions = [".lock"]), Shared]
internal sealed class IDEM503LeftOverInLockFix() : LockFix("IDEM503");
