using System.Data.Common;
using Idempotent;

namespace QuickStart;

/// <summary>What a customer gets for a payment.</summary>
public sealed record Receipt(string Order, long Amount, string Currency, int Number);

public interface IPayments
{
    Task<Receipt> ChargeAsync(string order, long amount, string currency, CancellationToken cancellationToken = default);
}

/// <summary>The payment service: nothing in it knows of retries. Its ledger row, the claim and the receipt commit together.</summary>
public sealed class LedgerPayments(BodyObserver observer) : IPayments
{
    [Idempotent(Name = "payments.charge", Transactional = true)]
    public async Task<Receipt> ChargeAsync(
        [IdempotencyKey] string order, long amount, string currency, CancellationToken cancellationToken = default)
    {
        var context = IdempotencyContext.Required;
        var insert = context.Connection!.CreateCommand();
        await using (insert.ConfigureAwait(false))
        {
            insert.Transaction = context.Transaction;
            insert.CommandText =
                "INSERT INTO ledger (order_id, amount, currency, process) VALUES ($order, $amount, $currency, $process) RETURNING rowid";
            Add(insert, "$order", order);
            Add(insert, "$amount", amount);
            Add(insert, "$currency", currency);
            Add(insert, "$process", Environment.ProcessId);
            var number = Convert.ToInt32(await insert.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);

            await observer.InBodyAsync(order, cancellationToken);
            return new Receipt(order, amount, currency, number);
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

/// <summary>The same without a database, for <c>--store memory</c> and <c>--store redis</c>: the ledger is a list.</summary>
public sealed class InMemoryPayments(BodyObserver observer, List<Receipt> ledger) : IPayments
{
    [Idempotent(Name = "payments.charge.in-memory")]
    public async Task<Receipt> ChargeAsync(
        [IdempotencyKey] string order, long amount, string currency, CancellationToken cancellationToken = default)
    {
        await observer.InBodyAsync(order, cancellationToken);
        lock (ledger)
        {
            ledger.Add(new Receipt(order, amount, currency, ledger.Count + 1));
            return ledger[^1];
        }
    }
}

/// <summary>Stands for the payment gateway: takes its time, and lets the demonstration stop inside a body.</summary>
public sealed class BodyObserver
{
    /// <summary>How long the gateway takes.</summary>
    public static readonly TimeSpan GatewayTime = TimeSpan.FromMilliseconds(4);

    /// <summary>The order whose body must not end: the process is about to be killed in it.</summary>
    public string? StopIn { get; set; }

    /// <summary>Called when the body of <see cref="StopIn"/> has written and not yet ended.</summary>
    public Action? Stopped { get; set; }

    public Task InBodyAsync(string order, CancellationToken cancellationToken)
    {
        if (order == StopIn)
        {
            Stopped?.Invoke();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return Task.Delay(GatewayTime, TimeProvider.System, cancellationToken);
    }
}
