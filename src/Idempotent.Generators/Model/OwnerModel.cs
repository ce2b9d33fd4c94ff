namespace Idempotent.Generators.Model;

/// <summary>What one attribute in the source stands for, whichever way its methods go.</summary>
/// <param name="Services">Services with a decorator or a derived class, or the reason why they have none.</param>
/// <param name="Partial">The part of the type that gives partial methods their bodies; one or none.</param>
/// <param name="Intercepted">Methods whose calls are taken.</param>
/// <param name="Contract">What the records of its operations are found by; one or none.</param>
internal sealed record OwnerModel(
    EquatableArray<ServiceModel> Services, EquatableArray<PartialTypeModel> Partial, EquatableArray<InterceptedDeclarationModel> Intercepted, EquatableArray<ContractModel> Contract);
