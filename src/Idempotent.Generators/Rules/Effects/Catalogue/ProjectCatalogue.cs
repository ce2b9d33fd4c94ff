using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules.Effects.Catalogue;

/// <summary>A line that a project adds to the catalogue.</summary>
/// <param name="Text">The line.</param>
/// <param name="Api">What it says; null where it is not understood.</param>
/// <param name="Place">Where it stands; none for a key of an <c>.editorconfig</c>, which the compiler tells no place of.</param>
internal sealed record CatalogueLine(string Text, KnownApi? Api, Location Place);

/// <summary>What a project adds to the catalogue: lines of additional files, and keys of an <c>.editorconfig</c> or global configuration, whose lines are apart by <c>|</c>.</summary>
internal static class ProjectCatalogue
{
    /// <summary>How the additional files end.</summary>
    public const string FileSuffix = ".effects.txt";

    /// <summary>The keys, and the lines that belong there.</summary>
    private static readonly (string Key, Func<KnownApi, bool> Suits)[] s_keys =
    [
        ("idempotent_entry_points", static api => api.How.Length > 0),
        ("idempotent_effects", static api => api.How.Length == 0 && !IsGuard(api)),
        ("idempotent_guards", IsGuard),
    ];

    /// <summary>The lines that are understood.</summary>
    public static IEnumerable<KnownApi> Read(AnalyzerOptions options, Compilation compilation, CancellationToken cancellationToken) =>
        options.AdditionalFiles.SelectMany(file => ReadFile(file, cancellationToken)).Concat(ReadKeys(options, compilation)).Select(static line => line.Api).OfType<KnownApi>();

    /// <summary>The lines of a file that say something, understood or not; none where it is another file.</summary>
    public static IEnumerable<CatalogueLine> ReadFile(AdditionalText file, CancellationToken cancellationToken) =>
        !file.Path.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) || file.GetText(cancellationToken) is not { } text ? [] : text.Lines.Where(static line => CatalogueText.SaysSomething(line.ToString()))
            .Select(line => new CatalogueLine(line.ToString().Trim(), CatalogueText.ReadLine(line.ToString()), Location.Create(file.Path, line.Span, text.Lines.GetLinePositionSpan(line.Span))));

    /// <summary>The lines under the keys that say something, understood or not.</summary>
    public static IEnumerable<CatalogueLine> ReadKeys(AnalyzerOptions options, Compilation compilation) =>
        s_keys.SelectMany(key => Values(options.AnalyzerConfigOptionsProvider, compilation, key.Key).SelectMany(static value => value.Split('|')).Where(CatalogueText.SaysSomething)
            .Select(line => new CatalogueLine(line.Trim(), CatalogueText.ReadLine(line) is { } api && key.Suits(api) ? api : null, Location.None)));

    private static bool IsGuard(KnownApi api) => api.How.Length == 0 && api.Kind is nameof(EffectKind.Lookup) or nameof(EffectKind.Claim);

    /// <summary>The values of a key, each once: the configuration of one folder is that of many files.</summary>
    private static IEnumerable<string> Values(AnalyzerConfigOptionsProvider provider, Compilation compilation, string key) =>
        compilation.SyntaxTrees.Select(provider.GetOptions).Append(provider.GlobalOptions).Select(options => options.TryGetValue(key, out var value) ? value : null).OfType<string>().Distinct(StringComparer.Ordinal);
}
