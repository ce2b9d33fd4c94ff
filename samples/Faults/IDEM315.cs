using Idempotent;
using Microsoft.Data.Sqlite;

namespace Faults.OwnConnection;

public class Payments
{
    [Idempotent(Name = "faults.315", Transactional = true)]
    public virtual async Task PayAsync([IdempotencyKey] string orderId)
    {
        await using var connection = new SqliteConnection("Data Source=shop.db");
        await connection.OpenAsync();
    }
}
