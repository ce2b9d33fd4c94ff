using System.Text.RegularExpressions;

namespace Idempotent.Package.Tests;

/// <summary>The sample with one fault a rule, in a project that has the rules and fixes from the package.</summary>
public sealed partial class FaultsTests(PackedFeed feed)
{
    private static readonly string s_sample = Path.Combine(PackedFeed.RepositoryRoot, "samples", "Faults");

    /// <summary>Rules of source, by the table that is made from their descriptors. Those of other categories look at more than one file of source.</summary>
    private static readonly IReadOnlyList<(string Id, bool HasFix)> s_rules =
    [
        .. File.ReadLines(Path.Combine(PackedFeed.RepositoryRoot, "src", "Idempotent.Generators", "Rules", "README.md")).Select(static line => line.Split('|'))
            .Where(static cells => cells.Length == 8 && cells[3].Trim() is "Declaration" or "Keys" or "Effects")
            .Select(static cells => (cells[1].Trim()[1..8], cells[6].Trim() == "yes")),
    ];

    [Fact]
    public async Task Build_OfTheFaults_ShowsEachAndFormatMendsWhatHasAFix()
    {
        using var consumer = feed.NewConsumer(
            "// IDEM403.cs has the entry point.", ["Idempotent", "Idempotent.Redis", "Idempotent.Sqlite", "Microsoft.Extensions.DependencyInjection"], "<TreatWarningsAsErrors>false</TreatWarningsAsErrors>");
        foreach (var file in Directory.EnumerateFiles(s_sample, "*.cs").Concat(Directory.EnumerateFiles(s_sample, "*.effects.txt")))
        {
            consumer.Write(Path.GetFileName(file), File.ReadAllText(file));
        }

        consumer.Write("Directory.Build.props", File.ReadAllText(Path.Combine(s_sample, "Faults.props")));

        var (found, output) = await BuildAsync(consumer);
        Assert.Equal(s_rules.Select(static rule => (rule.Id, rule.Id)), found);
        Assert.Contains("Paid.HandleAsync → Shipping.ShipAsync → Shipping.SaveAsync → entries.Add", output, StringComparison.Ordinal);

        // What is hidden unless a project raises it is not offered by the command.
        var mended = s_rules.Where(static rule => rule.HasFix && rule.Id != "IDEM314").Select(static rule => rule.Id).ToList();
        await consumer.DotnetAsync(["format", "analyzers", "Consumer.csproj", "--no-restore", "--severity", "info", "--diagnostics", .. mended]);
        (found, output) = await BuildAsync(consumer);
        Assert.DoesNotContain("error CS", output, StringComparison.Ordinal);
        Assert.Equal(s_rules.Select(static rule => rule.Id).Except(mended), found.Where(static fault => fault.File == fault.Id).Select(static fault => fault.Id));
    }

    /// <summary>The rules that report something, each with the name of the file that it is in.</summary>
    private static async Task<(IReadOnlyList<(string File, string Id)> Found, string Output)> BuildAsync(Consumer consumer)
    {
        var (_, output) = await Run.TryAsync("dotnet", consumer.Folder, "build", "-v", "q", "-clp:NoSummary", "--no-incremental");
        return ([.. Finding().Matches(output).Select(static match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct().Order()], output);
    }

    [GeneratedRegex(@"(\w+)\.(?:cs|effects\.txt)\([\d,]+\): (?:error|warning) (IDEM\d+)")]
    private static partial Regex Finding();
}
