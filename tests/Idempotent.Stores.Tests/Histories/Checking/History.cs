namespace Idempotent.Stores.Tests.Histories;

/// <summary>What all processes did, by key. Immutable.</summary>
internal sealed class History
{
    private readonly Dictionary<string, TimeSpan> _ends;
    private readonly TimeSpan _last;

    public History(IEnumerable<HistoryEvent> events)
    {
        Events = [.. events];
        _ends = Events.OfType<ProcessEvent>().Where(static p => p.To is not null).ToDictionary(static p => p.Name, static p => p.To!.Value);
        _last = Events.Select(static e => e.To ?? e.From).DefaultIfEmpty().Max();
        Keys = [.. Events.Where(static e => e.Key.Length > 0).GroupBy(static e => e.Key).Select(key => new KeyHistory(key.Key, key, this))];
    }

    public IReadOnlyList<HistoryEvent> Events { get; }

    public IReadOnlyList<KeyHistory> Keys { get; }

    /// <summary>From when on a process did nothing for certain.</summary>
    public TimeSpan EndOf(string process) => _ends.GetValueOrDefault(process, _last);
}

/// <summary>What all processes did to one key.</summary>
internal sealed class KeyHistory
{
    public KeyHistory(string key, IEnumerable<HistoryEvent> events, History history)
    {
        Key = key;
        var all = events.OrderBy(static e => e.From).ToLookup(static e => e.GetType());
        Calls = [.. all[typeof(CallEvent)].Cast<CallEvent>()];
        Claims = [.. all[typeof(ClaimEvent)].Cast<ClaimEvent>()];
        Writes = [.. all[typeof(WriteEvent)].Cast<WriteEvent>()];
        Bodies = [.. all[typeof(BodyEvent)].Cast<BodyEvent>()];
        Effects = [.. all[typeof(EffectEvent)].Cast<EffectEvent>()];
        Attempts = [.. Claims.Where(static c => c.IsGiven).GroupBy(static c => c.Owner).SelectMany(claims => AttemptsOf([.. claims], history)).OrderBy(static a => a.Given)];
        Unanswered = [.. Claims.Where(static c => c.Status is null && !c.InTransaction).Select(c => (c, history.EndOf(c.Process) + c.Lease + HistoryChecker.ClockError))];
    }

    public string Key { get; }

    public IReadOnlyList<CallEvent> Calls { get; }

    public IReadOnlyList<ClaimEvent> Claims { get; }

    public IReadOnlyList<WriteEvent> Writes { get; }

    public IReadOnlyList<BodyEvent> Bodies { get; }

    public IReadOnlyList<EffectEvent> Effects { get; }

    /// <summary>In the order in which they were known to be given.</summary>
    public IReadOnlyList<Attempt> Attempts { get; }

    /// <summary>Claims that may have been given although no answer came, and until when their leases can have been alive.</summary>
    public IReadOnlyList<(ClaimEvent Claim, TimeSpan PossibleUntil)> Unanswered { get; }

    /// <summary>
    /// One, but where an answer was lost: the same owner claims again then, and gets another attempt if the record was taken over and released in between. Its writes are those of the attempt that it claimed last.
    /// </summary>
    private IEnumerable<Attempt> AttemptsOf(IReadOnlyList<ClaimEvent> claims, History history)
    {
        var byToken = claims.GroupBy(static c => c.Token).Select(static g => g.ToList()).OrderBy(static c => c[0].From).ToList();
        for (var i = 0; i < byToken.Count; i++)
        {
            var from = byToken[i][0].From;
            var until = i + 1 < byToken.Count ? byToken[i + 1][0].From : TimeSpan.MaxValue;
            yield return new(byToken[i], Writes.Where(w => w.Owner == claims[0].Owner && w.From >= from && w.From < until), history);
        }
    }
}
