namespace Idempotent.Testing;

/// <summary>A call of an idempotent method that a <see cref="CrashMatrix"/> kills at each of its points. Immutable.</summary>
/// <param name="name">Unique in the matrix.</param>
/// <param name="runAsync">
/// Opens what the call needs in the scene's folder, makes the call and returns its result as text; what it throws is an answer too. It is run several times over one folder, in several processes: make
/// the same call each time.
/// </param>
/// <param name="countEffects">Counts the effects in the scene's folder, by other means than the records of the store.</param>
public sealed class CrashCall(string name, Func<CrashScene, Task<string?>> runAsync, Func<CrashScene, int> countEffects)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name ?? throw new ArgumentNullException(nameof(name));

    internal Func<CrashScene, Task<string?>> RunAsync { get; } = runAsync ?? throw new ArgumentNullException(nameof(runAsync));

    internal Func<CrashScene, int> CountEffects { get; } = countEffects ?? throw new ArgumentNullException(nameof(countEffects));
}
