using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules;

/// <summary>Makes every rule's descriptor, so that all have a page, a category that names their room, and the same habits.</summary>
internal static class RuleDescriptor
{
    private const string Room = "src/Idempotent.Generators/Rules/";
    private static readonly string s_pages = Pages();

    /// <param name="id">The id; never reused.</param>
    /// <param name="title">What is found, in a few words.</param>
    /// <param name="messageFormat">What is found here, why it matters and what to do.</param>
    /// <param name="category">One of <see cref="RuleCategory"/>: the folder of the rule and its page.</param>
    /// <param name="defaultSeverity">States certainty; error only for what the generator can't honour.</param>
    /// <param name="page">The rule's class name, which is its page's too.</param>
    /// <param name="customTags">Tags such as <see cref="WellKnownDiagnosticTags.CompilationEnd"/>.</param>
    public static DiagnosticDescriptor Create(
        string id, string title, string messageFormat, string category, DiagnosticSeverity defaultSeverity, string page, params string[] customTags) =>
        new(id, title, messageFormat, category, defaultSeverity, isEnabledByDefault: true, description: null,
            helpLinkUri: $"{s_pages}{category.Substring(RuleCategory.Prefix.Length)}/{page}.md", customTags);

    /// <summary>The repository that this assembly was built from says where the pages are; without a remote the path in the sources has to do.</summary>
    private static string Pages()
    {
        var repository = typeof(RuleDescriptor).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(static metadata => metadata.Key == "RepositoryUrl")?.Value;
        if (string.IsNullOrEmpty(repository))
        {
            return Room;
        }

        repository = repository!.EndsWith(".git", StringComparison.Ordinal) ? repository.Substring(0, repository.Length - 4) : repository;
        return $"{repository.TrimEnd('/')}/blob/HEAD/{Room}";
    }
}
