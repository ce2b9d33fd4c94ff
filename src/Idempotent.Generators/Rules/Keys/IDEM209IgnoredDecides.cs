using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Keys;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>Parameters that are ignored and yet decide whether something happens, or how much of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM209IgnoredDecides() : OperationBodyRule(s_rule)
{
    /// <summary>What says how and why, and not what.</summary>
    private static readonly HashSet<string> s_harmless = new(
        [
            "correlationid", "traceid", "spanid", "requestid", "causationid", "sessionid", "clientip", "ipaddress", "useragent", "locale", "culture", "timestamp", "reason", "comment", "note", "timeout", "timeoutseconds",
            "timeoutms", "retries", "retrycount", "attempt", "attempts", "maxattempts", "maxretries", "batchsize", "pagesize", "limit", "delay", "priority",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string> s_whatFor = new(["id", "key", "number", "currency", "address", "account", "iban", "recipient", "email"], StringComparer.Ordinal);

    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM209", "Ignored parameter decides the effect",
        "'{0}' is in neither key nor fingerprint of '{1}', and {2}: a duplicate with another value gets the outcome of this one, as if it had asked for the same; take the [IdempotencyIgnore] away, or don't depend on it",
        RuleCategory.Keys, DiagnosticSeverity.Info, nameof(IDEM209IgnoredDecides));

    protected override void Check(IMethodSymbol method, Annotation operation, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report)
    {
        foreach (var parameter in method.Parameters)
        {
            if (operation.Carrier.Parameters.FirstOrDefault(declared => declared.Ordinal == parameter.Ordinal) is { } declared && KeyMark.Of(declared).IsIgnored && !Infrastructure.IsInfrastructure(parameter)
                && !NameWords.EndsIn(parameter.Name, s_harmless))
            {
                CheckParameter(parameter, method, body, engine, report);
            }
        }
    }

    private static void CheckParameter(IParameterSymbol parameter, IMethodSymbol method, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report)
    {
        var flow = new ValueFlow(parameter, body);
        foreach (var effect in body)
        {
            if (!IsEffect(effect, engine))
            {
                continue;
            }

            var call = (IInvocationOperation)effect;
            var decides = ConditionOf(call, flow);
            var given = decides is null && IsWhatFor(parameter) ? call.Arguments.Select(flow.Mention).FirstOrDefault(static mention => mention is not null) : null;
            if ((decides ?? given) is { } mention)
            {
                report(Diagnostic.Create(
                    s_rule, mention.Syntax.GetLocation(), parameter.Locations, parameter.Name, method.Name,
                    $"{(decides is null ? "" : "whether ")}'{call.TargetMethod.Name}' {(decides is null ? "is given it" : "happens depends on it")}"));
                return;
            }
        }
    }

    /// <summary>Amounts, kinds, and who or what is meant; not texts that go along.</summary>
    private static bool IsWhatFor(IParameterSymbol parameter) => parameter.Type switch
    {
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => true,
        { SpecialType: SpecialType.System_String } or { Name: "Guid" } => NameWords.EndsIn(parameter.Name, s_whatFor),
        _ => false,
    };

    /// <summary>Where a condition that the effect depends on mentions the value: around it, or before it with a return. A check that throws is none.</summary>
    private static IOperation? ConditionOf(IOperation effect, ValueFlow flow)
    {
        for (var (current, parent) = (effect, effect.Parent); parent is not null; (current, parent) = (parent, parent.Parent))
        {
            var mention = parent switch
            {
                IConditionalOperation choice when current != choice.Condition => flow.Mention(choice.Condition),
                ISwitchCaseOperation { Parent: ISwitchOperation choice } => flow.Mention(choice.Value),
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != current).OfType<IConditionalOperation>()
                    .Where(static choice => Returns(choice.WhenTrue)).Select(choice => flow.Mention(choice.Condition)).FirstOrDefault(static found => found is not null),
                _ => null,
            };
            if (mention is not null)
            {
                return mention;
            }
        }

        return null;
    }

    private static bool Returns(IOperation branch) => branch is IReturnOperation || (branch is IBlockOperation block && block.Operations.LastOrDefault() is IReturnOperation);

    /// <summary>Where a body mentions a parameter, itself or by a local that was made of it.</summary>
    private sealed class ValueFlow
    {
        private readonly IParameterSymbol _parameter;
        private readonly HashSet<ISymbol> _locals = new(SymbolEqualityComparer.Default);

        public ValueFlow(IParameterSymbol parameter, IReadOnlyList<IOperation> body)
        {
            _parameter = parameter;
            foreach (var part in body)
            {
                var (target, value) = part switch
                {
                    IVariableDeclaratorOperation declarator => (declarator.Symbol, declarator.GetVariableInitializer()?.Value),
                    ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IPropertyReferenceOperation } set when set.Target.Root() is ILocalReferenceOperation local => (local.Local, set.Value),
                    _ => ((ILocalSymbol?)null, null),
                };
                if (target is not null && value is not null && Mention(value) is not null)
                {
                    _locals.Add(target);
                }
            }
        }

        public IOperation? Mention(IOperation operation) => operation.DescendantsAndSelf().FirstOrDefault(part => part switch
        {
            IParameterReferenceOperation reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, _parameter),
            ILocalReferenceOperation reference => _locals.Contains(reference.Local),
            _ => false,
        });
    }
}
