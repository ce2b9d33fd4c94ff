using System.Composition;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Idempotent.Generators.Rules;

/// <summary>Adds the id to messages.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM305UnidentifiedMessageFix)), Shared]
internal sealed class IDEM305UnidentifiedMessageFix() : SentKeyFix("IDEM305", "Give it an id made of '{0}'");
