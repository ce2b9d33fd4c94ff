using System.Reflection;
using Idempotent.Schedules.Tests.Scenarios;

namespace Idempotent.Schedules.Tests.Exploring;

/// <summary>A scenario, by its name.</summary>
/// <param name="Name">Type and method.</param>
/// <param name="Planted">The fault that breaks it; null where nothing may.</param>
/// <param name="Run">Runs it once.</param>
internal sealed record Scenario(string Name, string? Planted, Func<Task> Run)
{
    public static IReadOnlyList<Scenario> All { get; } = [.. typeof(Scenario).Assembly.GetTypes().Where(typeof(IScenarios).IsAssignableFrom).SelectMany(Of)];

    public static IEnumerable<Scenario> Of(Type scenarios) =>
        from method in scenarios.GetMethods(BindingFlags.Public | BindingFlags.Static)
        let scenario = method.GetCustomAttribute<ScenarioAttribute>()
        where scenario is not null
        select new Scenario($"{scenarios.Name}.{method.Name}", scenario.Planted, method.CreateDelegate<Func<Task>>());

    public static Scenario Of(string name) => All.Single(s => s.Name == name);
}
