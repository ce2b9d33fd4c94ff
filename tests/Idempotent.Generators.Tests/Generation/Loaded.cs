using System.Reflection;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>Uses a compiled assembly as its developer would, by reflection.</summary>
internal static class Loaded
{
    /// <summary>A new instance of a class, wrapped by the generated <c>AsIdempotent</c>.</summary>
    public static object AsIdempotent(Assembly assembly, string service, string implementation, IdempotencyRuntime? runtime = null)
    {
        var method = assembly.GetType("Idempotent.IdempotentWrapping", throwOnError: true)!
            .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Single(m => m.Name == "AsIdempotent" && m.GetParameters()[0].ParameterType.FullName == service);
        return method.Invoke(null, [New(assembly, implementation), runtime ?? IdempotencyRuntime.CreateInMemory()])!;
    }

    public static object New(Assembly assembly, string type) => Activator.CreateInstance(assembly.GetType(type, throwOnError: true)!)!;
}
