using System.Diagnostics.Metrics;

namespace Idempotent.Tests.Observing;

/// <summary>The measurements with one tag: those of one operation, or of one store.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, KeyValuePair<string, object?>[] Tags)> _seen = [];
    private readonly Dictionary<string, long> _counts = [];
    private readonly KeyValuePair<string, object?> _tag;

    public Measurements(string value, string tag = "idempotent.operation")
    {
        _tag = new(tag, value);
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Idempotent")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((i, count, tags, _) => Add(i, count, tags));
        _listener.SetMeasurementEventCallback<double>((i, _, tags, _) => Add(i, 1, tags));
        _listener.Start();
    }

    public IEnumerable<(string Name, string? Outcome)> Outcomes => Copy().Select(static s => (s.Name, s.Tags.FirstOrDefault(static t => t.Key == "idempotent.outcome").Value as string));

    /// <summary>The sums of the counters.</summary>
    public Dictionary<string, long> Counts
    {
        get
        {
            lock (_seen)
            {
                return new(_counts);
            }
        }
    }

    public IEnumerable<string> Names => Copy().Select(static s => s.Name);

    public IEnumerable<string> TagValues => Copy().SelectMany(static s => s.Tags).Select(static t => $"{t.Value}");

    public void Dispose() => _listener.Dispose();

    private List<(string Name, KeyValuePair<string, object?>[] Tags)> Copy()
    {
        lock (_seen)
        {
            return [.. _seen];
        }
    }

    private void Add(Instrument instrument, long count, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Contains(_tag))
        {
            lock (_seen)
            {
                _seen.Add((instrument.Name, tags.ToArray()));
                _counts[instrument.Name] = _counts.GetValueOrDefault(instrument.Name) + count;
            }
        }
    }
}
