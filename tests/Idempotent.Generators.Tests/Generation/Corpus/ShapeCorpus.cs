using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Tests.Generation.Corpus;

/// <summary>One odd way to write an annotated method and to call it.</summary>
/// <param name="Name">A C# identifier: the source stands in the namespace <c>Shapes.{Name}</c>, or in one of its own where it begins with <c>namespace</c>.</param>
/// <param name="Source">
/// C# with a <c>static class Shape</c> in <c>Shapes.{Name}</c> whose <c>Run(IdempotencyRuntime)</c>, which may be a task, calls the method once. Its body calls <c>Effect.Happen()</c>.
/// </param>
internal sealed record Shape(string Name, string Source);

/// <summary>
/// All shapes, compiled as one project that references another one. To extend it, add a class beside <see cref="DecoratedShapes"/> and name it in <see cref="All"/>.
/// </summary>
internal static class ShapeCorpus
{
    private const string Effects = """
        using System.Linq;
        namespace Shapes;
        public static class Effect
        {
            private static int s_count;
            public static int Count => s_count;
            public static int Happen() => Interlocked.Increment(ref s_count);
        }
        public static class Derived
        {
            public static object New(Type type, params object?[] arguments)
            {
                var made = type.Assembly.GetTypes().Single(other => other.BaseType is { } parent && Definition(parent) == Definition(type) && other.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false));
                return Activator.CreateInstance(type.IsGenericType ? made.MakeGenericType(type.GenericTypeArguments) : made, arguments)!;
            }
            private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        }
        """;

    private static readonly Lazy<(Generated Library, Generated Shapes)> s_generated = new(static () =>
    {
        var library = Generated.From(Generated.Compile("Shapes.Library", [Effects, .. Libraries]));
        var sources = All.Select(static shape => shape.Source.StartsWith("namespace ", StringComparison.Ordinal) ? shape.Source : $"namespace Shapes.{shape.Name};\n{shape.Source}");
        return (library, Generated.From(Generated.Compile("Shapes", sources, [MetadataReference.CreateFromImage(library.Emit())])));
    });

    private static readonly Lazy<Assembly> s_assembly = new(static () =>
    {
        var context = new AssemblyLoadContext(null);
        context.LoadFromStream(new MemoryStream(s_generated.Value.Library.Emit()));
        return context.LoadFromStream(new MemoryStream(Generated.Emit()));
    });

    public static ImmutableArray<Shape> All { get; } = [.. DecoratedShapes.All, .. DerivedShapes.All, .. PartialShapes.All, .. InterceptedMethods.All, .. InterceptedCalls.All];

    /// <summary>Sources of the assembly that the shapes reference.</summary>
    private static ImmutableArray<string> Libraries { get; } = [DerivedShapes.Library, InterceptedCalls.Library];

    /// <summary>What the generator makes of all shapes.</summary>
    public static Generated Generated
    {
        get
        {
            Assert.True(s_generated.Value.Shapes.Problems.Count == 0, string.Join('\n', s_generated.Value.Shapes.Problems));
            return s_generated.Value.Shapes;
        }
    }

    /// <summary>Runs a shape once, and says how many effects that had.</summary>
    public static async Task<int> RunAsync(string name, IdempotencyRuntime runtime)
    {
        var run = s_assembly.Value.GetType($"Shapes.{name}.Shape", throwOnError: true)!.GetMethod("Run")!;
        var before = Count();
        if (run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [runtime], null) is Task task)
        {
            await task;
        }

        return Count() - before;
    }

    private static int Count() => (int)AssemblyLoadContext.GetLoadContext(s_assembly.Value)!.Assemblies
        .Single(static assembly => assembly.GetName().Name == "Shapes.Library").GetType("Shapes.Effect")!.GetProperty("Count")!.GetValue(null)!;
}
