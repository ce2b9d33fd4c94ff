using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>What every rule is: silent in generated code, by default, and in a project that does not reference <c>Idempotent</c>.</summary>
/// <param name="descriptors">What the rule reports: one id, with one descriptor for each way to report it.</param>
internal abstract class IdempotencyRule(params DiagnosticDescriptor[] descriptors) : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. descriptors];

    /// <summary>Whether a finding may have less than the rule's own severity, by how certain it is.</summary>
    public virtual bool MayReportLess => false;

    /// <summary>What the rule does in generated code: nothing, unless it says otherwise.</summary>
    protected virtual GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.None;

    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode);
        context.RegisterCompilationStartAction(start =>
        {
            var known = KnownSymbols.Of(start.Compilation);
            if (known.IsReferenced)
            {
                Register(start, known);
            }
        });
    }

    /// <summary>Registers for what the rule looks at, by preference operations and symbols.</summary>
    protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols known);
}
