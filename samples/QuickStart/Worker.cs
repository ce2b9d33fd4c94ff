using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace QuickStart;

/// <summary>A worker process: lines in on standard input, fates out on standard output, many at a time.</summary>
public static class Worker
{
    /// <summary>What a worker says when it stands inside the body that it is to be killed in.</summary>
    public const string InBody = "in-body";

    public static async Task RunAsync(string database)
    {
        var charging = new Charging(services =>
        {
            services.AddScoped<IPayments, LedgerPayments>();
            services.AddIdempotency().UseSqlite(database);
        });
        await using (charging.ConfigureAwait(false))
        {
            var output = TextWriter.Synchronized(Console.Out);
            charging.Body.Stopped = () => output.WriteLine(InBody);
            var running = new List<Task>();

            // The end of standard input is the end of the parent: nothing is left behind.
            while (await Console.In.ReadLineAsync() is { } message)
            {
                var (number, stop, json) = (message.Split('\t', 3) is [var n, var s, var j]) ? (int.Parse(n, CultureInfo.InvariantCulture), s, j) : default;
                var request = Request.Parse(number, json!)!;
                if (stop == "stop")
                {
                    charging.Body.StopIn = request.Order;
                }

                running.RemoveAll(static task => task.IsCompletedSuccessfully);
                running.Add(AnswerAsync(charging, request, output));
            }

            await Task.WhenAll(running);
        }
    }

    private static async Task AnswerAsync(Charging charging, Request request, TextWriter output)
    {
        Fate fate;
        try
        {
            fate = await charging.ChargeAsync(request);
        }
#pragma warning disable CA1031 // Whatever it is, the parent must hear of it: an unanswered line would be waited for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"Line {request.Line}: {error}");
            Environment.Exit(1);
            return;
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{request.Line}\t{fate}"));
    }
}
