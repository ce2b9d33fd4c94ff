using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Calls;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>Effects whose task is dropped where it must have ended before the outcome is recorded or the message acknowledged.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM312UnawaitedEffect() : IdempotencyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM312", "Effect that is not awaited",
        "'{0}' is not awaited, so that '{1}' is done before it is: a failure is lost, and no retry will come; await it",
        RuleCategory.Effects, DiagnosticSeverity.Info, nameof(IDEM312UnawaitedEffect));

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var engine = EffectEngine.Of(known, context.Options, context.CancellationToken);
        context.RegisterOperationAction(operation =>
        {
            var statement = (IExpressionStatementOperation)operation.Operation;
            var value = statement.Operation is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: { } discarded } ? discarded : statement.Operation;
            if (value.Bare() is IInvocationOperation { Type.Name: "Task" or "ValueTask" } call && value.Bare() == Unconverted(value) && operation.ContainingSymbol is IMethodSymbol owner
                && (OperationBodyRule.IsEffect(call, engine) || Annotations.Of(call.TargetMethod.Declared(), known) is not null)
                && (engine.OperationOf(owner) is not null || engine.EntryPoints.Of(owner) is not null))
            {
                operation.ReportDiagnostic(Diagnostic.Create(s_rule, statement.Syntax.GetLocation(), call.TargetMethod.Name, owner.Name));
            }
        }, OperationKind.ExpressionStatement);
    }

    /// <summary>The value without conversions alone: what is awaited is not dropped.</summary>
    private static IOperation Unconverted(IOperation value) => value is IConversionOperation conversion ? Unconverted(conversion.Operand) : value;
}
