using Idempotent.Generators.Model.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse.Keys;

/// <summary>Decides how each type is written, by the table of KEYS.md; what the table does not list is a finding.</summary>
internal sealed partial class KeyPlanner(KnownSymbols known)
{
    /// <summary>The name of the method that writes whole values.</summary>
    private const string Whole = "Write";

    private static readonly KeyValue s_none = new(KeyForm.Scalar, "", "none");

    private readonly Dictionary<(string Name, string Type), KeyHelper> _helpers = [];
    private readonly HashSet<(string Name, string Type)> _planned = [];

    public List<KeyFinding> Findings { get; } = [];

    public IEnumerable<KeyHelper> Helpers => _helpers.Values;

    /// <summary>How a value of the type is written.</summary>
    public KeyValue Plan(ITypeSymbol type, KeyPlace place)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            return Refuse(place, "its type is unknown");
        }

        if (type is ITypeParameterSymbol)
        {
            return KeyTypes.IsKeyPart(type)
                ? new KeyValue(KeyForm.Part, "", "part")
                : Refuse(place, "a type parameter can be anything; bind it by IIdempotencyKeyPart, or close it in a derived interface");
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Helper(Whole, type, place, () => Maybe(Whole, type, Plan(nullable.TypeArguments[0], place)));
        }

        if (KeyTypes.IsKeyPart(type))
        {
            return Reach.Obstacle(type, known) is { } obstacle ? Refuse(place, obstacle) : new KeyValue(KeyForm.Part, "", "part");
        }

        if (KeyTypes.Scalar(type) is { } scalar)
        {
            if (KeyTypes.IsFloating(scalar))
            {
                Findings.Add(new KeyFinding("IDEM204", place.Symbol, place.Path, "a retry may compute another last bit"));
            }

            if (type.SpecialType == SpecialType.System_DateTime)
            {
                Findings.Add(new KeyFinding("IDEM210", place.Symbol, place.Path, "its meaning depends on its kind"));
            }

            return scalar;
        }

        return KeyTypes.Bytes(type) ?? Composite(type, place);
    }

    /// <summary>How items of a collection are written: always by a method, to which the writer can be pointed.</summary>
    private KeyValue Item(ITypeSymbol type, KeyPlace place)
    {
        var value = Plan(type, place);
        return value.Form == KeyForm.Helper
            ? value
            : Helper(Whole, type, place, () => new KeyHelper { Name = Whole, Type = KeyTypes.Name(type), Kind = KeyHelperKind.Value, Members = Members(new KeyMember("", "", value)) });
    }

    private static KeyHelper Maybe(string name, ITypeSymbol type, KeyValue value) => new()
    {
        Name = name,
        Type = KeyTypes.Name(type),
        Kind = KeyHelperKind.Value,
        Absence = KeyAbsence.Null,
        Members = Members(new KeyMember("", ".GetValueOrDefault()", value)),
    };

    /// <summary>Registers a helper once; one that is being planned is not planned again, so that types may contain themselves.</summary>
    private KeyValue Helper(string name, ITypeSymbol type, KeyPlace place, Func<KeyHelper?> plan)
    {
        var text = KeyTypes.Name(type);
        if (MentionsTypeParameter(type))
        {
            return Refuse(place, "a type that is made of a type parameter can't be written; close it in a derived interface");
        }

        if (Reach.Obstacle(type, known) is { } obstacle)
        {
            return Refuse(place, obstacle);
        }

        if (_planned.Add((name, text)))
        {
            if (plan() is not { } helper)
            {
                return s_none;
            }

            _helpers[(name, text)] = helper;
        }

        return new KeyValue(KeyForm.Helper, name, text);
    }

    private KeyValue Refuse(KeyPlace place, string reason)
    {
        Findings.Add(new KeyFinding("IDEM202", place.Symbol, place.Path, reason));
        return s_none;
    }

    private static bool MentionsTypeParameter(ITypeSymbol type) => type.Parts().Any(static part => part is ITypeParameterSymbol);

    private static Model.EquatableArray<KeyMember> Members(params KeyMember[] members) => Model.EquatableArrayExtensions.ToEquatableArray(members);
}
