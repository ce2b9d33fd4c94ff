using Idempotent.Generators.Rules.Effects.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Statements of which the number of changed rows tells whether this run is the first.</summary>
internal static class Claims
{
    /// <summary>Whether a value is such a number: of an insert that leaves what is there, or of an update from one state to the next.</summary>
    public static bool IsOfRows(BodyFacts facts, IOperation value) => value.Bare() switch
    {
        IInvocationOperation call => RelativeUpdates.IsStep(call) || (TextOf(facts, call) is { } text && SqlReader.IsClaim(text.Text)),
        ILocalReferenceOperation local => facts.ValuesOf(local.Local) is [var only] && only.Bare() is IInvocationOperation call && IsOfRows(facts, call),
        _ => false,
    };

    private static SqlText? TextOf(BodyFacts facts, IInvocationOperation call) =>
        facts.KindOf(call) == EffectKind.Sql && facts.Catalogue.Find(call.TargetMethod) is var (_, api) ? SqlText.Of(facts, call, api)
        : call is { TargetMethod.Name: "ExecuteNonQuery" or "ExecuteNonQueryAsync", Instance: { } command } && command.Bare() is ILocalReferenceOperation local ? SqlText.OfCommand(facts, local)
        : null;
}
