namespace Idempotent.Registering;

/// <summary>
/// Written by the generator: names the methods of this assembly that run once per key where they are called, so that the generator takes their calls in assemblies
/// that reference this one too.
/// </summary>
/// <param name="ids">The methods, as documentation names them.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class InterceptedMethodsAttribute(params string[] ids) : Attribute
{
    /// <summary>The methods, e.g. <c>M:Shop.Payments.ChargeAsync(System.String)</c>.</summary>
    public IReadOnlyList<string> Ids { get; } = ids;
}
