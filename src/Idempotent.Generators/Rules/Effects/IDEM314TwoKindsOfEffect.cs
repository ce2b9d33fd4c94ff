using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>Bodies that change two systems, the first in a way that the next attempt repeats when the second fails.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM314TwoKindsOfEffect() : OperationBodyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM314", "Two kinds of effect in one body",
        "'{0}' is done when '{1}' fails, and the next attempt of '{2}' does it again: give it a key that is derived from the operation, make each a step of its own, or send it through an outbox",
        RuleCategory.Effects, DiagnosticSeverity.Hidden, nameof(IDEM314TwoKindsOfEffect));

    protected override void Check(IMethodSymbol method, Annotation operation, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report)
    {
        if (body.Any(static part => part is IInvocationOperation { TargetMethod.Name: "StepAsync" }))
        {
            return;
        }

        var calls = body.OfType<IInvocationOperation>().Select(call => (Call: call, Where: WhereOf(call, engine))).Where(static found => found.Where != Where.Nowhere).ToList();
        foreach (var site in engine.Read(method, [.. body.Where(static part => part.Parent is null or IMethodBodyBaseOperation)], CancellationToken.None).Effects)
        {
            if (site is { Scope: null, OfThis: false, OfParameter: < 0 } && WhereOf(site.Kind) is not Where.Nowhere and var where
                && calls.Find(other => other.Where != where && other.Call.Syntax.SpanStart > site.Place.SourceSpan.End).Call is { } next)
            {
                report(Diagnostic.Create(s_rule, site.Place, [next.Syntax.GetLocation()], site.Properties, site.What, next.TargetMethod.Name, method.Name));
            }
        }
    }

    /// <summary>What an effect changes. Two effects of one system can be one transaction, or at least one question.</summary>
    private enum Where
    {
        Nowhere,
        Database,
        Cache,
        Service,
        Broker,
        Mail,
    }

    private static Where WhereOf(IInvocationOperation call, EffectEngine engine) => (engine.Catalogue.Find(call.TargetMethod) ?? engine.Catalogue.FindByAttribute(call.TargetMethod)) is var (kind, api)
        && !(kind == EffectKind.Sql && call.TargetMethod.Name.StartsWith("Query", StringComparison.Ordinal)) && !engine.HasOutbox(api)
        && !(kind == EffectKind.Request && HarmlessNames.IsQuery(SentKeys.AddressOf(call)))
            ? WhereOf(kind)
            : Where.Nowhere;

    private static Where WhereOf(EffectKind kind) => kind switch
    {
        EffectKind.Insert or EffectKind.Sql or EffectKind.Relative or EffectKind.Save or EffectKind.Write => Where.Database,
        EffectKind.Increment or EffectKind.Append => Where.Cache,
        EffectKind.Request or EffectKind.Payment => Where.Service,
        EffectKind.Message => Where.Broker,
        EffectKind.Mail => Where.Mail,
        _ => Where.Nowhere,
    };
}
