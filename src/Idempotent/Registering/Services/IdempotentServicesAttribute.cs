namespace Idempotent.Registering;

/// <summary>
/// Written by the generator: names the class of this assembly whose <c>public static void Register(IdempotentServiceRegistry registry)</c> tells its wrappers,
/// so that the generated <c>AddIdempotentServices()</c> of assemblies that reference this one wraps them too.
/// </summary>
/// <param name="registry">The class.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class IdempotentServicesAttribute(Type registry) : Attribute
{
    /// <summary>The class.</summary>
    public Type Registry { get; } = registry;
}
