using System.Text;

namespace Idempotent.Generators.Lock;

/// <summary>
/// The text of <c>idempotency.lock</c>. Each line says of itself which operation it is about, so that it does not matter where a merge puts it, and no two lines of different operations are alike, so that a merge
/// takes none for another.
/// </summary>
internal sealed class LockFile
{
    /// <summary>The file's name, beside the project.</summary>
    public const string Name = "idempotency.lock";

    private const string Head = """
        # What the stored records of each operation are found and compared by. A build fails where the code says otherwise (IDEM501, IDEM502, IDEM503).
        # dotnet build -p:UpdateIdempotencyLock=true writes this file; commit it, with the line "idempotency.lock merge=union" in .gitattributes.

        """;

    private readonly string _text;

    private LockFile(string text, IReadOnlyList<LockLine> lines, IReadOnlyList<LockProblem> problems, IReadOnlyDictionary<string, int> places)
    {
        _text = text;
        Lines = lines;
        Problems = problems;
        Places = places;
    }

    /// <summary>What could be read.</summary>
    public IReadOnlyList<LockLine> Lines { get; }

    /// <summary>What could not.</summary>
    public IReadOnlyList<LockProblem> Problems { get; }

    /// <summary>The first line of each operation, counted from 0.</summary>
    public IReadOnlyDictionary<string, int> Places { get; }

    public static LockFile Read(string text)
    {
        var lines = new List<LockLine>();
        var problems = new List<LockProblem>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new Dictionary<(string Operation, string Subject), List<LockLine>>();
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            var content = raw.Trim();
            if (content.Length > 0 && content[0] != '#')
            {
                if (LockLine.Read(content, out var problem) is not { } line)
                {
                    problems.Add(new LockProblem(number, content, problem!));
                }
                else if (Twin(seen, line) is not { } twin)
                {
                    lines.Add(line);
                    places[line.Operation] = places.TryGetValue(line.Operation, out var first) ? first : number;
                }
                else if (twin != line)
                {
                    problems.Add(new LockProblem(number, content, $"another line says '{twin}'"));
                }
            }

            number++;
        }

        return new LockFile(text, lines, problems, places);
    }

    /// <summary>What an operation's lines say for a target framework.</summary>
    public IReadOnlyList<LockFact> FactsOf(string operation, string? framework) =>
        [.. Lines.Where(line => line.Operation == operation && line.IsOf(framework)).Select(static line => line.Fact)];

    /// <summary>The text with other facts for one operation, none to leave it out; this very text where nothing changes.</summary>
    public string With(string operation, IEnumerable<LockFact> facts) =>
        Write(Lines.Where(line => line.Operation != operation).Concat(facts.Select(fact => new LockLine(operation, fact, ""))));

    /// <summary>The text with what was built for one of the project's target frameworks; this very text where nothing changes. What holds for all of them is said once.</summary>
    public string With(string framework, IReadOnlyCollection<string> frameworks, IEnumerable<LockLine> built)
    {
        var holds = new Dictionary<LockLine, HashSet<string>>();
        foreach (var line in Lines)
        {
            Of(line).UnionWith(frameworks.Where(other => line.IsOf(other) && !string.Equals(other, framework, StringComparison.OrdinalIgnoreCase)));
        }

        foreach (var line in built)
        {
            Of(line).Add(framework);
        }

        return Write(holds.Where(static pair => pair.Value.Count > 0).Select(pair => pair.Key with
        {
            Frameworks = pair.Value.Count == frameworks.Count ? "" : string.Join(",", pair.Value.OrderBy(static name => name, StringComparer.Ordinal)),
        }));

        HashSet<string> Of(LockLine line)
        {
            var bare = line with { Frameworks = "" };
            return holds.TryGetValue(bare, out var known) ? known : holds[bare] = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        }
    }

    private string Write(IEnumerable<LockLine> lines)
    {
        var text = new StringBuilder(Head.Replace("\r", ""));
        foreach (var operation in lines.GroupBy(static line => line.Operation).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            text.Append('\n');
            foreach (var line in operation.OrderBy(static line => LockFact.Rank(line.Fact.Word)).ThenBy(static line => line.Fact.Path, StringComparer.Ordinal).ThenBy(static line => line.Frameworks, StringComparer.Ordinal))
            {
                text.Append(line).Append('\n');
            }
        }

        // A checkout may have turned the line ends; that is no change.
        var written = text.ToString();
        return _text.IndexOf("\r\n", StringComparison.Ordinal) >= 0 ? written.Replace("\n", "\r\n") : written;
    }

    /// <summary>A line before this one that says what it says, or the contrary; null where there is none.</summary>
    private static LockLine? Twin(Dictionary<(string Operation, string Subject), List<LockLine>> seen, LockLine line)
    {
        var subject = (line.Operation, line.Fact.Subject);
        if (!seen.TryGetValue(subject, out var others))
        {
            seen.Add(subject, others = []);
        }

        var twin = others.Where(other => other.Frameworks.Length == 0 || line.Frameworks.Length == 0 || line.Frameworks.Split(',').Any(framework => other.IsOf(framework))).Select(static other => (LockLine?)other).FirstOrDefault();
        others.Add(line);
        return twin;
    }
}

/// <param name="Line">The line, counted from 0.</param>
/// <param name="Text">What it says.</param>
/// <param name="Problem">Why that can't be read.</param>
internal sealed record LockProblem(int Line, string Text, string Problem);
