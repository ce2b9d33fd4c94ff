using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Idempotent.Generators.Tests.Generation;

/// <summary>What the generator makes of a source, compiled in memory as a project with every warning on as error.</summary>
internal sealed class Generated
{
    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(IdempotentAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(IServiceCollection).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ILogger).Assembly.Location),
    ];

    private static readonly CSharpParseOptions s_parse = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose)
        .WithFeatures([new("InterceptorsNamespaces", "Idempotent.Generated")]);

    private Generated(Compilation compilation, GeneratorDriverRunResult run)
    {
        Compilation = compilation;
        Files = run.Results.Single().GeneratedSources.ToDictionary(static s => s.HintName, static s => s.SourceText.ToString(), StringComparer.Ordinal);
        Exception = run.Results.Single().Exception;
    }

    public Compilation Compilation { get; }

    public IReadOnlyDictionary<string, string> Files { get; }

    public Exception? Exception { get; }

    /// <summary>Errors anywhere, and warnings in generated files.</summary>
    public IReadOnlyList<string> Problems => Compilation.GetDiagnostics()
        .Where(static d => d.Severity == DiagnosticSeverity.Error || (d.Severity == DiagnosticSeverity.Warning && IsGenerated(d.Location)))
        .Select(static d => d.ToString())
        .Concat(Exception is null ? [] : [Exception.ToString()])
        .ToList();

    public static GeneratorDriver Driver(bool tracking = false) => CSharpGeneratorDriver.Create(
        [new IdempotentGenerator().AsSourceGenerator()],
        parseOptions: s_parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracking));

    public static CSharpCompilation Compile(string assemblyName, IEnumerable<string> sources, IEnumerable<MetadataReference>? references = null) => CSharpCompilation.Create(
        assemblyName,
        sources.Select(static (text, index) => Parse(text, $"Source{index}.cs")),
        [.. References, .. references ?? []],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(Usings + text, s_parse, path);

    public static Generated From(params string[] sources) => From(Compile("Shop", sources));

    public static Generated From(Compilation compilation)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _, TestContext.Current.CancellationToken);
        return new Generated(updated, driver.GetRunResult());
    }

    /// <summary>The one wrapper of a source that has one.</summary>
    public string Wrapper => Files.Single(static f => !f.Key.StartsWith("Idempotent-", StringComparison.Ordinal) && !f.Key.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)).Value;

    public string Registry => Files["Idempotent-Registry.g.cs"];

    public string AsIdempotent => Files["Idempotent-AsIdempotent.g.cs"];

    public Generated RequireClean()
    {
        Assert.True(Problems.Count == 0, string.Join('\n', Problems) + "\n\n" + string.Join("\n\n", Files.Values));
        return this;
    }

    public byte[] Emit()
    {
        RequireClean();
        using var stream = new MemoryStream();
        var result = Compilation.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return stream.ToArray();
    }

    public Assembly Load() => new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(Emit()));

    private const string Usings = "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Idempotent;\n#line 1\n";

    private static bool IsGenerated(Location location) => location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) ?? false;
}
