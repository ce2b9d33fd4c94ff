using System.Text.RegularExpressions;

namespace Idempotent.Generators.Rules.Effects;

/// <summary>Names that say that counting once too often does no harm.</summary>
internal static class HarmlessNames
{
    /// <summary>Words of a name: <c>ViewCount</c> and <c>view_count</c>, not <c>Review</c>.</summary>
    private static readonly Regex s_counter = NamePattern.Of(
        "(^|_)(version|revision|generation|attempt|tries|retr|failed|failure|view|hit|visit|download|click|impression|metric|seen)|"
        + "(Version|Revision|Generation|Attempt|Tries|Retr(y|ies)|Failed|Failure|View|Hit|Visit|Download|Click|Impression|Metric|Seen)");

    /// <summary>Words of a key or a file's name, not parts of them: <c>rate:limit</c>, <c>PageViews</c>, <c>service.log</c>; neither <c>catalog</c> nor <c>status</c>.</summary>
    private static readonly Regex s_tally = NamePattern.Of(
        "(^|[^A-Za-z])(rate(?![a-z])|rate-?limit|limit|throttl|attempt|retry|retries|hits?(?![a-z])|visit|metric|stats?(?![a-z])|statistic|counter|logs?(?![a-z])|cache|online|presence|trending|score)|"
        + "(Rate(?![a-z])|RateLimit|Limit|Throttl|Attempt|Retry|Retries|Hits?(?![a-z])|Visit|Metric|Stats?(?![a-z])|Statistic|Counter|Logs?(?![a-z])|Cache|Online|Presence|Trending|Score)|(?<![Rr]e)[Vv]iews?");

    private static readonly Regex s_record = NamePattern.Of(
        "inbox|processed|idempot|dedup|log$|logs$|logentry|audit|history|telemetry", RegexOptions.IgnoreCase);

    private static readonly Regex s_query = NamePattern.Of(
        "search|query|graphql|token|auth(?!or)|authori[sz]|login|validat|verif|lookup|calculat|preview|estimat|simulat|export|filter|translate|introspect|evaluate|classif|embedding|completions",
        RegexOptions.IgnoreCase);

    private static readonly Regex s_key = NamePattern.Of(
        "idempot|request-?id|dedup|(message|msg)-?id", RegexOptions.IgnoreCase);

    private static readonly Regex s_keyParameter = NamePattern.Of("^(set|with|add|use)?_?(idempotency_?key|pay_?pal_?request_?id)$", RegexOptions.IgnoreCase);

    /// <summary>Row versions, retry and failure counters, statistics.</summary>
    public static bool IsCounter(string member) => s_counter.IsMatch(member);

    /// <summary>Counters by name that limit a rate or make a statistic.</summary>
    public static bool IsTally(string key) => s_tally.IsMatch(key);

    /// <summary>Records of what was done: an inbox is a guard itself, and a log that says it twice is true.</summary>
    public static bool IsRecord(string entity) => s_record.IsMatch(entity);

    /// <summary>Requests by POST that ask and change nothing.</summary>
    public static bool IsQuery(string address) => s_query.IsMatch(address);

    /// <summary>Parameters and setters that are a key by their name alone.</summary>
    public static bool IsKeyParameter(string name) => s_keyParameter.IsMatch(name);

    /// <summary>Headers and settings that carry a key.</summary>
    public static bool IsKey(string name) => s_key.IsMatch(name);
}
