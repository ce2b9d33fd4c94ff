using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Idempotent.Generators.Lock;

namespace Idempotent.Tasks;

/// <summary>What an assembly tells of its operations, read without loading it.</summary>
internal static class AssemblyContracts
{
    public static IReadOnlyList<LockLine> Read(string assembly)
    {
        using var stream = File.OpenRead(assembly);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute).Where(attribute => IsContract(metadata, attribute)).SelectMany(attribute => Lines(metadata, attribute)).Distinct()];
    }

    private static bool IsContract(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && metadata.GetTypeReference((TypeReferenceHandle)parent) is var type
        && metadata.StringComparer.Equals(type.Name, "OperationContractAttribute")
        && metadata.StringComparer.Equals(type.Namespace, "Idempotent.Registering");

    /// <summary>A prolog, the operation's name, the count of its facts and each of them.</summary>
    private static List<LockLine> Lines(MetadataReader metadata, CustomAttribute attribute)
    {
        var value = metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        var operation = value.ReadSerializedString()!;
        var lines = new List<LockLine>();
        for (var count = value.ReadInt32(); count > 0; count--)
        {
            var fact = value.ReadSerializedString()!;
            lines.Add(LockLine.Read($"{LockWords.Quote(operation)} {fact}", out var problem) ?? throw new IOException($"'{fact}' of operation '{operation}' can't be read: {problem}"));
        }

        return lines;
    }
}
