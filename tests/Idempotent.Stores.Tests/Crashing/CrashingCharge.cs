using Idempotent.Keys;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Crashing;

/// <summary>One call of one shape under one setting, over records of its own. Its effect is a row that commits with the record where it is transactional, else a line in a file.</summary>
internal sealed class CrashingCharge(CrashGround ground, CrashScene scene, CrashSetting setting, IdempotencyRuntime runtime)
{
    /// <summary>Every shape under every setting, over SQLite; over a server, which takes longer, two shapes under those that are about transactions.</summary>
    public static IEnumerable<CrashCall> Calls(CrashGround ground) =>
        from setting in CrashSetting.All
        from shape in s_shapes
        where ground == CrashGround.Sqlite || (setting.Transactional && shape.Name is "void" or "Task<T>")
        select new CrashCall($"{setting.Name}: {shape.Name}", scene => RunAsync(ground, scene, setting, shape.Call), scene => CountEffects(ground, scene, setting));

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

    private static string Effects(CrashScene scene) => Path.Combine(scene.Folder, "effects.txt");

    private static async Task<string?> RunAsync(CrashGround ground, CrashScene scene, CrashSetting setting, Func<CrashingCharge, Task<string?>> call)
    {
        var store = ground.Open(scene);
        if (setting.Transactional)
        {
            // Where there are schemas, the store makes this scene's.
            await store.CountAsync(RecordFilter.All, default);
            Query(ground, scene, "CREATE TABLE IF NOT EXISTS ledger (amount INTEGER NOT NULL)");
        }

        if (setting.FollowsADeadOne)
        {
            await DieAsync(store);
        }

        await using var runtime = IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => scene.Wrap(store)));
        return await call(new(ground, scene, setting, runtime));
    }

    private static int CountEffects(CrashGround ground, CrashScene scene, CrashSetting setting)
    {
        if (!setting.Transactional)
        {
            return File.Exists(Effects(scene)) ? File.ReadAllLines(Effects(scene)).Length : 0;
        }

        return Convert.ToInt32(Query(ground, scene, "SELECT count(*) FROM ledger"), null);
    }

    private static object? Query(CrashGround ground, CrashScene scene, string sql)
    {
        using var connection = ground.Connect(scene);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static async Task DieAsync(IIdempotencyStore store)
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
        return CountEffects(ground, scene, setting) > 0;
    }

    private async Task<string> ChargeAsync()
    {
        await scene.ReachAsync("before the effect");
        if (IdempotencyContext.Required.Transaction is { } transaction)
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
