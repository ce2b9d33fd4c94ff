using System.Diagnostics;
using Idempotent.Keys;
using Idempotent.Servers;
using Idempotent.Sqlite;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Guarantees;

/// <summary>Where a process dies, or is stopped.</summary>
internal enum Doom
{
    BeforeTheBody,
    InTheBody,
    AfterTheBody,
    AfterTheOutcome,
    PausedInTheBody,
}

/// <summary>A process that makes one call over a SQLite file and is killed on the way. Its effect is a line in a file, or under a transaction a row of the ledger.</summary>
internal sealed class DoomedProcess : IDisposable
{
    public const string Argument = "--doomed-process";

    private readonly Process _process;

    private DoomedProcess(Process process) => _process = process;

    public static DoomedProcess Start(Scene scene, Doom doom, string policy) => new(Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, [Argument, scene.Database, scene.Effects, $"{doom}", policy])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);

    /// <summary>Starts a process and returns when it is dead.</summary>
    public static async Task DieAsync(Scene scene, Doom doom, string policy)
    {
        using var process = Start(scene, doom, policy);
        await process._process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(128 + 9, process._process.ExitCode);
    }

    public async Task<string?> HearAsync() => await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public void Send(int signal) => Signals.Send(_process.Id, signal);

    public Task TellAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    /// <summary>The process's side.</summary>
    public static async Task<int> RunAsync(string database, string effects, Doom doom, string policy)
    {
        await using var runtime = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, context => new DyingStore(new SqliteIdempotencyStore(database, null, context.TimeProvider), doom)));
        try
        {
            await runtime.ExecuteAsync(Scene.Operation(policy), KeyWriter.Of(Scene.Order), default, (effects, doom), static (state, _) => BodyAsync(state.effects, state.doom));
            Console.WriteLine("completed");
        }
        catch (IdempotencyException e)
        {
            Console.WriteLine(e.GetType().Name);
        }

        return 0;
    }

    private static async Task<string> BodyAsync(string effects, Doom doom)
    {
        if (doom == Doom.PausedInTheBody)
        {
            Console.WriteLine("running");
            Console.ReadLine();
            await IdempotencyContext.Required.EnsureOwnedAsync();
        }

        Scene.Affect(effects);
        if (doom == Doom.InTheBody)
        {
            Die();
        }

        return "receipt";
    }

    private static void Die() => Process.GetCurrentProcess().Kill();

    /// <summary>Dies after the claim, before the completion, or after it.</summary>
    private sealed class DyingStore(IIdempotencyStore inner, Doom doom) : DelegatingTransactionalStore(inner)
    {
        protected override async ValueTask<TAnswer> InvokeAsync<TAnswer>(StoreCall call, Func<ValueTask<TAnswer>> next)
        {
            if (doom == Doom.AfterTheBody && call.Step == StoreStep.Complete)
            {
                Die();
            }

            var answer = await next();
            if ((doom == Doom.BeforeTheBody && call.Step == StoreStep.Claim) || (doom == Doom.AfterTheOutcome && call.Step == StoreStep.Complete))
            {
                Die();
            }

            return answer;
        }
    }
}
