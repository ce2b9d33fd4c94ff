using System.Diagnostics;
using System.Globalization;
using Idempotent.Sqlite;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Sqlite;

/// <summary>Another process on the same file, by the machine's clock. It says "ready", waits for a line, works, and says what came of it.</summary>
internal sealed class SqliteWorker : IAsyncDisposable
{
    public const string Argument = "--sqlite-worker";
    public const string ClaimAll = "claim-all";
    public const string DieInBody = "die-in-body";
    public const string CompleteOne = "complete-one";
    public const int Keys = 200;

    private readonly Process _process;

    private SqliteWorker(Process process) => _process = process;

    public static async Task<SqliteWorker> StartAsync(string path, string work)
    {
        var worker = new SqliteWorker(Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Argument, path, work])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
        Assert.Equal("ready", await worker.HearAsync());
        return worker;
    }

    public async Task GoAsync()
    {
        await _process.StandardInput.WriteLineAsync("go");
        await _process.StandardInput.FlushAsync();
    }

    public async Task<string?> HearAsync() => await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    /// <summary>How many of the keys this process won.</summary>
    public static async Task<int> ClaimAllAsync(SqliteIdempotencyStore store)
    {
        var won = 0;
        await Parallel.ForAsync(0, Keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellation) =>
        {
            var claim = SqliteFile.Claim($"k{i}");
            if ((await store.ClaimAsync(claim, cancellation)).Status == ClaimStatus.Claimed
                && await store.CompleteAsync(SqliteFile.Complete(claim), cancellation) == WriteStatus.Applied)
            {
                Interlocked.Increment(ref won);
            }
        });
        return won;
    }

    /// <summary>The worker's side.</summary>
    public static async Task<int> RunAsync(string path, string work)
    {
        await using var store = new SqliteIdempotencyStore(path);
        var claim = SqliteFile.Claim(work);
        if (work == CompleteOne)
        {
            await store.ClaimAsync(claim, default);
        }

        Console.WriteLine("ready");
        Console.ReadLine();
        switch (work)
        {
            case ClaimAll:
                Console.WriteLine((await ClaimAllAsync(store)).ToString(CultureInfo.InvariantCulture));
                return 0;
            case CompleteOne:
                Console.WriteLine(await store.CompleteAsync(SqliteFile.Complete(claim), default));
                return 0;
            case DieInBody:
                await using (var transaction = await store.BeginAsync(SqliteFile.Terms.Lease, default))
                {
                    var answer = await transaction.ClaimAsync(claim, default);
                    SqliteFile.Run((Microsoft.Data.Sqlite.SqliteConnection)transaction.Connection, "INSERT INTO ledger VALUES (10)");
                    await transaction.CompleteAsync(SqliteFile.Complete(claim), default);
                    Console.WriteLine(answer.Status);
                    Console.ReadLine();
                }

                return 0;
            default:
                return 1;
        }
    }
}
