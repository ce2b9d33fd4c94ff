using System.Collections.Concurrent;
using System.Collections.Immutable;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Calls;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Who answers a call, as far as the source shows: implementations of an interface's member, overrides of a virtual one, handlers of a message. Thread-safe.</summary>
internal sealed class Implementations(Compilation compilation)
{
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _types = new(() => [.. Classes(compilation.Assembly.GlobalNamespace)]);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IMethodSymbol>> _ofMember = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(string, ITypeSymbol), ImmutableArray<IMethodSymbol>> _ofMessage = new();

    /// <summary>The classes and structs of the source.</summary>
    public IReadOnlyCollection<INamedTypeSymbol> Types => _types.Value;

    /// <summary>The methods of the source that a call of the member may run: itself where it has a body, and what implements or overrides it.</summary>
    public ImmutableArray<IMethodSymbol> Of(IMethodSymbol member) => _ofMember.GetOrAdd(member, symbol =>
    {
        var declared = (IMethodSymbol)symbol;
        var found = declared.ContainingType.TypeKind == TypeKind.Interface ? _types.Value.Select(type => Implementation(type, declared)) : _types.Value.Select(type => Override(type, declared));
        return [.. found.Append(declared.IsAbstract ? null : declared).OfType<IMethodSymbol>().Select(CalledMethods.Declared).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)];
    });

    /// <summary>The methods that handle a message of that type.</summary>
    /// <param name="service">The interface of handlers, without its arity; its first type argument is the message.</param>
    /// <param name="message">The message's type.</param>
    public ImmutableArray<IMethodSymbol> OfHandlers(string service, ITypeSymbol message) => _ofMessage.GetOrAdd((service, message), key =>
    [
        .. _types.Value.SelectMany(type => type.AllInterfaces
            .Where(handled => handled.TypeArguments.Length > 0 && handled.TypeArguments[0].Is(key.Item2) && $"{handled.ContainingNamespace.ToDisplayString()}.{handled.Name}" == key.Item1)
            .SelectMany(static handled => handled.GetMembers().OfType<IMethodSymbol>())
            .Select(member => type.FindImplementationForInterfaceMember(member)).OfType<IMethodSymbol>()),
    ]);

    private static IMethodSymbol? Implementation(INamedTypeSymbol type, IMethodSymbol member)
    {
        foreach (var service in type.AllInterfaces)
        {
            if (service.OriginalDefinition.Is(member.ContainingType))
            {
                var constructed = service.GetMembers(member.Name).FirstOrDefault(candidate => candidate.OriginalDefinition.Is(member));
                return constructed is null ? null : type.FindImplementationForInterfaceMember(constructed) as IMethodSymbol;
            }
        }

        return null;
    }

    private static IMethodSymbol? Override(INamedTypeSymbol type, IMethodSymbol member) =>
        type.GetMembers(member.Name).OfType<IMethodSymbol>().FirstOrDefault(candidate => candidate.OverriddenMethod?.OriginalDefinition.Is(member) == true);

    private static IEnumerable<INamedTypeSymbol> Classes(INamespaceOrTypeSymbol around) => around.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(static member =>
        member is INamedTypeSymbol type ? Classes(type).Concat(type.TypeKind is TypeKind.Class or TypeKind.Struct ? [type] : []) : Classes(member));
}
