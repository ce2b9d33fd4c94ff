using System.Composition;
using System.Globalization;
using Idempotent.Generators.Rules.Effects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules;

/// <summary>Appends a conflict clause to an insert of values; only where the dialect is known to have it and the text is one literal without escapes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IDEM303UnrepeatableSqlFix)), Shared]
internal sealed class IDEM303UnrepeatableSqlFix() : IdempotencyFix("IDEM303")
{
    private const string Clause = " ON CONFLICT DO NOTHING";

    private static readonly string[] s_withClause = ["Npgsql", "Microsoft.Data.Sqlite"];

    private static readonly string[] s_connections =
        ["Npgsql.NpgsqlConnection", "Microsoft.Data.Sqlite.SqliteConnection", "Microsoft.Data.SqlClient.SqlConnection", "System.Data.SqlClient.SqlConnection", "MySqlConnector.MySqlConnection", "MySql.Data.MySqlClient.MySqlConnection"];

    protected override Task OfferAsync(Finding finding)
    {
        if (finding.Property(BodyReader.ClauseAt) is { } place && finding.Target?.FirstAncestorOrSelf<LiteralExpressionSyntax>() is { Token: { Value: string text } token } literal
            && token.Text.IndexOf(text, StringComparison.Ordinal) is >= 0 and var start && HasClause(finding))
        {
            var at = start + int.Parse(place, CultureInfo.InvariantCulture);
            finding.Replace("Leave a row that is there", nameof(IDEM303UnrepeatableSql), literal, old => SyntaxFactory.ParseExpression(token.Text.Insert(at, Clause)).WithTriviaFrom(old));
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether the connection or command is of a database with the clause, or no other is referenced.</summary>
    private static bool HasClause(Finding finding)
    {
        var receiver = finding.Node switch
        {
            { Parent: MemberAccessExpressionSyntax access } => access.Expression,
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax target } => target.Expression,
            var node => node,
        };
        var space = finding.Model.GetTypeInfo(receiver, finding.CancellationToken).Type?.ContainingNamespace.ToDisplayString();
        if (space is not (null or "System.Data" or "System.Data.Common" or "Microsoft.EntityFrameworkCore.Infrastructure"))
        {
            return s_withClause.Contains(space);
        }

        var referenced = Array.FindAll(s_connections, name => finding.Model.Compilation.GetTypeByMetadataName(name) is not null);
        return referenced.Length > 0 && Array.TrueForAll(referenced, static name => Array.Exists(s_withClause, clause => name.StartsWith(clause + ".", StringComparison.Ordinal)));
    }
}
