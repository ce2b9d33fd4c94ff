using System.Collections.Immutable;
using Idempotent.Generators.Lock;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Generators.Rules.Contract;

/// <summary>Writes into <c>idempotency.lock</c> what the code says. Not offered where the file can't be read, or differs by target framework: a build knows them all.</summary>
/// <param name="id">The rule's id.</param>
internal abstract class LockFix(string id) : CodeFixProvider
{
    private const string Title = "Update idempotency.lock";

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

    /// <summary>All edits go to one file, where a batch of single ones would keep only the first.</summary>
    public sealed override FixAllProvider GetFixAllProvider() => new AllAtOnce(Title, id, UpdateAsync);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var solution = context.TextDocument.Project.Solution;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await UpdateAsync(solution, [diagnostic], context.CancellationToken).ConfigureAwait(false) != solution)
            {
                context.RegisterCodeFix(CodeAction.Create(Title, cancellationToken => UpdateAsync(solution, [diagnostic], cancellationToken), id), diagnostic);
            }
        }
    }

    private static async Task<Solution> UpdateAsync(Solution solution, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        foreach (var diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location, SourceOrder.Instance))
        {
            if (Find(solution, diagnostic) is not { FilePath: { } path } document
                || !diagnostic.Properties.TryGetValue(ContractRule.Operation, out var operation) || !diagnostic.Properties.TryGetValue(ContractRule.Facts, out var facts))
            {
                continue;
            }

            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var file = LockFile.Read(text.ToString());
            if (file.Problems.Count == 0 && !file.Lines.Any(line => line.Operation == operation && line.Frameworks.Length > 0))
            {
                var updated = SourceText.From(file.With(operation!, Read(facts!)), text.Encoding);
                solution = solution.GetDocumentIdsWithFilePath(path).Where(solution.ContainsAdditionalDocument).Aggregate(solution, (current, same) => current.WithAdditionalDocumentText(same, updated));
            }
        }

        return solution;
    }

    private static IEnumerable<LockFact> Read(string facts) => facts.Split('\n').Where(static fact => fact.Length > 0).Select(static fact => LockFact.Read(LockWords.Split(fact)!, out _)!.Value);

    /// <summary>The lock of the project that the finding is in.</summary>
    private static TextDocument? Find(Solution solution, Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? solution.GetDocument(tree)?.Project.AdditionalDocuments.FirstOrDefault(static document => ContractRule.IsLock(document.FilePath))
        : solution.GetDocumentIdsWithFilePath(diagnostic.Location.GetLineSpan().Path).Select(solution.GetAdditionalDocument).FirstOrDefault(static document => document is not null);
}
