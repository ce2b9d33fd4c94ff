using System.Globalization;
using System.Text;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Every public interface of the reference assemblies can be inherited by an annotated one, or is refused with a reason that somebody read.</summary>
public sealed class ProofOfShapesTests
{
    [Fact]
    public void EveryPublicInterface_InheritedByAnAnnotatedOne_CompilesOrIsRefusedAsReviewed()
    {
        var interfaces = PublicInterfaces();
        var names = new Dictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
        var source = new StringBuilder("namespace Proof;\n");
        foreach (var type in interfaces)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"IProof{names.Count}");
            names.Add(name, type);
            var parameters = TypeParameters.Of(type.AllTypeParameters());
            source.AppendJoin('\n', SuppressedIds.Of(type, null).Select(static id => $"#pragma warning disable {id}")).Append('\n');
            source.Append(AttributeTexts.IsObsolete(type) ? "[Obsolete] " : "").Append(CultureInfo.InvariantCulture, $"public interface {name}{(parameters.Count == 0 ? "" : $"<{string.Join(", ", parameters.Select(static p => p.Name))}>")} : {type.Plain()} ");
            source.AppendJoin(' ', parameters.Select(static p => p.Constraints)).Append(" { [Idempotent] Task<int> OwnAsync([IdempotencyKey] string k); }\n");
        }

        var generated = Generated.From(source.ToString()).RequireClean();

        Assert.True(interfaces.Count >= 300, $"only {interfaces.Count} interfaces were found");
        var refused = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, type) in names)
        {
            var arity = type.AllTypeParameters().Count();
            if (!generated.Files.ContainsKey($"Proof.{name}{(arity == 0 ? "" : $"`{arity}")}.g.cs"))
            {
                refused.Add($"{type.ToDisplayString()}: {Reason(generated.Registry, name)}");
            }
        }

        Verified.Equal(string.Join('\n', refused) + "\n", "RefusedInterfaces", "txt");
    }

    private static string Reason(string registry, string name)
    {
        var line = registry.Split('\n').SingleOrDefault(l => l.Contains($"Refuse(typeof(global::Proof.{name})", StringComparison.Ordinal) || l.Contains($"Refuse(typeof(global::Proof.{name}<", StringComparison.Ordinal));
        Assert.True(line is not null, $"{name} is neither wrapped nor refused");
        var parts = line.Split('"');
        return $"{parts[1]} {parts[3]}";
    }

    private static List<INamedTypeSymbol> PublicInterfaces()
    {
        var compilation = Generated.Compile("References", []);
        return [.. compilation.SourceModule.ReferencedAssemblySymbols
            .Where(static assembly => assembly.Name != "Idempotent" && !assembly.Name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal))
            .SelectMany(static assembly => Types(assembly.GlobalNamespace))
            .Where(static type => type.TypeKind == TypeKind.Interface && Reach.IsPublic(type))
            .OrderBy(static type => type.ToDisplayString(), StringComparer.Ordinal)];
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(static member => member switch
    {
        INamedTypeSymbol type => Types(type).Prepend(type),
        INamespaceSymbol space => Types(space),
        _ => [],
    });
}
