using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules;

/// <summary>A rule that reports what the key parser found; generator and rules can't disagree, since the parser is the same.</summary>
/// <param name="descriptor">What the rule reports: <c>{0}</c> is the method, <c>{1}</c> the parameter or the path to its member, <c>{2}</c> the reason.</param>
internal abstract class KeyRule(DiagnosticDescriptor descriptor) : OperationRule(descriptor)
{
    protected sealed override void Check(Annotation annotation, KnownSymbols known, Reporter reporter)
    {
    }
}
