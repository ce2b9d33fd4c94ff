namespace Idempotent.Servers;

/// <summary>The last lines that a server wrote, and a way to wait for one. Thread-safe.</summary>
internal sealed class Transcript
{
    private const int Kept = 200;

    private readonly Queue<string> _lines = new();
    private string? _awaited;
    private TaskCompletionSource? _heard;

    /// <summary>Completes with the next line that contains a text. One at a time.</summary>
    public Task NextAsync(string text)
    {
        lock (_lines)
        {
            (_awaited, _heard) = (text, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _heard.Task;
        }
    }

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
            {
                _lines.Dequeue();
            }

            if (_awaited is not null && line.Contains(_awaited, StringComparison.Ordinal))
            {
                _awaited = null;
                _heard!.SetResult();
            }
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }
}
