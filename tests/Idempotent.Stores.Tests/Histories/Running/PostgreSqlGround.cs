using Idempotent.PostgreSql;
using Idempotent.Servers;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>One PostgreSQL server for records and effects, whose commits are on the disk before they count.</summary>
internal sealed class PostgreSqlGround(string name, IReadOnlyList<HistorySetting> settings, IReadOnlyList<HistorySetting> faults) : ServerGround<PostgreSqlServer>, ITransactionalGround
{
    private const string Insert = "INSERT INTO effects VALUES ($1, $2, $3)";

    public override string Name => $"PostgreSQL, {name}";

    public override IReadOnlyList<HistorySetting> Settings => settings;

    public IReadOnlyList<HistorySetting> Faults => faults;

    public async Task AffectAsync(IdempotencyContext context, EffectEvent effect)
    {
        await using var command = Parameters(new NpgsqlCommand(Insert, (NpgsqlConnection)context.Connection!, (NpgsqlTransaction)context.Transaction!), effect);
        await command.ExecuteNonQueryAsync();
    }

    public async Task AffectApartAsync(string place, EffectEvent effect)
    {
        await using var source = NpgsqlDataSource.Create(Address(place));
        await using var command = Parameters(source.CreateCommand(Insert), effect);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<IReadOnlyList<EffectEvent>> ReadEffectsAsync(string place)
    {
        var effects = new List<EffectEvent>();
        await using var source = NpgsqlDataSource.Create(Address(place));
        await using var command = source.CreateCommand("SELECT key, payload, token FROM effects");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            effects.Add(new(reader.GetString(1), reader.GetInt64(2)) { Key = reader.GetString(0) });
        }

        return effects;
    }

    protected override Task<PostgreSqlServer> StartAsync() => PostgreSqlServer.OpenAsync();

    protected override string AddressOf(PostgreSqlServer server) => server.ConnectionString;

    protected override async Task FurnishAsync(string address)
    {
        await using var source = NpgsqlDataSource.Create(address);
        await using var command = source.CreateCommand("CREATE TABLE effects (key text NOT NULL, payload text NOT NULL, token bigint NOT NULL)");
        await command.ExecuteNonQueryAsync();
    }

    protected override IIdempotencyStore Connect(string address) => new PostgreSqlIdempotencyStore($"{address};Timeout=5;Command Timeout=5;Cancellation Timeout=-1");

    private static NpgsqlCommand Parameters(NpgsqlCommand command, EffectEvent effect)
    {
        command.Parameters.Add(new() { Value = effect.Key });
        command.Parameters.Add(new() { Value = effect.Payload });
        command.Parameters.Add(new() { Value = effect.Token });
        return command;
    }
}
