using System.Composition;
using Idempotent.Generators.Rules.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Idempotent.Generators.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM501MissingFromLockFix)), Shared]
internal sealed class IDEM501MissingFromLockFix() : LockFix("IDEM501");
