namespace Idempotent.Testing;

/// <summary>What came of a call whose process was killed at one point and started again.</summary>
/// <param name="Call">The name of the <see cref="CrashCall"/>.</param>
/// <param name="Point">Where it was: <c>before Claim</c>, <c>after Complete</c>, or a place that the body named with <see cref="CrashScene.ReachAsync"/>.</param>
/// <param name="EffectsBefore">The effects when it was killed.</param>
/// <param name="Effects">The effects after all.</param>
/// <param name="First">What the first call of the new process got.</param>
/// <param name="Again">What its second call got.</param>
public sealed record Crash(string Call, string Point, int EffectsBefore, int Effects, CrashAnswer First, CrashAnswer Again)
{
    /// <summary>All of it, for a test's message.</summary>
    public override string ToString() => $"'{Call}', killed {Point}: {EffectsBefore} effects, then {Effects}; first {First}, again {Again}";
}

/// <summary>How a call ended.</summary>
/// <param name="Value">Its result; null where it failed, or gave null.</param>
/// <param name="Failure">The name of its failure's type, without the namespace; null where it did not fail.</param>
public sealed record CrashAnswer(string? Value, string? Failure)
{
    /// <summary>The result, or the failure.</summary>
    public override string ToString() => Failure ?? $"'{Value}'";
}

/// <summary>A crash matrix could not be run: the program ended before it was killed, or did not pass the same points twice.</summary>
public sealed class CrashMatrixException(string message) : Exception(message);
