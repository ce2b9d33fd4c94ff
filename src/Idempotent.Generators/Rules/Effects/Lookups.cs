using System.Text.RegularExpressions;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Tells what asks a store for something that is there, by the catalogue or else by the habits of naming.</summary>
internal static class Lookups
{
    private const int DeepestSearch = 5;
    private static readonly Regex s_question = NamePattern.Of(
        "^(Try)?(Any|Exists?|Contains|Has|Was|Is\\w*(Processed|Handled|Duplicate|Done|Sent|Paid|Seen|Known|Completed|Exists|Registered|Used|Taken)|Already)");

    /// <summary>A lock is none: it is given back, and then the second run gets it.</summary>
    private static readonly Regex s_claim = NamePattern.Of("^Try(Add|Begin|Start|Claim|Mark|Insert|Process|Reserve|Register)");

    private static readonly Regex s_load = NamePattern.Of("^(Try)?(Get|Find|Load|Fetch|Single|First|Read|Retrieve|Query|By|Lookup|List)");

    /// <summary>A question whether something is there.</summary>
    public static bool IsQuestion(BodyFacts facts, IInvocationOperation call) => facts.KindOf(call) switch
    {
        EffectKind.Lookup => IsBoolean(call.Type),
        null => IsBoolean(call.Type) && s_question.IsMatch(call.TargetMethod.Name) && (!IsOfMemory(call) || IsOfKeptMemory(facts, call)),
        _ => false,
    };

    /// <summary>An attempt to be the first that sets something.</summary>
    public static bool IsClaim(BodyFacts facts, IInvocationOperation call) => facts.KindOf(call) switch
    {
        EffectKind.Claim => call.TargetMethod.Name.StartsWith("StringSet", StringComparison.Ordinal)
            ? call.Arguments.Any(static argument => argument.Value is IFieldReferenceOperation { Field.Name: "NotExists" })
            : IsBoolean(call.Type),
        null => IsBoolean(call.Type) && s_claim.IsMatch(call.TargetMethod.Name) && (!IsOfMemory(call) || IsOfKeptMemory(facts, call)),
        _ => false,
    };

    /// <summary>A value that was read from a store, or is a part of one.</summary>
    public static bool IsLoaded(BodyFacts facts, IOperation? value, int depth = 0)
    {
        if (value is null || depth > DeepestSearch)
        {
            return false;
        }

        return value.Bare() switch
        {
            IInvocationOperation call => IsLoad(facts, call) || (IsOfMemory(call) && IsLoaded(facts, call.Receiver(), depth + 1)),
            ILocalReferenceOperation local => facts.ValuesOf(local.Local).Any(given => IsLoaded(facts, given, depth + 1)),
            IPropertyReferenceOperation property => IsSet(property.Type) || IsLoaded(facts, property.Instance, depth + 1),
            ICoalesceOperation coalesce => IsLoaded(facts, coalesce.Value, depth + 1),
            IConditionalAccessInstanceOperation instance => IsLoaded(facts, instance.Root(), depth + 1),
            _ => false,
        };
    }

    /// <summary>A value that a context tracks, so that the next save writes whatever changes of it.</summary>
    public static bool IsTracked(BodyFacts facts, IOperation? value, int depth = 0) => value is not null && depth <= DeepestSearch && value.Bare() switch
    {
        IInvocationOperation call => facts.KindOf(call) == EffectKind.Lookup && IsOfEntities(call.TargetMethod.ContainingNamespace)
            ? !call.Syntax.ToString().Contains("AsNoTracking")
            : IsOfMemory(call) && IsTracked(facts, call.Receiver(), depth + 1),
        ILocalReferenceOperation local => facts.ValuesOf(local.Local).Any(given => IsTracked(facts, given, depth + 1)),
        IPropertyReferenceOperation property => IsSet(property.Type) || IsTracked(facts, property.Instance, depth + 1),
        ICoalesceOperation coalesce => IsTracked(facts, coalesce.Value, depth + 1),
        _ => false,
    };

    public static bool IsLoad(BodyFacts facts, IInvocationOperation call) =>
        facts.KindOf(call) == EffectKind.Lookup || (facts.KindOf(call) is null && !IsOfMemory(call) && s_load.IsMatch(call.TargetMethod.Name) && !IsOfTheFramework(call.TargetMethod));

    private static bool IsBoolean(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => true,
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] } => true,
        _ => false,
    };

    /// <summary>Calls of collections and of queries over them.</summary>
    private static bool IsOfMemory(IInvocationOperation call) =>
        call.TargetMethod.ContainingNamespace is { } space && call.TargetMethod.ContainingType.Name != "Queryable"
        && (space.IsNamed("System.Linq") || space.IsNamed("System") || space.IsNamed("System.Collections.Generic") || space.IsNamed("System.Collections.Concurrent") || space.IsNamed("System.Collections.Immutable"));

    private static bool IsOfEntities(INamespaceSymbol? space) => space.IsNamed("Microsoft.EntityFrameworkCore") || space.IsNamed("System.Data.Entity") || space.IsNamed("System.Linq");

    /// <summary>Collections that outlive the call: what was handled before is in them.</summary>
    private static bool IsOfKeptMemory(BodyFacts facts, IInvocationOperation call) => call.Receiver() is { } receiver && (receiver is IFieldReferenceOperation || IsLoaded(facts, receiver));

    private static bool IsOfTheFramework(IMethodSymbol method)
    {
        for (var space = method.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.IsNamed("Microsoft.Extensions") || space.IsNamed("System"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSet(ITypeSymbol? type) => type is { Name: "DbSet" or "IDbSet" };
}
