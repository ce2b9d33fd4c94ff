using System.Globalization;
using Spectre.Console;

namespace QuickStart;

/// <summary>What a person sees.</summary>
public static class Report
{
    /// <summary>Shows progress while the work goes on; plain lines when there is no terminal.</summary>
    public static async Task WatchAsync(Task work, Tally tally)
    {
        var interactive = AnsiConsole.Profile.Capabilities.Interactive;
        if (interactive)
        {
            await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn()).StartAsync(async context =>
            {
                var bar = context.AddTask("payment requests", maxValue: tally.Lines);
                await PollAsync(work, TimeSpan.FromMilliseconds(100), () => bar.Value = tally.Done);
                bar.Value = tally.Done;
            });
        }
        else
        {
            await PollAsync(work, TimeSpan.FromSeconds(1), () => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Done} of {tally.Lines} requests")));
        }

        await work;
    }

    /// <summary>Prints the table, and says whether the money is right.</summary>
    public static bool Print(Tally tally, IReadOnlyDictionary<string, long> ledger, IReadOnlyDictionary<string, long> expected)
    {
        var table = new Table().AddColumns("", "lines").Border(TableBorder.Rounded);
        table.Columns[1].RightAligned();
        Row("executed", Fate.Executed, "the payment was taken");
        Row("replayed", Fate.Replayed, "a retry got the stored receipt");
        Row("waited", Fate.Waited, "a duplicate waited for the first and got its receipt");
        Row("rejected", Fate.Rejected, "the key was reused with another amount");
        Row("malformed", Fate.Malformed, "line " + string.Join(", ", tally.Of(Fate.Malformed)));
        table.AddRow(new Text("sum", new Style(decoration: Decoration.Bold)), Number(tally.Done));
        AnsiConsole.Write(table);

        var money = new Table().AddColumns("currency", "ledger", "orders", "").Border(TableBorder.Rounded);
        foreach (var (currency, sum) in expected)
        {
            var taken = ledger.GetValueOrDefault(currency);
            money.AddRow(new Text(currency), Number(taken), Number(sum), new Text(taken == sum ? "equal" : "WRONG"));
        }

        AnsiConsole.Write(money);
        var saved = BodyObserver.GatewayTime * (tally.Of(Fate.Replayed).Count + tally.Of(Fate.Waited).Count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Time saved: {saved.TotalSeconds:0.0} s of gateway calls that duplicates did not make."));
        return tally.Done == tally.Lines && ledger.Count == expected.Count && expected.All(pair => ledger.GetValueOrDefault(pair.Key) == pair.Value);

        void Row(string name, Fate fate, string meaning) => table.AddRow(new Text($"{name}: {meaning}"), Number(tally.Of(fate).Count));

        static Text Number(long value) => new(value.ToString("N0", CultureInfo.InvariantCulture));
    }

    private static async Task PollAsync(Task work, TimeSpan period, Action show)
    {
        using var timer = new PeriodicTimer(period, TimeProvider.System);
        while (!work.IsCompleted)
        {
            await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask());
            show();
        }
    }
}
