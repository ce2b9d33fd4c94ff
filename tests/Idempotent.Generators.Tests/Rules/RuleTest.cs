using System.Text.RegularExpressions;
using Basic.Reference.Assemblies;
using Idempotent.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>
/// What a rule finds, marked in the source: <c>[|span|]</c>, or <c>{|IDEM101:span|}</c>; no mark says that it must stay silent.
/// </summary>
internal static partial class RuleTest
{
    private const string Lock = "/0/idempotency.lock";

    /// <summary>What every project has, so that the sources show only what matters.</summary>
    public const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Idempotent;
        """;

    /// <param name="source">The source with its marks.</param>
    /// <param name="config">Lines of a global configuration file: MSBuild properties.</param>
    /// <param name="editorConfig">Lines of an <c>.editorconfig</c> for C# files: severities.</param>
    /// <param name="referencesIdempotent">Whether the project references the library.</param>
    /// <param name="reference">The name of one more assembly that it references, which is empty.</param>
    /// <param name="libraries">An assembly with other people's libraries that it references.</param>
    /// <param name="output">What the project is built to.</param>
    /// <param name="locked">The project's <c>idempotency.lock</c>, with marks; none where it is null.</param>
    /// <param name="expected">What is found at <c>{|#0:…|}</c>, where the severity matters.</param>
    public static Task VerifyAsync<TRule>(
        string source, string? config = null, string? editorConfig = null, bool referencesIdempotent = true, string? reference = null, MetadataReference? libraries = null,
        OutputKind output = OutputKind.DynamicallyLinkedLibrary, string? locked = null,
        params DiagnosticResult[] expected)
        where TRule : IdempotencyRule, new()
    {
        var test = new CSharpAnalyzerTest<TRule, DefaultVerifier>();
        test.ExpectedDiagnostics.AddRange(expected);
        if (editorConfig is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{editorConfig}\n"));
        }

        if (locked is not null)
        {
            test.TestState.AdditionalFiles.Add((Lock, locked));
        }

        Prepare(test, source, config, referencesIdempotent, output);
        Reference(test, reference, libraries);

        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Applies the fix to one finding and, with several, to all at once.</summary>
    public static Task VerifyFixAsync<TRule, TFix>(string source, string @fixed, string? config = null, string? equivalenceKey = null, string? reference = null, MetadataReference? libraries = null)
        where TRule : IdempotencyRule, new()
        where TFix : CodeFixProvider, new()
    {
        var test = new CSharpCodeFixTest<TRule, TFix, DefaultVerifier> { FixedCode = @fixed, CodeActionEquivalenceKey = equivalenceKey };

        // What is known at the end of a compilation is fixed by `dotnet format`.
        test.CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        Prepare(test, source, config, referencesIdempotent: true);
        Reference(test, reference, libraries);
        test.FixedState.Sources.Add(("GlobalUsings.cs", GlobalUsings));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Applies the fix, which writes the lock and leaves the code alone, to one finding and, with several, to all at once.</summary>
    public static Task VerifyLockFixAsync<TRule, TFix>(string source, string locked, string fixedLock, string? config = null)
        where TRule : IdempotencyRule, new()
        where TFix : CodeFixProvider, new()
    {
        var isFixed = locked != fixedLock;
        var test = new CSharpCodeFixTest<TRule, TFix, DefaultVerifier>();
        Prepare(test, source, config, referencesIdempotent: true);
        test.TestState.AdditionalFiles.Add((Lock, locked));
        test.FixedState.Sources.Add(isFixed ? Marks().Replace(source, "") : source);
        test.FixedState.Sources.Add(("GlobalUsings.cs", GlobalUsings));
        test.FixedState.AdditionalFiles.Add((Lock, fixedLock));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The finding stays, and no fix is offered for it.</summary>
    public static Task VerifyNoFixAsync<TRule, TFix>(string source, string? config = null, string? reference = null)
        where TRule : IdempotencyRule, new()
        where TFix : CodeFixProvider, new() => VerifyFixAsync<TRule, TFix>(source, source, config, reference: reference);

    [GeneratedRegex(@"\{\|[^:|]+:|\|\}")]
    private static partial Regex Marks();

    private static void Reference(AnalyzerTest<DefaultVerifier> test, string? assembly, MetadataReference? libraries)
    {
        if (libraries is not null)
        {
            test.TestState.AdditionalReferences.Add(libraries);
        }

        if (assembly is not null)
        {
            var empty = CSharpCompilation.Create(assembly, references: Net100.References.All, options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            var image = new MemoryStream();
            empty.Emit(image);
            test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromImage(image.ToArray()));
        }
    }

    private static void Prepare(AnalyzerTest<DefaultVerifier> test, string source, string? config, bool referencesIdempotent, OutputKind output = OutputKind.DynamicallyLinkedLibrary)
    {
        test.TestCode = source;
        test.MarkupOptions = MarkupOptions.UseFirstDescriptor;
        test.TestBehaviors = TestBehaviors.SkipSuppressionCheck;
        test.ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        test.TestState.AdditionalReferences.AddRange(Net100.References.All);
        test.TestState.Sources.Add(("GlobalUsings.cs", referencesIdempotent ? GlobalUsings : GlobalUsings.Replace("global using Idempotent;", "")));
        if (referencesIdempotent)
        {
            test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(IdempotentAttribute).Assembly.Location));
        }

        if (config is not null)
        {
            test.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", $"is_global = true\n{config}\n"));
        }

        test.SolutionTransforms.Add((solution, project) => solution
            .WithProjectCompilationOptions(project, new CSharpCompilationOptions(
                output, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable))
            .WithProjectParseOptions(project, new CSharpParseOptions(LanguageVersion.CSharp14)));
    }
}
