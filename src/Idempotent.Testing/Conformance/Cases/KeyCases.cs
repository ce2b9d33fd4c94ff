using Idempotent.Storing;

namespace Idempotent.Testing;

/// <summary>Keys are compared byte by byte.</summary>
internal static class KeyCases
{
    public static ConformanceCase[] All { get; } =
    [
        new("Key_OfTheGreatestLength_IsKeptWhole", async s =>
        {
            var common = new string('k', RecordKey.MaxLength - Scene.Key("x").Value.Length);
            await AreDistinctAsync(s, common + "a", common + "b");
        }),

        new("Key_OfEveryPrintableCharacter_IsKept", async s =>
        {
            var every = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c));
            await s.ClaimedAsync(every);
            Expect.Equal(Scene.Key(every), (await s.GetAsync(every)).Key, "the key");
        }),

        new("Key_InAnotherCase_IsAnotherKey", s => AreDistinctAsync(s, "order-A", "order-a")),

        new("Key_ThatBeginsLikeAnother_IsAnotherKey", s => AreDistinctAsync(s, "order-1", "order-12", "order-")),

        new("Key_WithThePatternsOfQueryLanguages_IsAnotherKey", s => AreDistinctAsync(s, "a%", "a_", "a*", "a?", "a[b]", "a'b", "a\"b", "a\\b", "a;--", "ab")),
    ];

    private static async Task AreDistinctAsync(Scene s, params string[] keys)
    {
        var owners = new List<Attempt>();
        foreach (var key in keys)
        {
            owners.Add(await s.ClaimedAsync(key));
        }

        foreach (var (key, owner) in keys.Zip(owners))
        {
            Expect.Equal(owner.Owner, (await s.GetAsync(key)).Owner, $"the owner of '{key}'");
        }
    }
}
