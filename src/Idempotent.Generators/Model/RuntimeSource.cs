namespace Idempotent.Generators.Model;

/// <summary>Where the runtime of a call is found that was handed none.</summary>
/// <param name="Expression">What is written before <c>.ExecuteAsync(…)</c>.</param>
internal sealed record RuntimeSource(string Expression)
{
    private const string Find = "global::Idempotent.IdempotencyRuntime.Find()";

    /// <summary>The running method's, else the host's.</summary>
    public static RuntimeSource Ambient { get; } = new(Find);

    /// <param name="member">A field, property or parameter.</param>
    /// <param name="mayBeNull">Whether it is declared so: then it may be left to the running method or the host.</param>
    public static RuntimeSource Of(string member, bool mayBeNull) => mayBeNull ? new($"({member} ?? {Find})") : new(member);
}
