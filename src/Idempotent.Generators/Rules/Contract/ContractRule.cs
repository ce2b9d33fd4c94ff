using Idempotent.Generators.Lock;
using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Generators.Rules.Contract;

/// <summary>A rule that compares the code with <c>idempotency.lock</c>. Without that file there is nothing to compare with, and a build that writes it asks nothing of it.</summary>
/// <param name="descriptors">What the rule reports.</param>
internal abstract class ContractRule(params DiagnosticDescriptor[] descriptors) : IdempotencyRule(descriptors)
{
    /// <summary>Diagnostic property: the operation that the fix writes or removes.</summary>
    public const string Operation = nameof(Operation);

    /// <summary>Diagnostic property: its facts, one a line.</summary>
    public const string Facts = nameof(Facts);

    private static readonly SourceTextValueProvider<LockFile> s_reader = new(static text => LockFile.Read(text.ToString()));

    /// <summary>The generator tells the contract of generated code, too.</summary>
    protected sealed override GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

    public static bool IsLock(string? path) => string.Equals(Path.GetFileName(path), LockFile.Name, StringComparison.OrdinalIgnoreCase);

    protected sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var project = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (!project.IsTrue("UpdateIdempotencyLock")
            && context.Options.AdditionalFiles.FirstOrDefault(static file => IsLock(file.Path)) is { } file
            && file.GetText(context.CancellationToken) is { } text
            && context.TryGetValue(text, s_reader, out var content))
        {
            Register(context, known, new Lock(file.Path, text, content, project.TryGetValue("build_property.TargetFramework", out var framework) && framework.Length > 0 ? framework : null));
        }
    }

    protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols known, Lock locked);

    /// <param name="Path">The file.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="File">As far as it could be read.</param>
    /// <param name="Framework">The target framework of this compilation; null where it is not known.</param>
    protected sealed record Lock(string Path, SourceText Text, LockFile File, string? Framework)
    {
        public IReadOnlyList<LockFact> FactsOf(string operation) => File.FactsOf(operation, Framework);

        public Location Place(int line) => Location.Create(Path, Text.Lines[line].Span, new LinePositionSpan(new LinePosition(line, 0), new LinePosition(line, Text.Lines[line].Span.Length)));
    }
}
