namespace Idempotent.Schedules.Tests.Controlling;

/// <summary>Rewritten assemblies call this method instead of the type's own one with the same parameters; the receiver of an instance method is the first parameter.</summary>
/// <param name="type">The type.</param>
/// <param name="name">The type's method; null where it has the same name.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InsteadOfAttribute(Type type, string? name = null) : Attribute
{
    public const string Constructor = ".ctor";

    public Type Type { get; } = type;

    public string? Name { get; } = name;
}
