using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>What a body does, in the order of the source, and what its locals may hold: the ground that values, guards and identities are read from.</summary>
internal sealed class BodyFacts(ISymbol owner, ApiCatalogue catalogue, CancellationToken cancellationToken)
{
    private readonly Dictionary<ILocalSymbol, List<IOperation>> _values = new(SymbolEqualityComparer.Default);

    /// <summary>The method, property or type that the body belongs to.</summary>
    public ISymbol Owner { get; } = owner;

    public ApiCatalogue Catalogue { get; } = catalogue;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Everything that may be an effect.</summary>
    public List<Occurrence> Occurrences { get; } = [];

    /// <summary>Every assignment, whatever it assigns.</summary>
    public List<IAssignmentOperation> Assignments { get; } = [];

    /// <summary>Every call.</summary>
    public List<IInvocationOperation> Calls { get; } = [];

    /// <summary>Methods that are handed to something that runs them again.</summary>
    public List<RegisteredEntry> Registered { get; } = [];

    /// <summary>Lambdas and loops that something runs again, other than a retry policy, and where they begin.</summary>
    public List<ScopedEntry> Scopes { get; } = [];

    /// <summary>Lambdas and loops that something runs again: a guard outside of them is asked once for all runs.</summary>
    public HashSet<IOperation> Boundaries { get; } = [];

    /// <summary>Whatever a local was given, in the order of the source; nothing where it comes from elsewhere.</summary>
    public IReadOnlyList<IOperation> ValuesOf(ILocalSymbol local) => _values.TryGetValue(local, out var values) ? values : [];

    public void AddValue(ILocalSymbol local, IOperation value)
    {
        if (!_values.TryGetValue(local, out var values))
        {
            _values.Add(local, values = []);
        }

        values.Add(value);
    }

    /// <summary>What the catalogue knows of a call; null where it is none, or nothing is known. SQL that gives rows is a lookup, too.</summary>
    public EffectKind? KindOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { } method } => Catalogue.Find(method)?.Kind is { } kind
            ? kind == EffectKind.Sql && (method.Name.StartsWith("Query", StringComparison.Ordinal) || method.Name.StartsWith("ExecuteScalar", StringComparison.Ordinal)) ? EffectKind.Lookup : kind
            : null,
        IPropertyReferenceOperation property => Catalogue.Find(property.Property)?.Kind,
        _ => null,
    };
}

/// <summary>A place that may be an effect, and what runs it again.</summary>
/// <param name="Operation">The call, creation or assignment.</param>
/// <param name="Scope">The entry point within the body that it stands in, a lambda or loop; null where it is the body itself.</param>
/// <param name="Retry">The policy or loop that repeats it; null where none does.</param>
internal sealed record Occurrence(IOperation Operation, EntryPoint? Scope, RetryScope? Retry);

/// <summary>A policy or loop that repeats what stands in it.</summary>
/// <param name="Operation">The lambda or the loop.</param>
/// <param name="Description">How a message calls it.</param>
internal sealed record RetryScope(IOperation Operation, string Description)
{
    /// <summary>Whether what the database did is undone before it is done again.</summary>
    public bool IsTransaction { get; init; }
}

/// <summary>A method that is handed to something that runs it again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Entry">What runs it.</param>
/// <param name="Place">Where it is handed over.</param>
internal sealed record RegisteredEntry(IMethodSymbol Method, EntryPoint Entry, Location Place);

/// <summary>A lambda or loop that something runs again.</summary>
/// <param name="Entry">What runs it; the very object tells its scope from others of the same name.</param>
/// <param name="Place">Where it begins.</param>
internal sealed record ScopedEntry(EntryPoint Entry, Location Place);
