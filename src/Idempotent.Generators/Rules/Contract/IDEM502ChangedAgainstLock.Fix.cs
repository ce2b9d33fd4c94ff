using System.Composition;
using Idempotent.Generators.Rules.Contract;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Idempotent.Generators.Rules;

[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM502ChangedAgainstLockFix)), Shared]
internal sealed class IDEM502ChangedAgainstLockFix() : LockFix("IDEM502");
