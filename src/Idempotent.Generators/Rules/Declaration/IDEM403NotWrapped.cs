using System.Collections.Concurrent;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>
/// Services that are registered in a container and whose wrapper nothing puts in front of them. That nothing does is told of applications alone, which show all; that it is done too early, wherever it is seen.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM403NotWrapped() : IdempotencyRule(s_missing, s_early)
{
    private const string Title = "Wrappers are not registered";

    private static readonly DiagnosticDescriptor s_missing = RuleDescriptor.Create(
        "IDEM403", Title,
        "'{0}' has methods that run once per key, and nothing in this application puts its wrapper in front of it, so that they run unprotected: call services.AddIdempotentServices() after the last registration",
        RuleCategory.Declaration, DiagnosticSeverity.Warning, nameof(IDEM403NotWrapped), WellKnownDiagnosticTags.CompilationEnd);

    private static readonly DiagnosticDescriptor s_early = RuleDescriptor.Create(
        "IDEM403", Title,
        "'{0}' is registered after AddIdempotentServices, which wraps only what is registered before, so that its methods run unprotected: call AddIdempotentServices last",
        RuleCategory.Declaration, DiagnosticSeverity.Warning, nameof(IDEM403NotWrapped));

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        if (ServiceRegistrations.In(known) is not { } registrations || context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.IsTrue("IsTestProject"))
        {
            return;
        }

        var found = new ConcurrentBag<Registration>();
        var (wraps, configures) = (0, 0);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (ServiceRegistrations.Wraps(call))
                {
                    Interlocked.Increment(ref wraps);
                    CheckOrder(call, registrations, operation);
                }
                else if (call.TargetMethod is { Name: "AddIdempotency", ContainingType.Name: "IdempotencyServiceCollectionExtensions" })
                {
                    Interlocked.Increment(ref configures);
                }
                else if (registrations.Of(call) is { } registration)
                {
                    found.Add(registration);
                }
            },
            OperationKind.Invocation);

        if (known.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication)
        {
            context.RegisterCompilationEndAction(end =>
            {
                // What another assembly declares, it may wrap itself, unless this one is where idempotency is set up.
                var unwrapped = wraps > 0 ? [] : found.Where(registration => configures > 0 || registration.IsOfThisAssembly).OrderBy(static registration => registration.Place, SourceOrder.Instance).ToList();
                if (unwrapped.Count > 0)
                {
                    end.ReportDiagnostic(Diagnostic.Create(s_missing, unwrapped[0].Place, unwrapped.Skip(1).Select(static registration => registration.Place), unwrapped[0].Service.Name));
                }
            });
        }
    }

    /// <summary>Registrations that follow in the same block, or on what the call returns, with no second call behind them.</summary>
    private static void CheckOrder(IInvocationOperation call, ServiceRegistrations registrations, OperationAnalysisContext context)
    {
        if (call.TargetMethod.Name != ServiceRegistrations.AddIdempotentServices)
        {
            return;
        }

        var after = new List<IInvocationOperation>();
        for (IOperation current = call; current.Parent is { } parent && parent is not IAnonymousFunctionOperation; current = parent)
        {
            if (parent is IInvocationOperation chained)
            {
                after.Add(chained);
            }
            else if (parent is IBlockOperation block)
            {
                after.AddRange(block.Operations.SkipWhile(statement => statement != current).Skip(1).SelectMany(static statement => statement.Descendants()).OfType<IInvocationOperation>());
            }
        }

        if (after.Exists(static later => later.TargetMethod.Name == ServiceRegistrations.AddIdempotentServices))
        {
            return;
        }

        foreach (var later in after)
        {
            if (!later.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal) && registrations.Of(later) is { } registration)
            {
                context.ReportDiagnostic(Diagnostic.Create(s_early, registration.Place, [call.Syntax.GetLocation()], registration.Service.Name));
            }
        }
    }
}
