using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Parse;

/// <summary>All that a compilation declares and refers to, to be compared with that of the next. Holds no compilation alive.</summary>
internal sealed class Declarations(Compilation compilation)
{
    private readonly ImmutableArray<SyntaxTree> _trees = [.. compilation.SyntaxTrees];
    private readonly ImmutableArray<MetadataReference> _references = [.. compilation.References];
    private readonly CompilationOptions _options = compilation.Options;
    private readonly string? _assembly = compilation.AssemblyName;

    /// <summary>Whether an earlier compilation declared the same: it had as many files, each the same or another only within methods.</summary>
    /// <param name="earlier">What the earlier one declared.</param>
    /// <param name="replaced">The earlier one's files that are others now.</param>
    public bool AreThoseOf(Declarations earlier, out HashSet<SyntaxTree> replaced)
    {
        replaced = [];
        if (_trees.Length != earlier._trees.Length || !_options.Equals(earlier._options) || _assembly != earlier._assembly || !_references.SequenceEqual(earlier._references))
        {
            return false;
        }

        for (var i = 0; i < _trees.Length; i++)
        {
            if (_trees[i] != earlier._trees[i])
            {
                if (!AreTheSame(_trees[i], earlier._trees[i]))
                {
                    return false;
                }

                replaced.Add(earlier._trees[i]);
            }
        }

        return true;
    }

    /// <summary>The compiler's own comparison leaves out bodies, initializers of fields that are no constants, and trivia, but not <c>#nullable</c>.</summary>
    private static bool AreTheSame(SyntaxTree now, SyntaxTree earlier) =>
        now.FilePath == earlier.FilePath && now.Options.Equals(earlier.Options) && SyntaxFactory.AreEquivalent(now, earlier, topLevel: true);
}
