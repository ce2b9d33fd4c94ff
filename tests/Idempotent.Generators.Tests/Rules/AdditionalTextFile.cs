using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>A file beside the sources, as a project gives it to the rules.</summary>
internal sealed class AdditionalTextFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
