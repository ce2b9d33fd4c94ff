using System.Diagnostics;
using System.Globalization;

namespace QuickStart;

/// <summary>The parent: feeds worker processes, kills one inside a body, and gives its unanswered lines to a new one.</summary>
public sealed class Crew(string database, IReadOnlyList<Request> requests, Tally tally) : IDisposable
{
    private const int Workers = 2;
    private const int InFlight = 32;

    // A log is replayed in its order, give or take this many requests: one that is reused with another amount comes after the one it belongs to.
    private const int Window = 256;

    private readonly Stack<Request> _again = new();
    private readonly SortedSet<int> _unanswered = [];
    private readonly SemaphoreSlim _answered = new(0);
    private int _next;

    // Past a third of the log, an order that has one request: its body runs there and nowhere else, unless an earlier run got that far.
    private readonly Request? _victim = requests.GroupBy(static r => r.Order).Where(static g => g.Count() == 1).Select(static g => g.Single()).FirstOrDefault(r => r.Line > requests.Count / 3);

    public bool Killed { get; private set; }

    public async Task RunAsync() => await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(KeepWorkingAsync)));

    public void Dispose() => _answered.Dispose();

    private async Task KeepWorkingAsync()
    {
        while (await RunOneAsync() == End.Killed)
        {
        }
    }

    private async Task<End> RunOneAsync()
    {
        using var process = Start();
        var unanswered = new Dictionary<int, Request>();
        try
        {
            while (await FillAsync(process, unanswered) || unanswered.Count > 0)
            {
                if (unanswered.Count == 0)
                {
                    await _answered.WaitAsync();
                    continue;
                }

                var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A worker ended by itself; its messages are above.");
                if (line == Worker.InBody)
                {
                    process.Kill();
                    await process.WaitForExitAsync();
                    Killed = true;
                    GiveBack(unanswered.Values);
                    return End.Killed;
                }

                var tab = line.IndexOf('\t', StringComparison.Ordinal);
                unanswered.Remove(int.Parse(line.AsSpan(0, tab), CultureInfo.InvariantCulture), out var request);
                tally.Count(request!.Line, Enum.Parse<Fate>(line.AsSpan(tab + 1)));
                Answered(request);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync();
            return End.Finished;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>Gives the worker what it can take. True when there is more.</summary>
    private async Task<bool> FillAsync(Process process, Dictionary<int, Request> unanswered)
    {
        while (unanswered.Count < InFlight && Take() is { } request)
        {
            unanswered.Add(request.Line, request);
            var stop = request == _victim && !Killed ? "stop" : "go";
            await process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{request.Line}\t{stop}\t{request.Json}"));
        }

        lock (_again)
        {
            return _again.Count > 0 || _next < requests.Count;
        }
    }

    private Request? Take()
    {
        lock (_again)
        {
            if (_again.TryPop(out var request))
            {
                return request;
            }

            if (_next == requests.Count || (_unanswered.Count > 0 && requests[_next].Line >= _unanswered.Min + Window))
            {
                return null;
            }

            _unanswered.Add(requests[_next].Line);
            return requests[_next++];
        }
    }

    private void Answered(Request request)
    {
        lock (_again)
        {
            _unanswered.Remove(request.Line);
        }

        _answered.Release();
    }

    private void GiveBack(IEnumerable<Request> unanswered)
    {
        lock (_again)
        {
            foreach (var request in unanswered.OrderByDescending(static r => r.Line))
            {
                _again.Push(request);
            }
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Crew).Assembly.Location);
        }

        start.ArgumentList.Add("--worker");
        start.ArgumentList.Add(database);
        return Process.Start(start)!;
    }

    private enum End
    {
        Finished,
        Killed,
    }
}
