using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules;

/// <summary>By file, then by place in it: the same on every machine and at every build.</summary>
internal sealed class SourceOrder : IComparer<Location>
{
    public static SourceOrder Instance { get; } = new();

    public int Compare(Location? x, Location? y)
    {
        var byFile = string.CompareOrdinal(x?.SourceTree?.FilePath, y?.SourceTree?.FilePath);
        return byFile != 0 ? byFile : (x?.SourceSpan.Start ?? 0).CompareTo(y?.SourceSpan.Start ?? 0);
    }
}
