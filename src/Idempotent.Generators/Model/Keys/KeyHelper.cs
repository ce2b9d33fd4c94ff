namespace Idempotent.Generators.Model.Keys;

/// <summary>The method that writes values of one type.</summary>
internal sealed record KeyHelper
{
    /// <summary>The method's name; overloads tell types apart.</summary>
    public required string Name { get; init; }

    /// <summary>The type as emitted code names it.</summary>
    public required string Type { get; init; }

    public required KeyHelperKind Kind { get; init; }

    /// <summary>How the value can be no value at all.</summary>
    public KeyAbsence Absence { get; init; }

    /// <summary>Whether an instance may be of a derived type, whose members would be lost.</summary>
    public bool IsExact { get; init; }

    /// <summary>Members of an object in ordinal order, items of a tuple, cases of a hierarchy, the one member of a transparent struct, items and values of a collection.</summary>
    public EquatableArray<KeyMember> Members { get; init; }

    /// <summary>A cast that chooses the writer's overload, or "".</summary>
    public string Cast { get; init; } = "";

    /// <summary>Type arguments of the writer's method.</summary>
    public string Arguments { get; init; } = "";
}

/// <param name="Name">The name that is written, the discriminator's literal of a case, or "".</param>
/// <param name="Access">The value within <c>value</c>, or the type of a case.</param>
/// <param name="Value">How it is written.</param>
/// <param name="Absence">When it is omitted.</param>
/// <param name="IsSensitive">Whether it enters as its HMAC only.</param>
internal sealed record KeyMember(string Name, string Access, KeyValue Value, KeyAbsence Absence = KeyAbsence.Never, bool IsSensitive = false);

internal enum KeyAbsence
{
    Never,
    Null,

    /// <summary>The default of an immutable array.</summary>
    Default,

    /// <summary>The undefined JSON element.</summary>
    Undefined,
}

internal enum KeyHelperKind
{
    /// <summary>What a call on the writer could do, as a method for items of collections.</summary>
    Value,
    Transparent,
    Tuple,
    Object,
    Hierarchy,
    List,
    Collection,
    Set,
    Dictionary,
}
