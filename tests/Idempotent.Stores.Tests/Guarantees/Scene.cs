using Idempotent.Keys;
using Idempotent.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Stores.Tests.Guarantees;

/// <summary>A SQLite file, what was done to the world, and another process's runtime over the file: this one's, by a clock that the test moves.</summary>
internal sealed class Scene : IAsyncDisposable
{
    public const string Order = "order-42";
    public const string RunAgain = nameof(WhenAbandoned.RunAgain);
    public const string Hold = nameof(WhenAbandoned.Hold);
    public const string Transactional = nameof(IdempotentOperation.Transactional);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("idempotent-guarantee-");
    private readonly Idempotent.Sqlite.SqliteIdempotencyStore _store;
    private readonly IdempotencyRuntime _runtime;

    public Scene()
    {
        Store = new(_store = new(Database, null, Time));
        _runtime = NewRuntime();
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        connection.Open();
        Execute(connection.CreateCommand(), "CREATE TABLE ledger (word TEXT NOT NULL)");
    }

    public string Database => Path.Combine(_folder.FullName, "records.db");

    public string Effects => Path.Combine(_folder.FullName, "effects");

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public FaultingStore Store { get; }

    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(30);

    public static IdempotentOperation<string> Operation(string policy) => new("payments.charge")
    {
        WhenAbandoned = policy == Hold ? WhenAbandoned.Hold : WhenAbandoned.RunAgain,
        Transactional = policy == Transactional,
        WhenInProgress = WhenInProgress.Reject,
    };

    /// <summary>Makes it so much later than what the other processes have done, which live by the machine's clock.</summary>
    public void Pass(TimeSpan time) => Time.SetUtcNow(TimeProvider.System.GetUtcNow() + time);

    public IdempotencyRuntime NewRuntime() => IdempotencyRuntime.Create(b => b.UseStore(IdempotencyBuilder.Unnamed, _ => Store).UseTimeProvider(Time));

    /// <summary>A duplicate: its body affects the world as well.</summary>
    public Task<string> CallAsync(string policy, Func<string>? then = null, IdempotencyRuntime? runtime = null) => CallAsync(Operation(policy), then, runtime);

    public Task<string> CallAsync(IdempotentOperation<string> operation, Func<string>? then = null, IdempotencyRuntime? runtime = null) => (runtime ?? _runtime).ExecuteAsync(
        operation,
        KeyWriter.Of(Order),
        default,
        (Effects, then),
        static (state, _) =>
        {
            Affect(state.Effects);
            return Task.FromResult(state.then?.Invoke() ?? "again");
        });

    /// <summary>How often the effect happened.</summary>
    public long Count()
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        connection.Open();
        var rows = (long)Execute(connection.CreateCommand(), "SELECT count(*) FROM ledger")!;
        return rows + (File.Exists(Effects) ? File.ReadAllLines(Effects).Length : 0);
    }

    public static void Affect(string effects)
    {
        if (IdempotencyContext.Required.Connection is { } connection)
        {
            var command = connection.CreateCommand();
            command.Transaction = IdempotencyContext.Required.Transaction;
            Execute(command, "INSERT INTO ledger VALUES ('paid')");
        }
        else
        {
            File.AppendAllLines(effects, ["paid"]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static object? Execute(System.Data.Common.DbCommand command, string sql)
    {
        using (command)
        {
            command.CommandText = sql;
            return command.ExecuteScalar();
        }
    }
}
