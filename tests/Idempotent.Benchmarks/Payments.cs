using System.Text.Json.Serialization;

namespace Idempotent.Benchmarks;

/// <summary>A result that nobody can change: its instances may be shared.</summary>
public sealed record Receipt(string Order, decimal Amount);

/// <summary>A result that callers may change: each gets a copy.</summary>
public sealed class Statement
{
    public required string Order { get; set; }

    public required decimal Amount { get; set; }
}

public interface IPayments
{
    [Idempotent(Name = "charge")]
    Task<Receipt> ChargeAsync([IdempotencyKey] string order, decimal amount, Guid request);

    [Idempotent(Name = "state")]
    Task<Statement> StateAsync([IdempotencyKey] string order, decimal amount, Guid request);
}

/// <summary>Does nothing but answer, so that what is measured is the way there.</summary>
public sealed class Payments : IPayments
{
    private readonly Task<Receipt> _receipt = Task.FromResult(new Receipt("order-42", 10m));
    private readonly Task<Statement> _statement = Task.FromResult(new Statement { Order = "order-42", Amount = 10m });

    public Task<Receipt> ChargeAsync(string order, decimal amount, Guid request) => _receipt;

    public Task<Statement> StateAsync(string order, decimal amount, Guid request) => _statement;
}

/// <summary>What a colleague would write who wants nothing but to forward.</summary>
public sealed class ForwardingPayments(IPayments inner) : IPayments
{
    public Task<Receipt> ChargeAsync(string order, decimal amount, Guid request) => inner.ChargeAsync(order, amount, request);

    public Task<Statement> StateAsync(string order, decimal amount, Guid request) => inner.StateAsync(order, amount, request);
}

[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Statement))]
public sealed partial class PaymentsJson : JsonSerializerContext;
