using Idempotent.Keys;

namespace Idempotent;

/// <summary>A type that brings its own form in keys and fingerprints. Wins over every other ruling.</summary>
/// <remarks>
/// What it writes stands on its own, so it can't be confused with what precedes or follows. Two values that are to be one key must write the same;
/// what is written is part of stored keys and must not change from one release to the next.
/// </remarks>
public interface IIdempotencyKeyPart
{
    /// <summary>Writes the value: one or more <c>Write</c> calls, each of them self-delimiting.</summary>
    /// <param name="writer">Where to write. Not to be kept or disposed of.</param>
    void WriteKey(ref KeyWriter writer);
}
