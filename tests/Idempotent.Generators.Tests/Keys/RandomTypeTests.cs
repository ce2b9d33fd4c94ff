using System.Reflection;

namespace Idempotent.Generators.Tests.Keys;

public sealed class RandomTypeTests
{
    private const int Types = 200;
    private const int ValuesOfEach = 25;

    /// <summary>Another every run; printed with what it finds.</summary>
    private readonly int _seed = Random.Shared.Next();

    [Fact]
    public void Bytes_OfRandomTypes_AreEqualExactlyWhenValuesAre()
    {
        var problems = Check(new KeyCompilation(RandomTypes.Source(_seed, Types)).Load(), Types);

        Assert.True(problems.Count == 0, $"Seed {_seed}:\n{string.Join('\n', problems.Take(10))}");
    }

    [Fact]
    public void PlantedBug_OfForgottenMemberNames_IsFound()
    {
        var compilation = new KeyCompilation(RandomTypes.Source(_seed, Types / 2));
        var problems = Check(
            compilation.Load(static emitted =>
                string.Join('\n', emitted.Split('\n').Where(static line => !line.TrimStart().StartsWith("writer.Name(", StringComparison.Ordinal)))),
            Types / 2);

        Assert.True(problems.Count > 0, $"Seed {_seed}");
    }

    /// <summary>Every pair of values of one type: as many descriptions as byte strings, each of one always with the same other.</summary>
    private List<string> Check(Assembly assembly, int types)
    {
        var make = assembly.GetType("Make")!;
        var keys = assembly.GetType("Key")!;
        var random = new Random(_seed);
        var problems = new List<string>();
        for (var i = 0; i < types; i++)
        {
            var factory = make.GetMethod($"Value{i}")!.CreateDelegate<Func<Random, object?>>();
            var key = keys.GetMethod($"Run{i}Async")!;
            var byDescription = new Dictionary<string, string>(StringComparer.Ordinal);
            var byBytes = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var n = 0; n < ValuesOfEach; n++)
            {
                var value = factory(random);
                var description = ReflectionOracle.Describe(value);
                var bytes = Convert.ToHexString((byte[])key.Invoke(null, [value])!);
                if (!byDescription.TryAdd(description, bytes) && byDescription[description] != bytes)
                {
                    problems.Add($"{key}: equal values have different bytes: {description}");
                }

                if (!byBytes.TryAdd(bytes, description) && byBytes[bytes] != description)
                {
                    problems.Add($"{key}: different values have the same bytes: {description} and {byBytes[bytes]}");
                }
            }
        }

        return problems;
    }
}
