using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Mutants.Tests.Making;

/// <summary>The sources of one project, with the mutations of some of its rooms.</summary>
internal sealed class MutatedSources
{
    private static readonly CSharpParseOptions s_language = new(LanguageVersion.CSharp14);

    // What this program runs with.
    private static readonly PortableExecutableReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    // The SDK's implicit usings.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private readonly CSharpCompilation _compilation;

    private MutatedSources(CSharpCompilation compilation, IEnumerable<string> files)
    {
        _compilation = compilation;
        Mutations = [.. files.SelectMany(f => Mutator.Find(f, compilation.GetSemanticModel(Tree(f))))];
    }

    public string Name => _compilation.AssemblyName!;

    /// <summary>Everything that may be changed, whether it compiles or not.</summary>
    public IReadOnlyList<Mutation> Mutations { get; }

    /// <summary>Reads a project of <c>src</c>; the mutated rooms are folders of it.</summary>
    public static MutatedSources Read(string repository, string project, params string[] rooms)
    {
        var sources = Path.Combine(repository, "src");
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(sources, project), "*.cs", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(sources, f).Replace('\\', '/'))
            .Where(static f => f.Split('/') is [_, not ("bin" or "obj"), ..])
            .Order(StringComparer.Ordinal)];
        return new(
            Compile(project, files.Select(f => (f, File.ReadAllText(Path.Combine(sources, f))))),
            files.Where(f => rooms.Any(room => f.StartsWith($"{project}/{room}", StringComparison.Ordinal))));
    }

    /// <summary>One text, as a project of its own.</summary>
    public static MutatedSources Of(string file, string source) => new(Compile("Snippet", [(file, source)]), [file]);

    /// <summary>The mutations that compile, each tried alone in its file; the files are tried at once.</summary>
    public IReadOnlyList<Mutation> Compiling()
    {
        var usual = Mutations.Select(static m => m.File).Distinct().ToDictionary(static f => f, f => Errors(_compilation, Tree(f)));
        var rounds = Mutations.GroupBy(static m => m.File).SelectMany(static file => file.Index()).GroupBy(static m => m.Index, static m => m.Item);
        var compiling = rounds.AsParallel().SelectMany(round => Errors([.. round]).Where(m => m.Errors == usual[m.Mutation.File]).Select(static m => m.Mutation)).ToHashSet();
        return [.. Mutations.Where(compiling.Contains)];
    }

    /// <summary>A file's text with these mutations of it, each behind the switch that <paramref name="isOn"/> writes for it.</summary>
    public string With(string file, IEnumerable<Mutation> mutations, Func<Mutation, string> isOn)
    {
        // Spans are nested or apart. At one place, what is around comes first at the beginning and last at the end.
        var all = mutations.ToArray();
        var outward = all.Select((m, i) => (Mutation: m, Length: m.After.Span.End - m.Before.Span.Start, Index: i)).OrderByDescending(static m => m.Length).ThenBy(static m => m.Index);
        var edits = new List<(TextChange Edit, int Order)>();
        foreach (var (mutation, _, _) in outward)
        {
            var pair = mutation.Edits(isOn(mutation)).ToArray();
            edits.Add((pair[0], edits.Count));
            edits.Add((pair[1], -edits.Count));
        }

        var text = Tree(file).GetText();
        var result = new System.Text.StringBuilder();
        var position = 0;
        // What ends at a place comes before what begins there.
        foreach (var (edit, _) in edits.OrderBy(static e => e.Edit.Span.Start).ThenBy(static e => e.Order))
        {
            result.Append(text.ToString(TextSpan.FromBounds(position, edit.Span.Start))).Append(edit.NewText);
            position = edit.Span.End;
        }

        return result.Append(text.ToString(TextSpan.FromBounds(position, text.Length))).ToString();
    }

    private IEnumerable<(Mutation Mutation, int Errors)> Errors(Mutation[] mutations)
    {
        (Mutation Mutation, SyntaxTree Tree)[] changed = [.. mutations.Select(m => (m, Parse(m.File, With(m.File, [m], static _ => MutantSwitch.IsOn(1)))))];
        var compilation = changed.Aggregate(_compilation, (all, one) => all.ReplaceSyntaxTree(Tree(one.Mutation.File), one.Tree));
        return changed.Select(one => (one.Mutation, Errors(compilation, one.Tree)));
    }

    private static int Errors(CSharpCompilation compilation, SyntaxTree tree) =>
        compilation.GetSemanticModel(tree).GetDiagnostics().Count(static d => d.Severity == DiagnosticSeverity.Error);

    private SyntaxTree Tree(string file) => _compilation.SyntaxTrees.Single(t => t.FilePath == file);

    private static CSharpCompilation Compile(string project, IEnumerable<(string File, string Source)> sources) => CSharpCompilation.Create(
        project,
        [Parse("Usings.cs", Usings), Parse("Mutant.cs", MutantSwitch.Source(1)), .. sources.Select(static s => Parse(s.File, s.Source))],
        References(project),
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string file, string source) => CSharpSyntaxTree.ParseText(source, s_language, file);

    /// <summary>All but the project itself and what is built on it.</summary>
    private static IEnumerable<MetadataReference> References(string project) =>
        s_references.Where(r => !Path.GetFileName(r.FilePath)!.StartsWith(project, StringComparison.Ordinal));
}
