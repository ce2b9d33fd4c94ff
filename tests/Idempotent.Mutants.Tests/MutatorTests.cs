using System.Reflection;
using Idempotent.Mutants.Tests.Making;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Idempotent.Mutants.Tests;

/// <summary>Which changes are found in a few lines, and that each of them, once on, changes what the lines do.</summary>
public sealed class MutatorTests
{
    private const string File = "Idempotent.Sqlite/Snippet.cs";

    [Theory]
    [InlineData("if (a < b) { Note(1); }", "always: a < b", "never: a < b", "boundary: a < b")]
    [InlineData("if (a < b && Ask(b)) { Note(1); }", "never: a < b && Ask(b)", "without: a < b", "without: Ask(b)", "boundary: a < b")]
    [InlineData("if (a < b || Ask(b)) { Note(1); }", "always: a < b || Ask(b)", "without: a < b", "without: Ask(b)", "boundary: a < b")]
    [InlineData("Note(a == b ? 1 : 2);", "left out: Note(a == b ? 1 : 2);", "always: a == b", "never: a == b")]
    [InlineData("while (Ask(a)) { Note(a); break; }", "never: Ask(a)", "left out: Note(a);", "left out: break;")]
    [InlineData("Note(a switch { 1 => 10, > 5 when Ask(a) => 20, _ => 30 });", "left out: Note(a switch { 1 => 10, > 5 when Ask(a) => 20, _ => 30 });", "never: 1", "always: Ask(a)", "never: Ask(a)")]
    [InlineData("switch (a) { case 1: Note(2); break; }", "never: 1", "left out: Note(2);")]
    [InlineData("try { Fail(); } catch (Exception) when (Ask(a)) { Note(a); }", "left out: Fail();", "always: Ask(a)", "never: Ask(a)", "left out: Note(a);")]
    [InlineData("Note(a + b);", "left out: Note(a + b);", "operator: a + b")]
    [InlineData("a -= b; Note(a);", "left out: a -= b;", "operator: a -= b;", "left out: Note(a);")]
    [InlineData("Note(Math.Max(a, b));", "left out: Note(Math.Max(a, b));", "operator: Math.Max(a, b)")]
    [InlineData("Note(DayOfWeek.Monday);", "left out: Note(DayOfWeek.Monday);", "constant: DayOfWeek.Monday")]
    [InlineData("Note(new Box { Value = a, Empty = 0 });", "left out: Note(new Box { Value = a, Empty = 0 });", "left out: Value = a")]
    [InlineData("var box = new Box(); Note(box with { Value = 0 });", "left out: Note(box with { Value = 0 });", "left out: Value = 0")]
    [InlineData("""Note(text ?? "none");""", """left out: Note(text ?? "none");""", "without: text")]
    [InlineData("Note(Ask(a));", "left out: Note(Ask(a));", "negated: Ask(a)")]
    [InlineData("_ = Task.CompletedTask.ConfigureAwait(false);", "left out: _ = Task.CompletedTask.ConfigureAwait(false);")]
    [InlineData("Note(1); ArgumentNullException.ThrowIfNull(text);", "left out: Note(1);")]
    public void Lines_HaveTheseMutations(string lines, params string[] expected)
    {
        var found = Snippet(lines).Compiling().Where(static m => m.Member == "Snippet.Run").Select(static m => $"{m.Kind}: {m.Change}");

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData("SELECT key FROM r WHERE due_at <= ?1 ORDER BY due_at", 3)]
    [InlineData("DELETE FROM r WHERE key = ?1 AND owner = ?2", 4)]
    [InlineData("UPDATE r SET state = ?2, owner = ?3 WHERE key = ?1", 3)]
    [InlineData("BEGIN IMMEDIATE", 1)]
    [InlineData("A sentence FROM nowhere, WHERE a = b.", 0)]
    public void SqlText_HasSoManyMutations(string sql, int expected) => Assert.Equal(expected, SqlChanges.Of($"\"{sql}\"").Count());

    [Fact]
    public void EveryMutation_WhenOn_ChangesWhatTheLinesDo()
    {
        var sources = Snippet("""
            if (a < b && Ask(b)) { Note(a + b); }
            Note(a is 1 ? DayOfWeek.Monday : DayOfWeek.Friday);
            for (var i = 0; i < 2; i++) { if (i == a) { continue; } Note(i); }
            Note(text ?? "none");
            """);
        var mutations = sources.Compiling().Where(static m => m.Member == "Snippet.Run").ToArray();
        var run = Build(sources, mutations);

        var original = Outcome(0);
        Assert.All(mutations.Index(), m => Assert.True(Outcome(m.Index + 1) != original, $"{m.Item}"));
        Assert.True(mutations.Length > 10);

        string Outcome(int on) => string.Join('|', Enumerable.Range(0, 24).Select(i => run(on, i % 3, i / 3 % 4, i < 12 ? null : "text")));
    }

    [Fact]
    public void MutationThatDoesNotCompile_IsLeftOut()
    {
        var sources = Snippet("int c; c = a; Note(c);");

        Assert.Contains(sources.Mutations, static m => m.Change == "c = a;");
        Assert.DoesNotContain(sources.Compiling(), static m => m.Change == "c = a;");
    }

    [Fact]
    public void Name_DoesNotDependOnLines_AndTellsEqualChangesApart()
    {
        var names = Snippet("Note(1); Note(1);").Mutations.Select(static m => $"{m}");
        var moved = Snippet("\n\nNote(1);\n  Note(1);").Mutations.Select(static m => $"{m}");

        Assert.Equal(names, moved);
        Assert.Contains($"{File} Snippet.Run left out: Note(1);", names);
        Assert.Contains($"{File} Snippet.Run left out: Note(1); #2", names);
    }

    private static MutatedSources Snippet(string lines) => MutatedSources.Of(File, $$"""
        public record Box { public int Value { get; init; } = 7; public int Empty { get; init; } }

        public static class Snippet
        {
            private static readonly System.Text.StringBuilder s_notes = new();

            public static string Run(int a, int b, string? text)
            {
                {{lines}}
                return Taken();
            }

            private static void Fail() => throw new InvalidOperationException();
            private static bool Ask(int c) => c % 2 == 1;
            private static void Note(object? what) => s_notes.Append(what).Append(' ');
            private static string Taken() { var taken = s_notes.ToString(); s_notes.Clear(); return taken; }
        }
        """);

    /// <summary>Compiles all mutations at once, as the hunt does, but behind a switch that can be moved.</summary>
    private static Func<int, int, int, string?, string> Build(MutatedSources sources, Mutation[] mutations)
    {
        var text = sources.With(File, mutations, m => $"Mutant.Is({Array.IndexOf(mutations, m) + 1})");
        var image = new MemoryStream();
        var result = CSharpCompilation.Create(
            "Mutated",
            [CSharpSyntaxTree.ParseText("global using System; public static class Mutant { public static int On; public static bool Is(int number) => number == On; }\n"), CSharpSyntaxTree.ParseText(text)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), MetadataReference.CreateFromFile(Assembly.Load("System.Runtime").Location)],
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        var assembly = Assembly.Load(image.ToArray());
        var on = assembly.GetType("Mutant")!.GetField("On")!;
        var run = assembly.GetType("Snippet")!.GetMethod("Run")!.CreateDelegate<Func<int, int, string?, string>>();
        return (number, a, b, c) =>
        {
            on.SetValue(null, number);
            return run(a, b, c);
        };
    }
}
