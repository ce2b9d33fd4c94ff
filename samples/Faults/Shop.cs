using System.Text.Json.Serialization;

namespace Faults;

/// <summary>What the faults are about: a gateway, a bus and a table. <c>shop.effects.txt</c> says what their methods do.</summary>
public interface ICharges
{
    Task CreateAsync(long amount, ChargeOptions? options = null);
}

public sealed class ChargeOptions
{
    public string? IdempotencyKey { get; set; }
}

public interface IBus
{
    Task SendAsync(Message message);
}

public sealed class Message
{
    public string? MessageId { get; set; }

    public string Text { get; set; } = "";
}

public interface ITable<T>
{
    void Add(T row);

    Task<T> GetAsync(int id);

    Task SaveAsync();
}

public sealed class Account
{
    public int Id { get; set; }

    public decimal Balance { get; set; }
}

public sealed class Entry
{
    public Guid Id { get; set; }

    public decimal Amount { get; set; }
}

public sealed record Deposited(Guid MessageId, int AccountId, decimal Amount);

[JsonSerializable(typeof(string))]
internal sealed partial class Json : JsonSerializerContext;
