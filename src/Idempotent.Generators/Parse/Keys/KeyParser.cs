using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Idempotent.Generators.Parse.Calls;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <summary>From a method's parameters to its key and fingerprint. The generator and the rules ask the same parser.</summary>
internal sealed class KeyParser
{
    private readonly KnownSymbols _known;
    private readonly KeyPlanner _planner;
    private readonly List<KeyPart> _key = [];
    private readonly List<KeyPath> _keyPaths = [];
    private readonly List<KeyPart> _rest = [];
    private readonly IMethodSymbol _method;
    private readonly Lazy<KeyContract> _contract;
    private readonly Way _way;

    private KeyParser(IMethodSymbol method, KnownSymbols known)
    {
        _method = method;
        _known = known;
        _way = Placement.Of(method, known).Way;
        _planner = new KeyPlanner(known);
        _contract = new(Contract);
        Read();
    }

    /// <summary>The contract that the wrapper of the method honours.</summary>
    public static KeyContract Parse(IMethodSymbol method, KnownSymbols known) => Of(method, known)._contract.Value;

    /// <summary>What rules report of the method's key: IDEM201, 202, 204 and 205.</summary>
    public static IReadOnlyList<KeyFinding> Find(IMethodSymbol method, KnownSymbols known) => Of(method, known)._planner.Findings;

    /// <summary>The parameters, members and properties that are the method's key.</summary>
    public static IReadOnlyList<KeyPath> KeyOf(IMethodSymbol method, KnownSymbols known) => Of(method, known)._keyPaths;

    /// <summary>Once per method and compilation: several rules ask for each key.</summary>
    private static KeyParser Of(IMethodSymbol method, KnownSymbols known) => known.Keys.GetOrAdd(method, declared => new KeyParser((IMethodSymbol)declared, known));

    private KeyContract Contract()
    {
        var key = Sorted(_key);
        var fingerprint = Sorted(_rest);
        var helpers = _planner.Helpers.OrderBy(static h => h.Type, StringComparer.Ordinal).ThenBy(static h => h.Name, StringComparer.Ordinal).ToEquatableArray();
        var error = _planner.Findings.FirstOrDefault(static finding => finding.IsError);
        return new KeyContract(
            key, fingerprint, helpers, KeySchema.Hash(key, fingerprint, helpers), error is null ? null : new Refusal(error.RuleId, $"{error.Path}: {error.Reason}"), Free("sensitive", _method));
    }

    private void Read()
    {
        var parameters = _method.Parameters.Where(p => !Infrastructure.IsInfrastructure(p) && !KeyMark.Of(p).IsIgnored).ToList();
        var properties = MarkedProperties().ToList();
        var isMarked = properties.Count > 0 || parameters.Any(p => KeyMark.Of(p).IsKey || Paths(p).Any());
        foreach (var property in properties)
        {
            Add(_key, property);
        }

        foreach (var parameter in parameters)
        {
            var whole = Whole(parameter);
            var paths = Paths(parameter).ToList();
            if (paths.Count > 0)
            {
                paths.ForEach(path => Add(_key, path));
                _rest.Add(new KeyPart(whole.Name, whole.Root, _planner.Rest(parameter.Type, whole.Place, []), whole.Mark.IsSensitive));
            }
            else
            {
                Add(whole.Mark.IsKey || !isMarked ? _key : _rest, whole);
            }
        }

        if (_key.Count == 0)
        {
            Report("IDEM201", "there is nothing but infrastructure");
        }
        else if (!isMarked)
        {
            Report("IDEM205", "no parameter is marked [IdempotencyKey]");
        }

        foreach (var twice in new[] { _key, _rest }.SelectMany(static parts => parts.GroupBy(static p => p.Name, StringComparer.Ordinal)).Where(static g => g.Count() > 1))
        {
            Report("IDEM202", $"two parts have the name '{twice.Key}'");
        }
    }

    private void Report(string rule, string reason) => _planner.Findings.Add(new KeyFinding(rule, _method, _method.Name, reason));

    private void Add(List<KeyPart> parts, KeyPath path)
    {
        if (parts == _key)
        {
            _keyPaths.Add(path);
        }

        // A value type behind something that may be null is nullable itself.
        var type = path is { IsConditional: true, Type: { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } }
            ? _known.Compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(path.Type)
            : path.Type;
        parts.Add(new KeyPart(path.Name, path.Root, path.Access.Length == 0 ? _planner.Plan(type, path.Place) : _planner.Along(path, type), path.Mark.IsSensitive));
    }

    /// <summary>Properties of the declaring type that the generated method can read: of itself, or of the receiver that an interceptor has.</summary>
    private IEnumerable<KeyPath> MarkedProperties()
    {
        // A predecessor's record has the parameters of its constructor as properties.
        if (_method.MethodKind == MethodKind.Constructor)
        {
            yield break;
        }

        var isIntercepted = Interception.IsMeant(_method, _known);
        var receiver = isIntercepted ? InterceptorParser.Receiver(_method) : "this";
        foreach (var property in _method.ContainingType.SelfAndBases().Concat(_method.ContainingType.AllInterfaces).SelectMany(static t => t.GetMembers()).OfType<IPropertySymbol>())
        {
            var mark = KeyMark.Of(property);
            if (!mark.IsKey || property.IsStatic || _method.IsStatic)
            {
                continue;
            }

            var place = new KeyPlace(property, property.Name);
            if (Obstacle(property, isIntercepted) is { } obstacle)
            {
                _planner.Findings.Add(new KeyFinding("IDEM202", property, property.Name, obstacle));
            }
            else
            {
                var self = property.ContainingType.TypeKind == TypeKind.Interface ? $"(({property.ContainingType.Plain()}){receiver})" : receiver;
                yield return new KeyPath(mark.Name ?? property.Name, $"{self}.{TypeTexts.Escape(property.Name)}", property.Type, "", property.Type, mark, false, place);
            }
        }
    }

    /// <summary>Why the generated method can't read a property; null where it can. A body that is generated stands in the class itself.</summary>
    private string? Obstacle(IPropertySymbol property, bool isIntercepted) =>
        property.ContainingType.TypeKind == TypeKind.Interface ? null
        : isIntercepted ? property.GetMethod is { } read && _known.Compilation.IsSymbolAccessibleWithin(read, _known.Compilation.Assembly)
            ? null
            : "an interceptor can't read a private or protected property; make it internal, or the method partial"
        : _way == Way.Decorated ? "a wrapper of the interface can't read a property of the class; declare it on the interface"
        : property.GetMethod is not { } getter || (_way != Way.Partial && !Derivation.IsInherited(getter, _known)) ? "generated code can't read it; give it a getter that is not private"
        : null;

    private static IEnumerable<KeyPath> Paths(IParameterSymbol parameter) => KeyPaths.Of(parameter.Type, Whole(parameter), []);

    private static KeyPath Whole(IParameterSymbol parameter)
    {
        var mark = KeyMark.Of(parameter);
        return new KeyPath(
            mark.Name ?? parameter.Name, TypeTexts.Escape(parameter.Name), parameter.Type, "", parameter.Type, mark, false, new KeyPlace(parameter, parameter.Name));
    }

    private static string Free(string name, IMethodSymbol method) =>
        method.Parameters.Any(p => p.Name == name) ? Free(name + "_", method) : name;

    private static EquatableArray<KeyPart> Sorted(List<KeyPart> parts) => parts.OrderBy(static p => p.Name, StringComparer.Ordinal).ToEquatableArray();
}
