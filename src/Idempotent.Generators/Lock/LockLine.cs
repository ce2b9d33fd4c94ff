namespace Idempotent.Generators.Lock;

/// <summary>A line of the lock: a fact of an operation.</summary>
/// <param name="Operation">The operation's name.</param>
/// <param name="Fact">What its records are found or compared by.</param>
/// <param name="Frameworks">The target frameworks for which it holds, apart by commas; "" for all of the project.</param>
internal readonly record struct LockLine(string Operation, LockFact Fact, string Frameworks)
{
    public override string ToString() => $"{LockWords.Quote(Operation)} {Fact}{(Frameworks.Length == 0 ? "" : $" [{Frameworks}]")}";

    /// <summary>Whether it holds for a target framework; where that is not known, every line does.</summary>
    public bool IsOf(string? framework) => Frameworks.Length == 0 || framework is null || Frameworks.Split(',').Contains(framework, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a line; null, with what is wrong, where it is none.</summary>
    public static LockLine? Read(string text, out string? problem)
    {
        if (LockWords.Split(text) is not { } words)
        {
            problem = "a quote is not closed";
            return null;
        }

        var rest = words.Skip(1).ToList();
        var last = rest.Count == 0 ? "" : rest[rest.Count - 1];
        if (LockFact.Read(rest, out problem) is { } fact)
        {
            return new LockLine(words[0], fact, "");
        }

        return last.Length > 2 && last[0] == '[' && last[last.Length - 1] == ']' && LockFact.Read(rest.Take(rest.Count - 1).ToList(), out problem) is { } ofSome
            ? new LockLine(words[0], ofSome, last.Substring(1, last.Length - 2))
            : null;
    }
}
