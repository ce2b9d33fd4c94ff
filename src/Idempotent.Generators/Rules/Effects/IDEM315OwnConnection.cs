using Idempotent.Generators.Parse;
using Idempotent.Generators.Rules.Effects;
using Idempotent.Generators.Rules.Effects.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Idempotent.Generators.Rules;

/// <summary>Connections and transactions that a transactional method opens for itself, past the one that its claim and outcome are written in.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM315OwnConnection() : OperationBodyRule(s_rule)
{
    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM315", "Transactional method opens its own connection",
        "'{0}' is outside of the transaction that '{1}' runs in: what is written there stays when the claim is rolled back; use IdempotencyContext.Required.Connection and Transaction",
        RuleCategory.Effects, DiagnosticSeverity.Warning, nameof(IDEM315OwnConnection));

    protected override void Check(IMethodSymbol method, Annotation operation, IReadOnlyList<IOperation> body, EffectEngine engine, Action<Diagnostic> report)
    {
        if (!operation.Data.NamedArguments.Any(static argument => argument is { Key: "Transactional", Value.Value: true }))
        {
            return;
        }

        foreach (var part in body)
        {
            if (Opened(part) is { } what)
            {
                report(Diagnostic.Create(s_rule, part.Syntax.GetLocation(), what, method.Name));
            }
        }
    }

    private static string? Opened(IOperation part) => part switch
    {
        IObjectCreationOperation { Type: INamedTypeSymbol type } when IsA(type, "System.Data.Common.DbConnection") => $"new {type.Name}",
        IInvocationOperation { TargetMethod: { Name: "OpenConnection" or "OpenConnectionAsync" or "CreateConnection" } method } when IsA(method.ContainingType, "System.Data.Common.DbDataSource") || method.ContainingType.Name == "NpgsqlDataSource" => method.Name,
        IInvocationOperation { TargetMethod: { Name: "BeginTransaction" or "BeginTransactionAsync" } method }
            when IsA(method.ContainingType, "System.Data.Common.DbConnection") || IsA(method.ContainingType, "Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade") || IsA(method.ContainingType, "System.Data.IDbConnection") => method.Name,
        _ => null,
    };

    private static bool IsA(INamedTypeSymbol type, string name) => type.SelfAndBases().Any(part => part.IsNamed(name));
}
