namespace Idempotent.Generators.Rules.Effects;

/// <summary>What a call does. The catalogue names the kinds by these words.</summary>
internal enum EffectKind
{
    /// <summary>Gives another value at every call: a clock, a random number, a new id.</summary>
    Fresh,

    /// <summary>Reads what is there.</summary>
    Lookup,

    /// <summary>Sets what is not there yet, and tells whether it did.</summary>
    Claim,

    /// <summary>Hands a message to its handlers in the same process.</summary>
    Mediator,

    /// <summary>Writes what was changed before.</summary>
    Save,

    /// <summary>Replaces or deletes: twice is as good as once.</summary>
    Write,

    /// <summary>Runs SQL, which the text says more of.</summary>
    Sql,

    /// <summary>Adds a row or document.</summary>
    Insert,

    /// <summary>Changes a stored value by what it was.</summary>
    Relative,

    /// <summary>Counts in a cache.</summary>
    Increment,

    /// <summary>Adds to the end of a list, stream or file.</summary>
    Append,

    /// <summary>Asks another service to do something.</summary>
    Request,

    /// <summary>Moves money.</summary>
    Payment,

    /// <summary>Sends a message.</summary>
    Message,

    /// <summary>Sends mail.</summary>
    Mail,

    /// <summary>A method of which <c>[NonIdempotent]</c> says that it must not run twice.</summary>
    Declared,
}

/// <summary>How often something may happen: the lattice of effects. What a body does is as bad as the worst thing that it does.</summary>
internal enum Repeatability
{
    /// <summary>Nothing outside changes or is read.</summary>
    Pure,

    /// <summary>It reads.</summary>
    Observing,

    /// <summary>Twice is as good as once.</summary>
    Idempotent,

    /// <summary>Twice is as good as once where a key or guard is the same.</summary>
    IdempotentByKey,

    /// <summary>Twice is once too often.</summary>
    NotIdempotent,
}

internal static class EffectKinds
{
    /// <summary>What a call of the kind is worth by itself, before guards and keys are looked at.</summary>
    public static Repeatability Repeatability(this EffectKind kind) => kind switch
    {
        EffectKind.Fresh or EffectKind.Mediator => Effects.Repeatability.Pure,
        EffectKind.Lookup => Effects.Repeatability.Observing,
        EffectKind.Save or EffectKind.Write => Effects.Repeatability.Idempotent,
        EffectKind.Claim => Effects.Repeatability.IdempotentByKey,
        _ => Effects.Repeatability.NotIdempotent,
    };
}
