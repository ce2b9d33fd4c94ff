using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>An effect that must not happen twice and that nothing in its body guards.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">The call's name, the assignment's target, or the text.</param>
/// <param name="What">How a message calls it: <c>Stock -= …</c>, <c>Orders.Add</c>.</param>
internal sealed record EffectSite(EffectKind Kind, Location Place, string What)
{
    /// <summary>The entry point within the body that it stands in; null where it is the body itself.</summary>
    public EntryPoint? Scope { get; init; }

    /// <summary>The policy or loop that repeats it; null where none does.</summary>
    public string? Retry { get; init; }

    /// <summary>Where that is: the lambda or the loop.</summary>
    public Location? RetryPlace { get; init; }

    /// <summary>The place of the parameter whose value decides whether it is an effect at all; -1 where none does.</summary>
    public int OfParameter { get; init; } = -1;

    /// <summary>Whether the store numbers what is inserted, so that it is an effect whatever the parameter holds that an entry point is given.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>It changes the object that the method is called on, which the caller has loaded or not.</summary>
    public bool OfThis { get; init; }

    /// <summary>What the rule's fix has to know.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Where the fix has to change something, when that is elsewhere.</summary>
    public Location? ToChange { get; init; }
}

/// <summary>A call of a method that may be in the source, or that handlers in the source answer.</summary>
/// <param name="Target">The method as it is declared.</param>
/// <param name="Place">Its name, where it is called.</param>
/// <param name="Message">The message that a mediator hands to its handlers; else null.</param>
/// <param name="Handlers">The interface of those handlers, without its arity.</param>
internal sealed record SourceCall(IMethodSymbol Target, Location Place, ITypeSymbol? Message = null, string Handlers = "")
{
    public EntryPoint? Scope { get; init; }

    public string? Retry { get; init; }

    /// <summary>Where the identities of the arguments come from.</summary>
    public ImmutableArray<Identity> Arguments { get; init; } = [];

    /// <summary>Whether the object that it is called on was loaded from a store.</summary>
    public bool IsOfLoaded { get; init; }

    /// <summary>Whether the call is static, on <c>this</c> or on a part of it: what it changes is the caller's own.</summary>
    public bool IsOfThis { get; init; }
}

/// <summary>What a body does, as far as its callers have to know.</summary>
/// <param name="Effects">What must not happen twice.</param>
/// <param name="Calls">What it calls, where no guard dominates the call.</param>
/// <param name="Registered">Methods that it hands to something that runs them again.</param>
/// <param name="Volatile">Fresh values that reach keys.</param>
internal sealed record BodySummary(ImmutableArray<EffectSite> Effects, ImmutableArray<SourceCall> Calls, ImmutableArray<RegisteredEntry> Registered, ImmutableArray<VolatileKey> Volatile)
{
    public static BodySummary Empty { get; } = new([], [], [], []);

    /// <summary>Lambdas and loops in it that something runs again.</summary>
    public ImmutableArray<ScopedEntry> Scopes { get; init; } = [];

    /// <summary>Methods that it calls and that run once per key or are said to be idempotent, with the entry point within the body that the call stands in.</summary>
    public ImmutableArray<(IMethodSymbol Method, EntryPoint? Scope)> Guarded { get; init; } = [];
}

/// <summary>A fresh value that reaches a key.</summary>
/// <param name="Place">Where it reaches the key.</param>
/// <param name="Key">The key.</param>
/// <param name="Source">The expression that makes it.</param>
/// <param name="Scope">The entry point within the body.</param>
/// <param name="Retry">The policy's lambda or the loop that makes it again at each attempt; null where none does.</param>
/// <param name="IsOperation">Whether the key is that of an annotated operation.</param>
internal sealed record VolatileKey(Location Place, string Key, Location Source, EntryPoint? Scope, Location? Retry, bool IsOperation);
