namespace Idempotent;

/// <summary>Tells whose keys the current call's keys are: a tenant's, a user's. Asked at every call; must be thread-safe.</summary>
public interface IIdempotencyScopeProvider
{
    /// <summary>The scope of the current call. Null or "" is an error: a call without a scope is never taken for one of everybody's.</summary>
    string? GetScope();
}
