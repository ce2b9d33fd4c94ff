using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Idempotent.Integrations.Tests;

/// <summary>What is in the ledger and what should be: read by code that shares nothing with the sample.</summary>
internal static class LedgerFile
{
    /// <summary>The rows as (order, amount, currency), by order.</summary>
    public static List<(string Order, long Amount, string Currency)> Rows(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT order_id, amount, currency FROM ledger ORDER BY order_id";
        using var reader = command.ExecuteReader();
        var rows = new List<(string, long, string)>();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        }

        return rows;
    }

    /// <summary>The first request of each order, by order.</summary>
    public static List<(string Order, long Amount, string Currency)> Expected(string log)
    {
        var first = new SortedDictionary<string, (string, long, string)>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(log))
        {
            try
            {
                var json = JsonSerializer.Deserialize<JsonElement>(line);
                var order = json.GetProperty("order").GetString()!;
                first.TryAdd(order, (order, json.GetProperty("amount").GetInt64(), json.GetProperty("currency").GetString()!));
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                // A malformed line is nobody's order.
            }
        }

        return [.. first.Values];
    }

    /// <summary>Whether somebody is inside a writing transaction of this file right now: the sample's bodies run in one.</summary>
    public static bool IsInBody(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadWrite;Pooling=False;Default Timeout=1");
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE; ROLLBACK";
            command.ExecuteNonQuery();
            return false;
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 5 or 6)
        {
            return true;
        }
        catch (SqliteException error) when (error.SqliteErrorCode == 14)
        {
            // Killed before the file was there.
            return false;
        }
    }
}
