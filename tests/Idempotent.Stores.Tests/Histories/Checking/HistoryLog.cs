using System.Text.Json;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>
/// What one process did, in a file of its own that is only appended to. A line is written, unbuffered, before each thing and another after it, so that a kill at any moment leaves what was begun and what was known to be over.
/// Thread-safe.
/// </summary>
internal sealed class HistoryLog(string folder, string process) : IDisposable
{
    private const string Extension = ".history";

    private readonly FileStream _file = new(Path.Combine(folder, process + Extension), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    private long _last;

    /// <summary>Now, by the clock that all processes of the machine share.</summary>
    public static TimeSpan Now => TimeProvider.System.GetElapsedTime(0);

    /// <summary>Writes that something begins now.</summary>
    public T Begin<T>(T happening)
        where T : HistoryEvent
    {
        var begun = (HistoryEvent)happening with { Id = Interlocked.Increment(ref _last), From = Now };
        Write(begun);
        return (T)begun;
    }

    /// <summary>Writes that what began is over now.</summary>
    public void End(HistoryEvent begun) => Write(begun with { To = Now });

    /// <summary>All logs of a folder. What a kill cut off at the end of a log never happened.</summary>
    public static List<HistoryEvent> ReadAll(string folder) => [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).SelectMany(Read)];

    public void Dispose() => _file.Dispose();

    private static IEnumerable<HistoryEvent> Read(string path)
    {
        var process = Path.GetFileNameWithoutExtension(path);
        var text = File.ReadAllText(path);
        var events = new Dictionary<long, HistoryEvent>();
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var happening = JsonSerializer.Deserialize<HistoryEvent>(line)!;
            events[happening.Id] = happening with { Process = process };
        }

        return events.Values;
    }

    private void Write(HistoryEvent happening)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(happening);
        lock (_file)
        {
            _file.Write([.. line, (byte)'\n']);
        }
    }
}
