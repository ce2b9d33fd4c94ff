using System.Globalization;
using System.Text.Json;

namespace Idempotent.Testing;

/// <summary>The side of a crash matrix that is killed. What one process finds, the next reads in the folder.</summary>
internal sealed class CrashWorker(IReadOnlyDictionary<string, CrashCall> calls, string folder)
{
    /// <summary>Runs every call to its end, and writes down its points.</summary>
    public const string List = "list";

    /// <summary>Brings every call to each of its points, and stays there.</summary>
    public const string Stand = "stand";

    /// <summary>Makes every call twice over what the kill left.</summary>
    public const string Recover = "recover";

    public const string Done = "idempotent crash matrix: done";

    private string PointsFile => Path.Combine(folder, "points.txt");

    public async Task<int> WorkAsync(string part)
    {
        Task work = part switch
        {
            List => ListAsync(),
            Stand => StandAsync(),
            _ => RecoverAsync(),
        };
        await work.ConfigureAwait(false);
        Console.WriteLine(Done);
        if (part == Stand)
        {
            await new TaskCompletionSource().Task.ConfigureAwait(false);
        }

        return 0;
    }

    private async Task ListAsync()
    {
        var passed = await Task.WhenAll(calls.Values.Select(async (call, i) =>
        {
            var scene = Scene(string.Create(CultureInfo.InvariantCulture, $"whole-{i}"), null);
            await AnswerAsync(call, scene).ConfigureAwait(false);
            return scene.Passed.Select(point => $"{call.Name}\t{point}");
        })).ConfigureAwait(false);
        await File.WriteAllLinesAsync(PointsFile, passed.SelectMany(static p => p)).ConfigureAwait(false);
    }

    private async Task StandAsync()
    {
        var missed = await Task.WhenAll(Points(stops: true).Select(async scene =>
        {
            var answer = AnswerAsync(scene.Call, scene.Scene);
            await Task.WhenAny(answer, scene.Scene.Reached).ConfigureAwait(false);
            return scene.Scene.Reached.IsCompleted ? null : $"'{scene.Call.Name}' did not come to '{scene.Point}' again, but ended with {await answer.ConfigureAwait(false)}.";
        })).ConfigureAwait(false);
        if (missed.OfType<string>().ToList() is { Count: > 0 } all)
        {
            throw new CrashMatrixException(string.Join('\n', all));
        }
    }

    private async Task RecoverAsync()
    {
        var crashes = await Task.WhenAll(Points(stops: false).Select(static async scene =>
        {
            var before = scene.Call.CountEffects(scene.Scene);
            var first = await AnswerAsync(scene.Call, scene.Scene).ConfigureAwait(false);
            var again = await AnswerAsync(scene.Call, scene.Scene).ConfigureAwait(false);
            return new Crash(scene.Call.Name, scene.Point, before, scene.Call.CountEffects(scene.Scene), first, again);
        })).ConfigureAwait(false);
        foreach (var crash in crashes)
        {
            Console.WriteLine(JsonSerializer.Serialize(crash));
        }
    }

    /// <summary>A call that blocks has a thread to block.</summary>
    private static async Task<CrashAnswer> AnswerAsync(CrashCall call, CrashScene scene)
    {
        try
        {
            return new(await Task.Factory.StartNew(() => call.RunAsync(scene), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap().ConfigureAwait(false), null);
        }
        catch (Exception failure)
        {
            return new(null, failure.GetType().Name);
        }
    }

    private IEnumerable<(CrashCall Call, string Point, CrashScene Scene)> Points(bool stops)
    {
        var number = 0;
        foreach (var line in File.ReadAllLines(PointsFile))
        {
            var (call, point) = (line[..line.IndexOf('\t', StringComparison.Ordinal)], line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..]);
            yield return (calls[call], point, Scene((++number).ToString(CultureInfo.InvariantCulture), stops ? point : null));
        }
    }

    private CrashScene Scene(string name, string? point) => new(Directory.CreateDirectory(Path.Combine(folder, name)).FullName, point);
}
