using Idempotent;
using Microsoft.Data.Sqlite;

namespace Faults.Sql;

public sealed class Journal(SqliteConnection connection)
{
    [RetryableEntryPoint]
    public async Task HandleAsync(Deposited deposited)
    {
        await using var command = new SqliteCommand("INSERT INTO entries (id, amount) VALUES (@id, @amount)", connection);
        command.Parameters.AddWithValue("@id", deposited.MessageId);
        command.Parameters.AddWithValue("@amount", deposited.Amount);
        await command.ExecuteNonQueryAsync();
    }
}
