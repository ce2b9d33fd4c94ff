using System.Composition;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Idempotent.Generators.Rules;

/// <summary>Adds the key to requests and payments.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM304UnkeyedRequestFix)), Shared]
internal sealed class IDEM304UnkeyedRequestFix() : SentKeyFix("IDEM304", "Send a key made of '{0}'");
