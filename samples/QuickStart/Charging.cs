using System.Diagnostics.Metrics;
using Idempotent;
using Microsoft.Extensions.DependencyInjection;

namespace QuickStart;

/// <summary>Sends requests through <see cref="IPayments"/> and tells what became of each, as the library's own metrics say it.</summary>
public sealed class Charging : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly MeterListener _listener = new();
    private readonly AsyncLocal<Call?> _call = new();

    public Charging(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<BodyObserver>();
        configure(services);
        services.AddIdempotentServices();
        _provider = services.BuildServiceProvider(validateScopes: true);

        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Idempotent")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Observe(instrument, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Observe(instrument, tags));
        _listener.Start();
    }

    public BodyObserver Body => _provider.GetRequiredService<BodyObserver>();

    public async Task<Fate> ChargeAsync(Request request)
    {
        var call = new Call();
        _call.Value = call;
        try
        {
            var scope = _provider.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await scope.ServiceProvider.GetRequiredService<IPayments>().ChargeAsync(request.Order, request.Amount, request.Currency);
            }

            return call.Outcome switch
            {
                "executed" => Fate.Executed,
                _ when call.Waited => Fate.Waited,
                "replayed" => Fate.Replayed,
                _ => throw new InvalidOperationException($"Line {request.Line} ended as '{call.Outcome}'."),
            };
        }
        catch (IdempotencyKeyReusedException)
        {
            return Fate.Rejected;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _provider.DisposeAsync();
    }

    // Measurements are made in the flow of the call that they are about.
    private void Observe(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_call.Value is not { } call)
        {
            return;
        }

        if (instrument.Name == "idempotent.wait.duration")
        {
            call.Waited = true;
        }
        else if (instrument.Name == "idempotent.executions")
        {
            foreach (var (name, value) in tags)
            {
                if (name == "idempotent.outcome")
                {
                    call.Outcome = (string?)value;
                    call.Waited |= call.Outcome == "joined";
                }
            }
        }
    }

    private sealed class Call
    {
        public string? Outcome { get; set; }

        public bool Waited { get; set; }
    }
}
