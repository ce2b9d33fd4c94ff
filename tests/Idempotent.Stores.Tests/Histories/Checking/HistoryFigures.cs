namespace Idempotent.Stores.Tests.Histories;

/// <summary>How much happened: a history in which nobody was followed by another shows nothing.</summary>
/// <param name="Processes">Processes that ran.</param>
/// <param name="Stops">How often one was stopped and continued, or killed while it was stopped.</param>
/// <param name="Outages">How often the server was killed or stopped.</param>
/// <param name="Keys">Keys.</param>
/// <param name="Calls">Calls that ended.</param>
/// <param name="CutOff">Calls that a kill ended.</param>
/// <param name="Attempts">Claims that were given.</param>
/// <param name="Takeovers">Of them, those of a record whose owner had ended in no known way.</param>
/// <param name="LateBodies">Bodies that began when another attempt had the record: their process was paused before.</param>
/// <param name="LostLeases">Calls whose result was discarded, because another attempt had the record.</param>
internal sealed record HistoryFigures(int Processes, int Stops, int Outages, int Keys, int Calls, int CutOff, int Attempts, int Takeovers, int LateBodies, int LostLeases)
{
    public static HistoryFigures Of(History history) => new(
        history.Events.OfType<ProcessEvent>().Count(),
        history.Events.OfType<StopEvent>().Count(),
        history.Events.OfType<OutageEvent>().Count(),
        history.Keys.Count,
        history.Events.OfType<CallEvent>().Count(static c => c.Answer != Answer.None),
        history.Events.OfType<CallEvent>().Count(static c => c.Answer == Answer.None),
        history.Keys.Sum(static k => k.Attempts.Count),
        history.Keys.Sum(static k => k.Attempts.Zip(k.Attempts.Skip(1)).Count(static p => !p.First.InTransaction && p.First.EndApplied == TimeSpan.MaxValue)),
        history.Keys.Sum(static k => k.Bodies.Count(b => k.Attempts.Any(a => a.Token > b.Token && a.Given <= b.From))),
        history.Events.OfType<CallEvent>().Count(static c => c.Answer == Answer.LeaseLost));
}
