using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Mutants.Tests.Making;

/// <summary>Finds what can be changed in one file. Some of it will not compile: <see cref="MutatedSources"/> leaves that out.</summary>
internal sealed partial class Mutator : CSharpSyntaxWalker
{
    private readonly string _file;
    private readonly SemanticModel _model;
    private readonly List<Mutation> _found = [];

    private Mutator(string file, SemanticModel model)
    {
        _file = file;
        _model = model;
    }

    public static IReadOnlyList<Mutation> Find(string file, SemanticModel model)
    {
        var mutator = new Mutator(file, model);
        mutator.Visit(model.SyntaxTree.GetRoot());
        return [.. mutator._found.GroupBy(static m => m.Name).SelectMany(static same => same.Select(static (m, i) => m with { Ordinal = i + 1 }))];
    }

    // Constants are known to the compiler, and so can't hang on a switch; nor can what only the compiler reads.
    public override void VisitAttributeList(AttributeListSyntax node)
    {
    }

    public override void VisitParameter(ParameterSyntax node)
    {
    }

    public override void VisitEnumDeclaration(EnumDeclarationSyntax node)
    {
    }

    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        if (!node.Modifiers.Any(SyntaxKind.ConstKeyword))
        {
            base.VisitFieldDeclaration(node);
        }
    }

    public override void VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node)
    {
        if (!node.IsConst)
        {
            base.VisitLocalDeclarationStatement(node);
        }
    }

    /// <summary>Puts something else in the place of an expression.</summary>
    private void Replace(string kind, ExpressionSyntax node, string other, string change) => Around(kind, node.Span, $"({Mutation.Switch} ? {other} : ", ")", change);

    private void Around(string kind, TextSpan span, string before, string after, string change) =>
        Add(kind, span.Start, new(new(span.Start, 0), before), new(new(span.End, 0), after), change);

    private void Add(string kind, int position, TextChange before, TextChange after, string change) =>
        _found.Add(new(_file, MemberAt(position), kind, change, before, after));

    private string MemberAt(int position)
    {
        var names = _model.SyntaxTree.GetRoot().FindToken(position).Parent!.AncestorsAndSelf().Select(static node => node switch
        {
            TypeDeclarationSyntax type => type.Identifier.Text,
            MethodDeclarationSyntax method => method.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            IndexerDeclarationSyntax => "this",
            ConstructorDeclarationSyntax => "new",
            OperatorDeclarationSyntax @operator => @operator.OperatorToken.Text,
            ConversionOperatorDeclarationSyntax conversion => conversion.Type.ToString(),
            VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } field => field.Identifier.Text,
            _ => null,
        });
        return string.Join('.', names.OfType<string>().Reverse());
    }

    private bool Is(ExpressionSyntax node, SpecialType type) => _model.GetTypeInfo(node).Type?.SpecialType == type;
}
