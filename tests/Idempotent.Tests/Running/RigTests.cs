using Idempotent.Storing;

namespace Idempotent.Tests.Running;

/// <summary>What holds whether this process remembers outcomes or asks the store for each: every test runs both ways, the second one in a class derived for it.</summary>
public abstract class RigTests
{
    protected virtual bool Remembers => true;

    private protected Rig NewRig(Action<IdempotencyOptions>? configure = null, Func<IIdempotencyStore, IIdempotencyStore>? wrap = null) => new(
        options =>
        {
            options.LocalOutcomes = Remembers ? options.LocalOutcomes : 0;
            configure?.Invoke(options);
        },
        wrap: wrap);
}
