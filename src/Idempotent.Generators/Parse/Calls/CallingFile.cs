using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Parse.Calls;

/// <summary>A file and the names that its calls use, so that files without a call of an annotated method cost nothing more. Equal while the file is the same.</summary>
internal sealed class CallingFile : IEquatable<CallingFile>
{
    private readonly HashSet<string> _names;

    private CallingFile(SyntaxTree tree, HashSet<string> names)
    {
        Tree = tree;
        _names = names;
    }

    public SyntaxTree Tree { get; }

    public static CallingFile Read(SyntaxTree tree, CancellationToken cancellationToken) => new(
        tree, new HashSet<string>(Calls(tree, cancellationToken).Select(static call => NameOf(call)).OfType<string>(), StringComparer.Ordinal));

    /// <summary>Whether some call uses one of the names.</summary>
    public bool Uses(IEnumerable<string> names) => names.Any(_names.Contains);

    public static IEnumerable<InvocationExpressionSyntax> Calls(SyntaxTree tree, CancellationToken cancellationToken) =>
        tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>();

    /// <summary>The simple name of what is called; null for what has none, such as the result of another call.</summary>
    public static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };

    public bool Equals(CallingFile? other) => Tree == other?.Tree;

    public override bool Equals(object? obj) => Equals(obj as CallingFile);

    public override int GetHashCode() => Tree.GetHashCode();
}
