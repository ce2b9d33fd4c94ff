using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>
/// How <see cref="StoreConformance"/> gets at the store under test: one harness is one empty set of records, made for one case and disposed after it.
/// </summary>
public abstract class StoreHarness : IAsyncDisposable
{
    /// <summary>What the store lacks. Default nothing. Cases that need it are left out by <see cref="StoreConformance.CasesFor"/>.</summary>
    public virtual StoreFeatures Lacks => StoreFeatures.None;

    /// <summary>The lease that cases ask for. Default 30 seconds, for fake time; a few hundred milliseconds for a server.</summary>
    public virtual TimeSpan Lease => TimeSpan.FromSeconds(30);

    /// <summary>The retention that cases ask for, longer than three leases. Default 24 hours, for fake time; a few leases for a server.</summary>
    public virtual TimeSpan Retention => TimeSpan.FromHours(24);

    /// <summary>How exactly <see cref="AdvanceAsync"/> hits a moment: cases look so long before a deadline, and expect it not to be over. Default 1 millisecond, for fake time; half a lease for a server.</summary>
    public virtual TimeSpan Precision => TimeSpan.FromMilliseconds(1);

    /// <summary>How often a race is run over each number of instances. Default 100.</summary>
    public virtual int RaceRounds => 100;

    /// <summary>How long, in real time, a case waits for what must happen without the store's time going on. Default 30 seconds; only a store that fails makes a case wait so long.</summary>
    public virtual TimeSpan Patience => TimeSpan.FromSeconds(30);

    /// <summary>Opens an instance of the store over this harness's records. Called several times; each call makes a new instance, except for a store that lacks <see cref="StoreFeatures.Sharing"/>.</summary>
    public abstract ValueTask<IIdempotencyStore> OpenAsync();

    /// <summary>Opens an instance for a caller whose own clock is ahead of the store's. Called only where the store does not lack <see cref="StoreFeatures.CallerClocks"/>.</summary>
    public virtual ValueTask<IIdempotencyStore> OpenSkewedAsync(TimeSpan ahead) =>
        throw new NotSupportedException("A harness overrides OpenSkewedAsync or says that its store lacks StoreFeatures.CallerClocks.");

    /// <summary>Closes an instance as the end of its process would. By default disposes it where it can be disposed.</summary>
    public virtual async ValueTask CloseAsync(IIdempotencyStore store)
    {
        if (store is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (store as IDisposable)?.Dispose();
        }
    }

    /// <summary>Lets so much of the store's time pass: by fake time, or by waiting.</summary>
    public abstract ValueTask AdvanceAsync(TimeSpan time);

    /// <summary>Removes what the harness made: instances, files, tables.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
