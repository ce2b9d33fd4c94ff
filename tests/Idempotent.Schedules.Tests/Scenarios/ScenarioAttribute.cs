namespace Idempotent.Schedules.Tests.Scenarios;

/// <summary>A static method that is run from its beginning under each schedule: it throws when the promise is broken.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScenarioAttribute : Attribute
{
    /// <summary>The store's fault that breaks it; null where nothing may.</summary>
    public string? Planted { get; init; }
}

/// <summary>Scenarios of one subject: one test class each runs them.</summary>
public interface IScenarios;
