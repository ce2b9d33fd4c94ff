namespace Idempotent;

/// <summary>The ambient scope of consumers and jobs; it wins over <see cref="IIdempotencyScopeProvider"/>. Flows with the execution context.</summary>
public static class IdempotencyScope
{
    private static readonly AsyncLocal<string?> s_current = new();

    internal static string? Current => s_current.Value;

    /// <summary>Sets the scope until the result is disposed of, which brings the one before back.</summary>
    /// <param name="scope">The tenant, user or other owner of the keys.</param>
    /// <exception cref="ArgumentException">The scope is null or empty.</exception>
    public static IDisposable Use(string scope)
    {
        ArgumentException.ThrowIfNullOrEmpty(scope);
        var previous = new AmbientRestore<string?>(s_current, s_current.Value);
        s_current.Value = scope;
        return previous;
    }

    /// <summary>The scope of the current call: the ambient one, else the provider's, else the empty one where no provider is chosen.</summary>
    /// <exception cref="IdempotencyKeyException">The provider has none.</exception>
    internal static string Resolve(IIdempotencyScopeProvider? provider)
    {
        if (Current is { } ambient)
        {
            return ambient;
        }

        if (provider is null)
        {
            return "";
        }

        return provider.GetScope() is { Length: > 0 } scope
            ? scope
            : throw new IdempotencyKeyException(
                $"'{provider.GetType()}' has no scope for this call, and a call without one is not taken for everybody's. Let it return a scope, or set one with IdempotencyScope.Use.");
    }
}
