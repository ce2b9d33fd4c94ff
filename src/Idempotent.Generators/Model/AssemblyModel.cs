using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Model;

/// <summary>What the registry needs to know of the assembly.</summary>
/// <param name="RegistryName">Name of the generated registry class, unique to the assembly.</param>
/// <param name="ReferencedRegistries">Registry classes of referenced assemblies, in ordinal order.</param>
/// <param name="HasContainer">Whether <c>IServiceCollection</c> can be named.</param>
internal sealed record AssemblyModel(string RegistryName, EquatableArray<string> ReferencedRegistries, bool HasContainer);

/// <summary>What start-up checks of an operation that runs without a wrapper.</summary>
internal sealed record CheckedOperationModel(string Name, SettingsModel Settings, bool HasSensitiveParts);

/// <summary>A user's serializer context and the types that it lists.</summary>
internal sealed record SerializerContextModel(string Type, EquatableArray<string> ListedTypes);

/// <summary>What the registry needs to know of a service: little, so that most edits leave it alone.</summary>
internal sealed record RegistrationModel
{
    public required string Order { get; init; }

    public required string Service { get; init; }

    public required string? ServiceOf { get; init; }

    /// <inheritdoc cref="ServiceModel.Definition"/>
    public required DefinitionModel? Definition { get; init; }

    public required ImplementationModel? Implementation { get; init; }

    /// <summary>The wrapper with its type parameters; null where it is refused.</summary>
    public required string? Wrapper { get; init; }

    /// <summary>The wrapper as written in <c>typeof</c>.</summary>
    public required string? WrapperOf { get; init; }

    public required EquatableArray<TypeParameterModel> TypeParameters { get; init; }

    /// <inheritdoc cref="ServiceModel.IsClass"/>
    public required bool IsClass { get; init; }

    public required bool OwnsInner { get; init; }

    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>Ids of diagnostics that naming what is wrapped would report again.</summary>
    public required EquatableArray<string> SuppressedIds { get; init; }

    /// <summary>Descriptors to be checked at start-up, as members of the wrapper; names as text for open generics.</summary>
    public required EquatableArray<string> Operations { get; init; }

    public required Refusal? Refusal { get; init; }
}
