using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>Calls and delegates that reach an annotated method past its wrapper.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM316BypassesWrapper() : IdempotencyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM316", "This bypasses the wrapper", "'{0}' runs unprotected here, as if it were not annotated: {1}",
        RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM316BypassesWrapper));

    /// <summary>What another generator makes can hold calls that ours does not see.</summary>
    protected override GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var bypasses = new Bypasses(known, areCallsOfClassesMeant: context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.IsTrue("IsTestProject"));
        context.RegisterOperationAction(operation => Check((IInvocationOperation)operation.Operation, bypasses, operation), OperationKind.Invocation);
        context.RegisterOperationAction(operation => Check((IMethodReferenceOperation)operation.Operation, bypasses, operation), OperationKind.MethodReference);
        context.RegisterOperationAction(operation => Check((IDynamicInvocationOperation)operation.Operation, bypasses, operation), OperationKind.DynamicInvocation);
    }

    private static void Check(IInvocationOperation call, Bypasses bypasses, OperationAnalysisContext context)
    {
        if (!Placement.IsEmitted(context.ContainingSymbol) && bypasses.Of(call, context.ContainingSymbol, context.IsGeneratedCode, context.CancellationToken) is { } reason)
        {
            Report(call.TargetMethod.Declared(), call.Syntax, reason, context);
        }
    }

    private static void Check(IMethodReferenceOperation reference, Bypasses bypasses, OperationAnalysisContext context)
    {
        if (!Placement.IsEmitted(context.ContainingSymbol) && bypasses.Of(reference, context.ContainingSymbol) is { } reason)
        {
            Report(reference.Method.Declared(), reference.Syntax, reason, context);
        }
    }

    private static void Check(IDynamicInvocationOperation call, Bypasses bypasses, OperationAnalysisContext context)
    {
        if (call.Operation is IDynamicMemberReferenceOperation member && bypasses.Of(member, context.ContainingSymbol, context.CancellationToken) is (var method, var reason))
        {
            Report(method, call.Syntax, reason, context);
        }
    }

    private static void Report(IMethodSymbol method, SyntaxNode syntax, string reason, OperationAnalysisContext context) => context.ReportDiagnostic(Diagnostic.Create(
        s_rule, Name(syntax).GetLocation(), method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(context.CancellationToken).GetLocation()),
        method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), reason));

    /// <summary>The method's name as written.</summary>
    private static SyntaxNode Name(SyntaxNode syntax) => syntax switch
    {
        InvocationExpressionSyntax call => Name(call.Expression),
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => syntax,
    };
}
