using Idempotent.Generators.Parse;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Entities of which a project says that a natural key of theirs is unique, by attribute or in the model's configuration: a second insert fails.</summary>
/// <param name="compilation">The project.</param>
/// <param name="implementations">Its types.</param>
internal sealed class UniqueIndexes(Compilation compilation, Implementations implementations)
{
    private readonly Lazy<HashSet<string>> _entities = new(() => new(Read(compilation, implementations.Types), StringComparer.Ordinal));

    public bool Has(string entity) => entity.Length > 0 && _entities.Value.Contains(entity);

    private static IEnumerable<string> Read(Compilation compilation, IReadOnlyCollection<INamedTypeSymbol> types)
    {
        if (compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.DbContext") is not { } context)
        {
            return [];
        }

        var index = compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.IndexAttribute");
        var attributed = types.Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass.Is(index) && attribute.NamedArguments.Any(static argument => argument is { Key: "IsUnique", Value.Value: true })));
        var configuring = types.Where(type => type.SelfAndBases().Any(part => part.Is(context)) || type.AllInterfaces.Any(static service => service.Name == "IEntityTypeConfiguration"));
        return attributed.Select(static type => type.Name).Concat(configuring.SelectMany(static type => type.DeclaringSyntaxReferences).SelectMany(static reference => Configured(reference.GetSyntax())));
    }

    /// <summary>The entity of each <c>HasIndex(…).IsUnique()</c> and <c>HasAlternateKey(…)</c>, by the text around it.</summary>
    private static IEnumerable<string> Configured(SyntaxNode type) => type.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        .Where(static access => access.Name.Identifier.ValueText is "IsUnique" or "HasAlternateKey")
        .Select(Entity).OfType<string>();

    private static string? Entity(MemberAccessExpressionSyntax configured) => Generic(configured, "Entity") ?? configured.Ancestors().OfType<InvocationExpressionSyntax>().Select(static call => Generic(call.Expression, "Entity")).FirstOrDefault(static name => name is not null)
        ?? configured.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.BaseList?.Types.Select(static type => Argument(type.Type, "IEntityTypeConfiguration")).FirstOrDefault(static name => name is not null);

    private static string? Generic(SyntaxNode expression, string method) => expression.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Select(name => Argument(name, method)).FirstOrDefault(static name => name is not null);

    private static string? Argument(SyntaxNode name, string generic) =>
        name is GenericNameSyntax { TypeArgumentList.Arguments: [SimpleNameSyntax argument] } found && found.Identifier.ValueText == generic ? argument.Identifier.ValueText : null;
}
