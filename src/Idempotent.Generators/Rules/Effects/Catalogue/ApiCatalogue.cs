using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules.Effects.Catalogue;

/// <summary>What is known of other people's APIs: the text files beside this one, and those that a project adds.</summary>
internal sealed class ApiCatalogue
{
    private static readonly Lazy<ImmutableArray<KnownApi>> s_builtIn = new(static () => [.. Resources().SelectMany(CatalogueText.Read)]);

    private readonly Dictionary<string, List<(EffectKind Kind, KnownApi Api)>> _byMember = new(StringComparer.Ordinal);
    private readonly Dictionary<char, List<(EffectKind Kind, KnownApi Api)>> _byPrefix = [];
    private readonly List<(EffectKind Kind, KnownApi Api)> _byAttribute = [];

    private ApiCatalogue(IEnumerable<KnownApi> apis)
    {
        var entries = new List<(EntryKind, KnownApi)>();
        foreach (var api in apis)
        {
            if (api.How.Length > 0)
            {
                entries.Add(((EntryKind)Enum.Parse(typeof(EntryKind), api.Kind), api));
            }
            else
            {
                Add((EffectKind)Enum.Parse(typeof(EffectKind), api.Kind), api);
            }
        }

        Entries = [.. entries];
    }

    /// <summary>Everything that makes an entry point.</summary>
    public ImmutableArray<(EntryKind Kind, KnownApi Api)> Entries { get; }

    /// <summary>The names of members that do something of the kind.</summary>
    public IEnumerable<string> Names(EffectKind kind) =>
        _byMember.Values.Concat(_byPrefix.Values).SelectMany(static known => known).Where(known => known.Kind == kind).SelectMany(static known => known.Api.Members).Distinct();

    /// <param name="additional">What the project adds.</param>
    public static ApiCatalogue With(IEnumerable<KnownApi> additional) => new(s_builtIn.Value.Concat(additional));

    /// <summary>What is known of a method, property or constructor; null where nothing is.</summary>
    public (EffectKind Kind, KnownApi Api)? Find(ISymbol member)
    {
        if (member.ContainingType is not { } type)
        {
            return null;
        }

        if (_byMember.TryGetValue(member.Name, out var candidates) && Find(candidates, member, type) is { } found)
        {
            return found;
        }

        return member.Name.Length > 0 && _byPrefix.TryGetValue(member.Name[0], out candidates) ? Find(candidates, member, type) : null;
    }

    /// <summary>What a member of an interface says of itself by an attribute, as generated clients do.</summary>
    public (EffectKind Kind, KnownApi Api)? FindByAttribute(IMethodSymbol method)
    {
        if (method.ContainingType?.TypeKind == TypeKind.Interface)
        {
            foreach (var attribute in method.GetAttributes())
            {
                foreach (var candidate in _byAttribute)
                {
                    if (attribute.AttributeClass is { } type && candidate.Api.Is(type))
                    {
                        return candidate;
                    }
                }
            }
        }

        return null;
    }

    private static (EffectKind, KnownApi)? Find(List<(EffectKind Kind, KnownApi Api)> candidates, ISymbol member, INamedTypeSymbol type)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Api.HasMember(member.Name) && candidate.Api.IsOrInherits(type))
            {
                return candidate;
            }
        }

        return null;
    }

    private void Add(EffectKind kind, KnownApi api)
    {
        if (api.Detail("called") == "attribute")
        {
            _byAttribute.Add((kind, api));
            return;
        }

        foreach (var member in api.Members)
        {
            if (member.EndsWith("*", StringComparison.Ordinal) && member.Length > 1)
            {
                Add(_byPrefix, member[0], (kind, api));
            }
            else
            {
                Add(_byMember, member, (kind, api));
            }
        }
    }

    private static void Add<TKey>(Dictionary<TKey, List<(EffectKind, KnownApi)>> index, TKey key, (EffectKind, KnownApi) api)
    {
        if (!index.TryGetValue(key, out var list))
        {
            index.Add(key, list = []);
        }

        list.Add(api);
    }

    private static IEnumerable<string> Resources()
    {
        var assembly = typeof(ApiCatalogue).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("Catalogue.", StringComparison.Ordinal)).OrderBy(static name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
