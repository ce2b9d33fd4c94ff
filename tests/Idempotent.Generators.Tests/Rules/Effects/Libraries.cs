using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Tests.Rules.Effects;

/// <summary>Other people's libraries, declared as far as the tests use them: the rules know them by name alone.</summary>
internal static class Libraries
{
    private static readonly Lazy<MetadataReference> s_reference = new(Compile);

    public static MetadataReference Reference => s_reference.Value;

    private static PortableExecutableReference Compile()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.RuleTests, "Effects", "Libraries"), "*.cs").Order(StringComparer.Ordinal)
            .Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file));
        var compilation = CSharpCompilation.Create(
            "Libraries", sources, Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
