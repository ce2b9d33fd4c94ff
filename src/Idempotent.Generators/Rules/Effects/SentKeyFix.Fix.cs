using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Sends a key that is made of the id which the message or request brings with it; only where one is in reach, and the call has a way to take it.</summary>
/// <param name="id">The rule's id.</param>
/// <param name="title">What the developer is offered, with the id in it.</param>
internal abstract class SentKeyFix(string id, string title) : IdempotencyFix(id)
{
    protected sealed override Task OfferAsync(Finding finding)
    {
        if (finding.Node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && StableIds.InReach(call, finding.Model) is { } stable
            && SentKeyEdits.Add(call, finding.Diagnostic.Properties, SentKeyEdits.Of(call, stable), finding.Model) is var (old, changed))
        {
            finding.Replace(string.Format(System.Globalization.CultureInfo.InvariantCulture, title, stable), GetType().Name, old, _ => changed);
        }

        return Task.CompletedTask;
    }
}
