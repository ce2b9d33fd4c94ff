using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Idempotent.Generators.Emit;
using Idempotent.Generators.Emit.Keys;
using Idempotent.Generators.Model.Keys;
using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Generators.Tests.Keys;

/// <summary>
/// The key statements of every method of the interface <c>IKeys</c> in a source, compiled with every warning on as error: each becomes a method
/// <c>Key.Name(…)</c> and <c>Fingerprint.Name(…)</c> that returns canonical bytes.
/// </summary>
internal sealed class KeyCompilation
{
    private const string Usings = """
        global using System; global using System.Collections.Frozen; global using System.Collections.Generic; global using System.Collections.Immutable; global using System.Globalization;
        global using System.IO; global using System.Linq; global using System.Net; global using System.Numerics; global using System.Text; global using System.Text.Json; global using System.Text.Json.Nodes;
        global using System.Threading; global using System.Threading.Tasks; global using Idempotent;
        """;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14);

    private readonly CSharpCompilation _compilation;
    private readonly KnownSymbols _known;

    public KeyCompilation(params string[] sources)
        : this([], sources)
    {
    }

    public KeyCompilation(ImmutableArray<MetadataReference> references, params string[] sources)
    {
        // Under this name the runtime shows what it has written.
        _compilation = CSharpCompilation.Create(
            "Idempotent.Tests",
            sources.Prepend(Usings).Select(Parse),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(IdempotentAttribute).Assembly.Location), .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        _known = KnownSymbols.Of(_compilation);
        var type = _compilation.GetSymbolsWithName("IKeys", SymbolFilter.Type).Cast<INamedTypeSymbol>().Single();
        Methods = [.. type.AllInterfaces.Insert(0, type).SelectMany(static t => t.GetMembers()).OfType<IMethodSymbol>().Where(static m => m.MethodKind == MethodKind.Ordinary)];
    }

    public ImmutableArray<IMethodSymbol> Methods { get; }

    public static KeyCompilation Of(string parameters, string declarations = "") => new($"{declarations}\npublic interface IKeys {{ Task RunAsync({parameters}); }}");

    public KeyContract Contract(string method = "RunAsync") => KeyParser.Parse(Method(method), _known);

    public IReadOnlyList<KeyFinding> Findings(string method = "RunAsync") => KeyParser.Find(Method(method), _known);

    /// <param name="edit">Changes what was emitted, to plant a bug.</param>
    public string Emit(Func<string, string>? edit = null)
    {
        var writer = GeneratedFile.Begin([]);
        var contracts = new List<KeyContract>();
        foreach (var local in new[] { "key", "fingerprint" })
        {
            writer.Open($"public static class {(local == "key" ? "Key" : "Fingerprint")}");
            foreach (var method in Methods)
            {
                var contract = KeyParser.Parse(method, _known);
                Assert.Null(contract.Refusal);
                contracts.Add(contract);
                writer.Open($"public static byte[] {method.Name}({string.Join(", ", method.Parameters.Select(static p => $"{p.Type.Text()} {p.Name}"))})");
                KeyEmitter.Statements(writer, contract, "key", "fingerprint");
                writer.Line($"var bytes = {local}.Written.ToArray();");
                writer.Line("key.Dispose();");
                writer.Line("fingerprint.Dispose();");
                writer.Line("return bytes;");
                writer.Close();
            }

            writer.Close();
        }

        KeyEmitter.Helpers(writer, contracts);
        return edit is null ? writer.ToString() : edit(writer.ToString());
    }

    public Assembly Load(Func<string, string>? edit = null)
    {
        var emitted = Emit(edit);
        var compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(emitted, s_parse, "Keys.g.cs", System.Text.Encoding.UTF8));
        using var stream = new MemoryStream();
        var problems = compilation.Emit(stream).Diagnostics.Where(static d =>
            d.Severity == DiagnosticSeverity.Error || (d.Severity == DiagnosticSeverity.Warning && d.Location.SourceTree?.FilePath == "Keys.g.cs"));
        Assert.True(!problems.Any(), string.Join('\n', problems.Take(20)) + "\n" + emitted[..Math.Min(emitted.Length, 20_000)]);
        stream.Position = 0;
        var context = new AssemblyLoadContext(null);
        context.Resolving += static (_, name) => name.Name == "Idempotent" ? typeof(IdempotentAttribute).Assembly : null;
        return context.LoadFromStream(stream);
    }

    /// <summary>The source as a compiled assembly.</summary>
    public MetadataReference Reference()
    {
        using var stream = new MemoryStream();
        Assert.True(_compilation.WithAssemblyName("Library").Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private IMethodSymbol Method(string name) => Methods.Single(m => m.Name == name);

    private static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source, s_parse, encoding: System.Text.Encoding.UTF8);
}
