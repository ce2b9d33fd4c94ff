using Idempotent.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>What the registry is made from: the assembly, its references, and a little of each service.</summary>
internal static class Registrations
{
    public static AssemblyModel? Assembly(Compilation compilation)
    {
        if (!KnownSymbols.Of(compilation).IsReferenced)
        {
            return null;
        }

        var marker = compilation.GetTypeByMetadataName("Idempotent.Registering.IdempotentServicesAttribute");
        var registries = compilation.SourceModule.ReferencedAssemblySymbols
            .Where(static assembly => assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static r => r.Name == "Idempotent")))
            .Select(assembly => assembly.Attribute(marker)?.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol)
            .OfType<INamedTypeSymbol>()
            .Select(TypeTexts.Plain)
            .OrderBy(static name => name, StringComparer.Ordinal);
        return new AssemblyModel(
            Names.Registry(compilation.AssemblyName ?? ""),
            registries.ToEquatableArray(),
            compilation.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.IServiceCollection") is not null);
    }

    /// <summary>The operations of a type's partial methods, which no wrapper tells of.</summary>
    public static IEnumerable<CheckedOperationModel> Of(PartialTypeModel type) => type.Methods.Select(static method => method.Core.Operation).OfType<OperationModel>().Select(Of);

    public static CheckedOperationModel Of(OperationModel operation) => new(
        operation.TypeArguments.Count == 0 ? operation.Name : $"{operation.Name}<{string.Join(", ", operation.TypeArguments)}>",
        operation.Settings with { StoredExceptions = [] },
        operation.Key.HasSensitiveParts);

    public static RegistrationModel Of(ServiceModel service)
    {
        var wrapper = service.Wrapper is null ? null : (service.Wrapper.Namespace is { } space ? $"global::{space}." : "global::") + service.Wrapper.Name;
        var parameters = service.TypeParameters.Count;
        var operations = service.Wrapper?.Members.OfType<MethodModel>().Select(static m => m.Operation).OfType<OperationModel>() ?? [];
        return new RegistrationModel
        {
            Order = service.HintName,
            Service = service.Service,
            ServiceOf = service.ServiceOf,
            Definition = service.Definition,
            Implementation = service.Implementation,
            Wrapper = wrapper,
            WrapperOf = parameters == 0 ? wrapper : $"{wrapper}<{new string(',', parameters - 1)}>",
            TypeParameters = service.TypeParameters,
            IsClass = service.IsClass,
            OwnsInner = service.Wrapper is DecoratorModel { Disposal: not Disposal.None },
            Attributes = service.Attributes,
            SuppressedIds = service.SuppressedIds,
            Operations = operations.Select(operation => parameters == 0 ? $"{wrapper}.{operation.Field}" : operation.Name).ToEquatableArray(),
            Refusal = service.Refusal,
        };
    }
}
