using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>Names that nothing else has in the class that is generated.</summary>
internal sealed class FreeNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The name or, where it is taken, the name with a number; from then on it is taken.</summary>
    public string Take(string name)
    {
        var free = name;
        for (var i = 2; !_taken.Add(free); i++)
        {
            free = name + i.ToString(CultureInfo.InvariantCulture);
        }

        return free;
    }

    /// <summary>Names of a member, its parameters and its type parameters.</summary>
    public static IEnumerable<string> In(ISymbol member) => (member switch
    {
        IMethodSymbol method => method.Parameters.Select(static p => p.Name).Concat(method.TypeParameters.Select(static p => p.Name)),
        IPropertySymbol property => property.Parameters.Select(static p => p.Name),
        _ => [],
    }).Append(member.Name);

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
