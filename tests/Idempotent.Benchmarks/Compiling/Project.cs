using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Benchmarks.Compiling;

/// <summary>A project of many files as the compiler sees it. An edit is a new compilation, in which all but one file is as it was.</summary>
internal sealed class Project
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);

    private CSharpCompilation _compilation;
    private int _edits;

    private Project(IEnumerable<string> sources)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file is "Idempotent.dll" or "netstandard.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path));
        _compilation = CSharpCompilation.Create(
            "Measured",
            sources.Select(static (source, i) => CSharpSyntaxTree.ParseText("using System; using System.Threading.Tasks; using Idempotent;\n" + source, s_options, $"File{i.ToString(CultureInfo.InvariantCulture)}.cs")),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    }

    /// <summary>1,000 annotated methods of 200 interfaces, and 200 files besides.</summary>
    public static Project OfMethods() => new([.. Enumerable.Range(0, 200).Select(Interface), .. Enumerable.Range(0, 200).Select(Other)]);

    /// <summary>20,000 calls in 400 files, 200 of them of annotated methods.</summary>
    public static Project OfCalls() => new([.. Enumerable.Range(0, 400).Select(static i => Caller(i, annotated: i < 100 ? 2 : 0)), .. Enumerable.Range(0, 100).Select(Called)]);

    public CSharpCompilation Compilation => _compilation;

    /// <summary>The same sources in a project that does not have the library: its attributes mean nothing there.</summary>
    public Project WithoutIdempotent()
    {
        _compilation = _compilation.WithReferences(_compilation.References.Where(static reference => Path.GetFileName(reference.Display) != "Idempotent.dll"));
        return this;
    }

    /// <summary>The project after a comment was added to a file; another one each time.</summary>
    public CSharpCompilation Edited(int file)
    {
        var tree = _compilation.SyntaxTrees[file];
        return _compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText($"{tree.GetText()}\n// {(++_edits).ToString(CultureInfo.InvariantCulture)}", s_options, tree.FilePath));
    }

    /// <summary>The project after an interface got another parameter.</summary>
    public CSharpCompilation EditedSignature(int file)
    {
        var tree = _compilation.SyntaxTrees[file];
        var text = tree.GetText().ToString().Replace("decimal amount", $"decimal amount, int more{(++_edits).ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal);
        return _compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, s_options, tree.FilePath));
    }

    private static string Interface(int number) => Type("public interface IService", number, static (text, number, i) => text.Append(CultureInfo.InvariantCulture,
        $"    [Idempotent(Name = \"service{number}.method{i}\")] Task<int> Method{i}Async([IdempotencyKey] string order, decimal amount, Guid request);\n"), 5);

    private static string Other(int number) => Type("public class Other", number, static (text, _, i) => text.Append(CultureInfo.InvariantCulture,
        $"    public int Compute{i}(int n) => n == 0 ? {i} : Compute{i}(n - 1) + Math.Max(n, {i});\n"), 20);

    private static string Called(int number) => Type("public static class Called", number, static (text, number, _) => text.Append(CultureInfo.InvariantCulture,
        $"    [Idempotent(Name = \"called{number}\")] public static Task<int> ChargeAsync([IdempotencyKey] string order) => Task.FromResult({number});\n"), 1);

    private static string Caller(int number, int annotated) => Type("public static class Caller", number, (text, _, i) => text.Append(
        i < annotated
            ? string.Create(CultureInfo.InvariantCulture, $"    public static Task<int> Call{i}() => Called{number}.ChargeAsync(\"{i}\");\n")
            : string.Create(CultureInfo.InvariantCulture, $"    public static int Call{i}(int n) => Math.Max(n, {i});\n")), 50);

    private static string Type(string head, int number, Action<StringBuilder, int, int> member, int members)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"namespace Measured;\n{head}{number}\n{{\n");
        for (var i = 0; i < members; i++)
        {
            member(text, number, i);
        }

        return text.Append("}\n").ToString();
    }
}
