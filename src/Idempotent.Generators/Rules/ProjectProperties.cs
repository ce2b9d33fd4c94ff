using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>What the project says of itself, as far as the package makes it visible to the compiler.</summary>
internal static class ProjectProperties
{
    public static bool IsTrue(this AnalyzerConfigOptions project, string property) =>
        project.TryGetValue("build_property." + property, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
