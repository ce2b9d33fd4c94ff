using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Idempotent.Registering;

/// <summary>The class that is derived from another one and runs its virtual methods once per key. The container makes it in the other one's place.</summary>
internal sealed class DerivedClass(
    Type parent,
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type,
    IReadOnlyList<IdempotentOperation> operations,
    IEnumerable<string> operationNames)
    : OperationSource
{
    /// <summary>The class that it is derived from; a generic type definition for a generic one.</summary>
    public Type Parent { get; } = parent;

    /// <summary>The class itself; a generic type definition for a generic one.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    public Type Type { get; } = type;

    public override IReadOnlyList<IdempotentOperation> Operations { get; } = operations;

    public override IEnumerable<string> OperationNames { get; } = operationNames;

    /// <summary>Whether this process can close a generic class over type arguments.</summary>
    public static bool CanClose(Type type) => RuntimeFeature.IsDynamicCodeSupported || !type.GenericTypeArguments.Any(static a => a.IsValueType);

    /// <summary>The class to make in the place of one that it is derived from.</summary>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Without dynamic code only reference types get here (CanClose), whose shared code is kept.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The type parameters carry no more requirements than the base class's, which is closed already.")]
    [UnconditionalSuppressMessage("Trimming", "IL2073", Justification = "The constructors of the definition are kept, and so are those of what is closed from it.")]
    public Type Close(Type implementation) => implementation.IsConstructedGenericType ? Type.MakeGenericType(implementation.GenericTypeArguments) : Type;
}
