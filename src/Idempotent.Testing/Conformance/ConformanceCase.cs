namespace Idempotent.Testing;

/// <summary>One thing that every store must do. Immutable and thread-safe.</summary>
public sealed class ConformanceCase
{
    private readonly Func<Scene, Task> _run;

    internal ConformanceCase(string name, Func<Scene, Task> run)
        : this(name, StoreFeatures.None, run)
    {
    }

    internal ConformanceCase(string name, StoreFeatures needs, Func<Scene, Task> run)
    {
        Name = name;
        Needs = needs;
        _run = run;
    }

    /// <summary>What is held, unique in the suite, e.g. <c>Claim_WhenTheLeaseIsOver_IsTheNextAttempt</c>.</summary>
    public string Name { get; }

    /// <summary>The features without which the case can't be run.</summary>
    public StoreFeatures Needs { get; }

    /// <summary>Runs the case.</summary>
    /// <param name="harness">A fresh one, over no records. The caller disposes it.</param>
    /// <exception cref="ConformanceException">The store fails the case, or the case needs what the harness says the store lacks.</exception>
    public async Task RunAsync(StoreHarness harness)
    {
        ArgumentNullException.ThrowIfNull(harness);
        if ((Needs & harness.Lacks) is var lacking and not StoreFeatures.None)
        {
            throw new ConformanceException($"{Name} needs {lacking}, which the harness says that the store lacks. Take the cases from StoreConformance.CasesFor.");
        }

        try
        {
            // On the thread pool, without the caller's context: what runs there needs no ConfigureAwait.
            await Task.Run(async () => await _run(await Scene.OpenAsync(harness))).ConfigureAwait(false);
        }
        catch (Unmet unmet)
        {
            throw new ConformanceException($"{Name}: {unmet.Message}");
        }
        catch (Exception exception) when (exception is not ConformanceException)
        {
            throw new ConformanceException($"{Name}: no exception was expected, but {exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
