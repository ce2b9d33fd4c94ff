namespace Idempotent.Tasks;

internal static class ProjectFrameworks
{
    /// <summary>The target frameworks of a project.</summary>
    /// <param name="all">All of them, apart by semicolons; empty where it has one.</param>
    /// <param name="own">The one that is built for.</param>
    public static IReadOnlyCollection<string> Of(string all, string own) =>
        [.. all.Split(';').Select(static name => name.Trim()).Where(static name => name.Length > 0).DefaultIfEmpty(own).Distinct(StringComparer.OrdinalIgnoreCase)];
}
