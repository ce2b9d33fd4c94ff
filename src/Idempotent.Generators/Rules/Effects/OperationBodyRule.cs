using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>A rule that looks at the bodies of operations: annotated methods, what implements or overrides them, and cores.</summary>
/// <param name="descriptors">What the rule reports.</param>
internal abstract class OperationBodyRule(params DiagnosticDescriptor[] descriptors) : IdempotencyRule(descriptors)
{
    protected sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var engine = EffectEngine.Of(known, context.Options, context.CancellationToken);
        context.RegisterOperationBlockAction(block =>
        {
            if (block.OwningSymbol is IMethodSymbol method && engine.OperationOf(method) is { } operation)
            {
                Check(method, operation, [.. block.OperationBlocks.SelectMany(static part => part.DescendantsAndSelf())], engine, block.ReportDiagnostic);
            }
        });
    }

    /// <summary>Looks at one body.</summary>
    protected abstract void Check(IMethodSymbol method, Annotation operation, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report);

    /// <summary>Whether a call is one of the kinds that change something.</summary>
    public static bool IsEffect(IOperation operation, EffectEngine engine) => operation is IInvocationOperation call
        && (engine.Catalogue.Find(call.TargetMethod) ?? engine.Catalogue.FindByAttribute(call.TargetMethod)) is var (kind, _) && kind.Repeatability() >= Repeatability.Idempotent;
}
