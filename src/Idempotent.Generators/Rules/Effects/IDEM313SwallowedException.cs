using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>Catch blocks that turn whatever went wrong into an outcome that duplicates get.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM313SwallowedException() : OperationBodyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM313", "Swallowed exception is recorded as success",
        "Whatever fails here ends '{0}' as if all went well: that is the outcome which is stored, and no retry will run it again; rethrow, or catch what is an outcome",
        RuleCategory.Effects, DiagnosticSeverity.Info, nameof(IDEM313SwallowedException));

    protected override void Check(IMethodSymbol method, Annotation operation, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report)
    {
        foreach (var attempt in body.OfType<ITryOperation>())
        {
            if (!attempt.Body.Descendants().Any(part => IsEffect(part, engine)) || IsWithinLoop(attempt))
            {
                continue;
            }

            foreach (var clause in attempt.Catches)
            {
                if (clause.Filter is null && clause.ExceptionType is { Name: "Exception", ContainingNamespace.Name: "System" } or { SpecialType: SpecialType.System_Object }
                    && !clause.Handler.Descendants().Any(static part => part is IThrowOperation) && clause.Syntax is CatchClauseSyntax syntax)
                {
                    report(Diagnostic.Create(s_rule, syntax.CatchKeyword.GetLocation(), method.Name));
                }
            }
        }
    }

    /// <summary>A loop that goes on with the next item, or tries again, swallows on purpose.</summary>
    private static bool IsWithinLoop(IOperation attempt)
    {
        for (var parent = attempt.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILoopOperation)
            {
                return true;
            }
        }

        return false;
    }
}
