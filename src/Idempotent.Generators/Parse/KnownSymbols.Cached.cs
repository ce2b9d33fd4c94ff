using System.Collections.Concurrent;
using System.Collections.Immutable;
using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Idempotent.Generators.Parse.Calls;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <content>What is asked more than once, some of it for every call: worked out once for each assembly and method.</content>
internal sealed partial class KnownSymbols
{
    private readonly ConcurrentDictionary<ISymbol, bool> _annotating = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableHashSet<string>> _interceptedMethods = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, InterceptedMethodModel?> _interceptors = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, KeyContract> _keys = new(SymbolEqualityComparer.Default);

    /// <summary>Whether methods of the assembly can carry the library's attributes.</summary>
    public bool MayAnnotate(IAssemblySymbol assembly) => _annotating.GetOrAdd(assembly, candidate =>
        candidate.Is(Compilation.Assembly) || ((IAssemblySymbol)candidate).Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == "Idempotent")));

    /// <summary>The methods of a referenced assembly that its generator leaves to callers, as documentation names them.</summary>
    public ImmutableHashSet<string> InterceptedMethodsOf(IAssemblySymbol assembly) => !MayAnnotate(assembly) ? [] : _interceptedMethods.GetOrAdd(assembly, candidate =>
        candidate.Attribute(InterceptedMethodsAttribute)?.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Array, IsNull: false } ids
            ? ids.Values.Select(static id => id.Value).OfType<string>().ToImmutableHashSet(StringComparer.Ordinal)
            : []);

    /// <summary>What identifies a call of the method.</summary>
    public KeyContract KeyOf(IMethodSymbol method) => _keys.GetOrAdd(method, keyed => KeyParser.Parse((IMethodSymbol)keyed, this));

    /// <summary>The interceptor of a method, as it is declared; null where its calls are not taken.</summary>
    public InterceptedMethodModel? InterceptorOf(IMethodSymbol method) => _interceptors.GetOrAdd(method, declared =>
        Interception.IsTaken((IMethodSymbol)declared, this) ? InterceptorParser.Parse((IMethodSymbol)declared, this) : null);
}
