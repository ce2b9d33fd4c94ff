using Idempotent.Keys;
using Idempotent.Sqlite;
using Idempotent.Stores.Tests.Sqlite;
using Idempotent.Storing;
using Idempotent.Testing;
using Microsoft.Data.Sqlite;

namespace Idempotent.Stores.Tests.Crashing;

/// <summary>One call of one shape under one setting, over a file of its own. Its effect is a row that commits with the record where it is transactional, else a line in another file.</summary>
internal sealed class CrashingCharge(CrashScene scene, CrashSetting setting, IdempotencyRuntime runtime)
{
    /// <summary>Every shape under every setting.</summary>
    public static IEnumerable<CrashCall> Calls =>
        from setting in CrashSetting.All
        from shape in s_shapes
        select new CrashCall($"{setting.Name}: {shape.Name}", scene => RunAsync(scene, setting, shape.Call), scene => CountEffects(scene, setting));

    private static readonly (string Name, Func<CrashingCharge, Task<string?>> Call)[] s_shapes =
    [
        ("void", static charge =>
        {
            charge.Runtime.Execute(charge.Plain, KeyWriter.Of("1"), default, charge, static (c, _) => c.ChargeAsync().GetAwaiter().GetResult(), default, charge.ReconcilePlain);
            return Task.FromResult<string?>(null);
        }),
        ("T", static charge => Task.FromResult<string?>(charge.Runtime.Execute(charge.Valued, KeyWriter.Of("1"), default, charge, static (c, _) => c.ChargeAsync().GetAwaiter().GetResult(), default, charge.Reconcile))),
        ("Task", static async charge =>
        {
            await charge.Runtime.ExecuteAsync(charge.Plain, KeyWriter.Of("1"), default, charge, static (c, _) => (Task)c.ChargeAsync(), default, charge.ReconcilePlain);
            return null;
        }),
        ("Task<T>", static async charge => await charge.Runtime.ExecuteAsync(charge.Valued, KeyWriter.Of("1"), default, charge, static (c, _) => c.ChargeAsync(), default, charge.Reconcile)),
        ("ValueTask", static async charge =>
        {
            await charge.Runtime.ExecuteValueAsync(charge.Plain, KeyWriter.Of("1"), default, charge, static (c, _) => new ValueTask(c.ChargeAsync()), default, charge.ReconcilePlain);
            return null;
        }),
        ("ValueTask<T>", static async charge => await charge.Runtime.ExecuteValueAsync(charge.Valued, KeyWriter.Of("1"), default, charge, static (c, _) => new ValueTask<string>(c.ChargeAsync()), default, charge.Reconcile)),
    ];

    private IdempotencyRuntime Runtime { get; } = runtime;

    private IdempotentOperation<string> Valued { get; } = setting.Operation<string>();

    private IdempotentOperation<NoResult> Plain { get; } = setting.Operation<NoResult>();

    private Func<CrashingCharge, CancellationToken, Task<Reconciled<string>>>? Reconcile =>
        setting.Reconciles ? static async (c, _) => await c.FindAsync() ? Reconciled<string>.Completed("charged before") : Reconciled<string>.NotExecuted : null;

    private Func<CrashingCharge, CancellationToken, Task<Reconciled<NoResult>>>? ReconcilePlain =>
        setting.Reconciles ? static async (c, _) => await c.FindAsync() ? Reconciled<NoResult>.Completed(default) : Reconciled<NoResult>.NotExecuted : null;

    private static string Database(CrashScene scene) => Path.Combine(scene.Folder, "records.db");

    private static string Effects(CrashScene scene) => Path.Combine(scene.Folder, "effects.txt");

    private static async Task<string?> RunAsync(CrashScene scene, CrashSetting setting, Func<CrashingCharge, Task<string?>> call)
    {
        var options = new SqliteOptions { Synchronous = SqliteSynchronous.Normal, PurgeInterval = Timeout.InfiniteTimeSpan };
        if (setting.Transactional)
        {
            using var connection = Connect(scene);
            SqliteFile.Run(connection, "CREATE TABLE IF NOT EXISTS ledger (amount INTEGER NOT NULL)");
        }

        var store = new SqliteIdempotencyStore(Database(scene), options);
        if (setting.FollowsADeadOne)
        {
            await DieAsync(store);
        }

        await using var runtime = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => scene.Wrap(store)));
        return await call(new(scene, setting, runtime));
    }

    private static int CountEffects(CrashScene scene, CrashSetting setting)
    {
        if (!setting.Transactional)
        {
            return File.Exists(Effects(scene)) ? File.ReadAllLines(Effects(scene)).Length : 0;
        }

        using var connection = Connect(scene);
        return Convert.ToInt32(SqliteFile.Run(connection, "SELECT count(*) FROM ledger"), null);
    }

    private static SqliteConnection Connect(CrashScene scene)
    {
        var connection = new SqliteConnection($"Data Source={Database(scene)};Pooling=false");
        connection.Open();
        return connection;
    }

    private static async Task DieAsync(SqliteIdempotencyStore store)
    {
        var key = new RecordKey("idempotency::charge:1");
        if (await store.GetAsync(key, default) is null)
        {
            var terms = new ClaimTerms { Operation = "charge", Lease = TimeSpan.FromMicroseconds(1), Retention = TimeSpan.FromHours(1), HoldWhenAbandoned = true };
            await store.ClaimAsync(new(key, OwnerToken.Create(), Fingerprint.Empty, terms), default);
        }
    }

    private async Task<bool> FindAsync()
    {
        await scene.ReachAsync("before the callback looks");
        return CountEffects(scene, setting) > 0;
    }

    private async Task<string> ChargeAsync()
    {
        await scene.ReachAsync("before the effect");
        if (IdempotencyContext.Required.Transaction is SqliteTransaction transaction)
        {
            using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO ledger VALUES (10)";
            command.ExecuteNonQuery();
        }
        else
        {
            await File.AppendAllLinesAsync(Effects(scene), ["10"]);
        }

        await scene.ReachAsync("after the effect");
        return setting.Fails ? throw new TimeoutException() : $"charged in attempt {IdempotencyContext.Required.Attempt}";
    }
}
