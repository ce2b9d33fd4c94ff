using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Idempotent.Generators.Rules;

/// <summary>A Fix All for findings whose edits meet in one place, where a batch of single edits would keep only the first.</summary>
/// <param name="title">The action's title.</param>
/// <param name="equivalenceKey">The fix that it applies.</param>
/// <param name="change">Applies it to all findings.</param>
internal sealed class AllAtOnce(string title, string equivalenceKey, Func<Solution, IEnumerable<Diagnostic>, CancellationToken, Task<Solution>> change) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var diagnostics = await DiagnosticsOf(fixAllContext).ConfigureAwait(false);
        return CodeAction.Create(title, cancellationToken => change(fixAllContext.Solution, diagnostics, cancellationToken), equivalenceKey);
    }

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsOf(FixAllContext context)
    {
        if (context is { Scope: FixAllScope.Document, Document: { } document })
        {
            return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
        }

        var projects = context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];
        var found = await Task.WhenAll(projects.Select(context.GetAllDiagnosticsAsync)).ConfigureAwait(false);
        return found.SelectMany(static diagnostics => diagnostics);
    }
}
