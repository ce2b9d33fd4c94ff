using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>
/// Tells by its words alone, before operations are made, that no rule reports anything of a body for itself: nothing runs it again, it hands nothing to what does, it retries nothing and makes no fresh value.
/// What it does still matters to those who call it. Thread-safe.
/// </summary>
internal sealed class PlainBodies(ApiCatalogue catalogue, EntryPoints entries, Compilation compilation)
{
    private static readonly ConditionalWeakTable<SyntaxTree, string[]> s_freshMembers = new();

    private readonly Lazy<(HashSet<string> Names, string[] Prefixes)> _telling = new(() => Telling(catalogue, entries, compilation));

    public bool IsPlain(ISymbol owner, ImmutableArray<IOperation> blocks) => entries.Of(owner) is null && blocks.All(IsPlain);

    private bool IsPlain(IOperation block)
    {
        var (names, prefixes) = _telling.Value;
        foreach (var node in block.Syntax.DescendantNodes())
        {
            if (node is CatchClauseSyntax || (node is SimpleNameSyntax { Identifier.ValueText: var name } && (names.Contains(name) || name.IndexOf("retry", StringComparison.OrdinalIgnoreCase) >= 0
                || Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)))))
            {
                return false;
            }
        }

        return true;
    }

    private static (HashSet<string>, string[]) Telling(ApiCatalogue catalogue, EntryPoints entries, Compilation compilation)
    {
        var known = catalogue.Names(EffectKind.Fresh).Concat(entries.Handing).ToLookup(static name => name.EndsWith("*", StringComparison.Ordinal));
        var names = new HashSet<string>(known[false].Concat(compilation.SyntaxTrees.SelectMany(static tree => s_freshMembers.GetValue(tree, FreshMembers))), StringComparer.Ordinal);
        return (names, [.. known[true].Select(static name => name.TrimEnd('*'))]);
    }

    /// <summary>Properties and short methods that give a fresh value, whoever asks for it.</summary>
    private static string[] FreshMembers(SyntaxTree tree) =>
    [
        .. tree.GetRoot().DescendantNodes(static node => node is not (BlockSyntax or ExpressionSyntax)).OfType<MemberDeclarationSyntax>()
            .Where(static member => member switch
            {
                PropertyDeclarationSyntax property => FreshValues.IsFreshByText(property.Initializer) || FreshValues.IsFreshByText(property.ExpressionBody),
                MethodDeclarationSyntax { ParameterList.Parameters.Count: 0, Body: null or { Statements.Count: < 4 } } method => FreshValues.IsFreshByText(method),
                _ => false,
            })
            .Select(static member => member is PropertyDeclarationSyntax property ? property.Identifier.ValueText : ((MethodDeclarationSyntax)member).Identifier.ValueText),
    ];
}
