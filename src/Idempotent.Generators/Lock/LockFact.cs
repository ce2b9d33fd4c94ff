namespace Idempotent.Generators.Lock;

/// <summary>One thing that the records of an operation are found or compared by. Equal where lock and code agree.</summary>
/// <param name="Word">What it is: one of <see cref="Words"/>.</param>
/// <param name="Path">The part or its member, <c>order.Lines[].Sku</c>; "" where the word says all.</param>
/// <param name="Value">The kind of value, with <c>!</c> behind it where it enters as its HMAC only; a duration, a store's name, a schema's version and hash.</param>
internal readonly record struct LockFact(string Word, string Path, string Value)
{
    /// <summary>In the order in which an operation's facts are written, and whether a path follows.</summary>
    public static IReadOnlyList<(string Word, bool HasPath)> Words { get; } = [("key", true), ("fingerprint", true), ("retention", false), ("store", false), ("schema", false)];

    /// <summary>What it is about, for a message: <c>key 'orderId'</c>.</summary>
    public string Subject => Path.Length == 0 ? Word : $"{Word} '{Path}'";

    /// <summary>The place of a word among them.</summary>
    public static int Rank(string word) => Words.TakeWhile(known => known.Word != word).Count();

    public override string ToString() => Path.Length == 0 ? $"{Word} {LockWords.Quote(Value)}" : $"{Word} {LockWords.Quote(Path)} {LockWords.Quote(Value)}";

    /// <summary>Reads the words of a fact; null, with what is wrong, where they are none.</summary>
    public static LockFact? Read(IReadOnlyList<string> words, out string? problem)
    {
        var known = Words.FirstOrDefault(word => words.Count > 0 && word.Word == words[0]);
        var count = known.Word is null ? 0 : known.HasPath ? 3 : 2;
        problem = known.Word is null ? $"behind the operation's name comes {string.Join(", ", Words.Select(static word => word.Word))}"
            : words.Count != count ? $"behind '{known.Word}' comes {(known.HasPath ? "a name and what it is" : "one word")}"
            : null;
        return problem is null ? new LockFact(words[0], known.HasPath ? words[1] : "", words[count - 1]) : null;
    }
}
