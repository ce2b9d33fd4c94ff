using Idempotent.Generators.Parse;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Idempotent.Generators.Rules;

/// <summary>Tenants and users that a call is for, and that neither its key nor its scope tells apart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IDEM208UnscopedTenant() : IdempotencyRule(s_rule)
{
    private static readonly HashSet<string> s_tenants = new(
        ["tenant", "tenantid", "tenantkey", "tenantname", "tenantcode", "currenttenantid", "organizationid", "organisationid", "organization", "organisation", "orgid", "workspaceid"], StringComparer.Ordinal);

    private static readonly HashSet<string> s_users = new(["user", "userid", "currentuser", "currentuserid"], StringComparer.Ordinal);

    /// <summary>What sets a scope says one of these. <c>UseNoScope</c> is not among them: it says that the key tells tenants apart.</summary>
    private static readonly string[] s_scopes = ["IdempotencyScope.Use", "IIdempotencyScopeProvider", "UseScope"];

    private static readonly DiagnosticDescriptor s_rule = RuleDescriptor.Create(
        "IDEM208", "Tenant or user is left out of key and scope",
        "'{1}' is {2}, and no scope is set, so that {3}: mark it [IdempotencyKey], or set the scope with UseScope or IdempotencyScope.Use",
        RuleCategory.Keys, DiagnosticSeverity.Warning, nameof(IDEM208UnscopedTenant));

    /// <summary>Only an application shows whether a scope is set.</summary>
    public override bool MayReportLess => true;

    protected override void Register(CompilationStartAnalysisContext context, KnownSymbols known)
    {
        var isApplication = known.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
        var hasScope = new Lazy<bool>(() => known.Compilation.SyntaxTrees.Any(static tree => tree.GetText().ToString() is var text && Array.Exists(s_scopes, text.Contains)));
        context.RegisterSymbolAction(
            symbol =>
            {
                if (Annotations.Of((IMethodSymbol)symbol.Symbol, known) is { } annotation && !annotation.Repeated(known).Any() && LeftOut(annotation.Carrier, known) is var (left, path, isIgnored) && !hasScope.Value)
                {
                    var place = Places.OfKey(annotation.Carrier, left, path);
                    var severity = isApplication && isIgnored && IsTenant(left) ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
                    symbol.ReportDiagnostic(Effects.EffectRule.Finding(
                        s_rule, place, severity, Places.ToChange(left, place), null, annotation.Carrier.Name, path,
                        isIgnored ? "in neither key nor fingerprint" : "in the fingerprint alone",
                        isIgnored ? "one gets the outcome of another's call under the same key" : "a call of one is refused where another has used the key"));
                }
            },
            SymbolKind.Method);
    }

    /// <summary>
    /// The tenant or user that the key does not tell apart; null where it does. A Guid is nobody else's, and a user who is part of the fingerprint only can't take another's outcome.
    /// </summary>
    private static (ISymbol Symbol, string Path, bool IsIgnored)? LeftOut(IMethodSymbol method, KnownSymbols known)
    {
        var values = method.Parameters.Where(static parameter => !Infrastructure.IsInfrastructure(parameter)).SelectMany(Values).Where(static value => IsTenant(value.Symbol) || IsUser(value.Symbol)).ToList();
        if (values.Count == 0)
        {
            return null;
        }

        var key = KeyParser.KeyOf(method, known);
        if (key.Any(static part => part.Type.Name == "Guid") || values.Exists(value => !value.IsIgnored && key.Any(part => IsPart(part, value.Symbol, value.Path))))
        {
            return null;
        }

        foreach (var value in values)
        {
            if (value.IsIgnored || IsTenant(value.Symbol))
            {
                return value;
            }
        }

        return null;
    }

    private static bool IsPart(KeyPath part, ISymbol value, string path) => part.Place.Symbol.Is(value) || (part.Access.Length == 0 && path.StartsWith(part.Place.Path + ".", StringComparison.Ordinal));

    /// <summary>The parameter and, unless all of it is ignored, the members that its own type declares.</summary>
    private static IEnumerable<(ISymbol Symbol, string Path, bool IsIgnored)> Values(IParameterSymbol parameter)
    {
        var isIgnored = KeyMark.Of(parameter).IsIgnored;
        yield return (parameter, parameter.Name, isIgnored);
        if (!isIgnored && parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } type)
        {
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public })
                {
                    yield return (property, $"{parameter.Name}.{property.Name}", KeyMark.Of(property).IsIgnored);
                }
            }
        }
    }

    private static bool IsTenant(ISymbol symbol) => s_tenants.Contains(NameWords.Joined(symbol.Name));

    private static bool IsUser(ISymbol symbol) => s_users.Contains(NameWords.Joined(symbol.Name));
}
