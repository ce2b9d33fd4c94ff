using System.Globalization;
using Idempotent.Generators.Lock;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse.Keys;
using Microsoft.CodeAnalysis;

namespace Idempotent.Generators.Parse;

/// <summary>What stored records are found and compared by: told to the assembly by the generator, and compared with <c>idempotency.lock</c> by the rules.</summary>
internal static class Contracts
{
    /// <summary>The operations that the type brings; null where it brings none that could be honoured.</summary>
    public static ContractModel? Parse(INamedTypeSymbol type, KnownSymbols known)
    {
        var operations = In(type, known).Select(static brought => brought.Contract).Where(static contract => contract.Key.Refusal is null).ToEquatableArray();
        return operations.Count == 0 ? null : new ContractModel($"Idempotent-Contract({Names.Hint(type, implementation: null)})", operations);
    }

    /// <summary>Each operation that the type brings, with the attribute that brings it. Whatever is in a file type, or outside of types, is refused, and can't name a generated file.</summary>
    public static IEnumerable<(Annotation Annotation, OperationContract Contract)> In(INamedTypeSymbol type, KnownSymbols known) => IsUnnameable(type) ? [] :
        Repetitions.Brought(type, known).Select(annotation => (annotation, Of(annotation, known)));

    /// <summary>The facts, in the words of the lock.</summary>
    public static IEnumerable<LockFact> Facts(OperationContract contract)
    {
        var key = contract.Key;
        foreach (var member in KeySchema.Members(key.Parts, key.Helpers))
        {
            yield return Fact("key", member);
        }

        foreach (var member in KeySchema.Members(key.FingerprintParts, key.Helpers))
        {
            yield return Fact("fingerprint", member);
        }

        yield return new LockFact("retention", "", contract.Retention is { } retention ? new TimeSpan(retention.Ticks).ToString("c", CultureInfo.InvariantCulture) : "default");
        if (contract.Store is { } store)
        {
            yield return new LockFact("store", "", store);
        }

        yield return new LockFact("schema", "", $"{KeySchema.Version.ToString(CultureInfo.InvariantCulture)}/{key.SchemaHash.ToString("x16", CultureInfo.InvariantCulture)}");
    }

    private static bool IsUnnameable(INamedTypeSymbol? type) => type is not null && (type.IsFileLocal || !type.CanBeReferencedByName || IsUnnameable(type.ContainingType));

    private static LockFact Fact(string word, SchemaMember member) => new(word, member.Path, member.IsSensitive ? member.Kind + "!" : member.Kind);

    private static OperationContract Of(Annotation annotation, KnownSymbols known)
    {
        var settled = annotation;
        while (settled.Repeated(known).FirstOrDefault() is { } earlier)
        {
            settled = earlier;
        }

        var arity = annotation.Carrier.Arity + annotation.Carrier.ContainingType.AllTypeParameters().Count();
        return new OperationContract(
            arity == 0 ? annotation.OperationName : $"{annotation.OperationName}<{new string(',', arity - 1)}>",
            known.KeyOf(settled.Carrier),
            settled.Data.Duration("ExpiresAfter") is { } retention ? new DurationModel(retention.Ticks, settled.Data.Text("ExpiresAfter")!) : null,
            settled.Data.Text("Store"));
    }
}
