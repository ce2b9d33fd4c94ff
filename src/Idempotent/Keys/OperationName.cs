namespace Idempotent.Keys;

/// <summary>Names of generic operations.</summary>
public static class OperationName
{
    /// <summary>Appends the type arguments as <c>&lt;A,B&gt;</c>, namespace-qualified, without assembly or version.</summary>
    /// <param name="name">The operation's name.</param>
    /// <param name="typeArguments">The arguments of the type, then those of the method; none leaves the name as it is.</param>
    public static string Of(string name, params ReadOnlySpan<Type> typeArguments) => throw new NotImplementedException();
}
