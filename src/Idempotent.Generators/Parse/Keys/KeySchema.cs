using System.Security.Cryptography;
using System.Text;
using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;

namespace Idempotent.Generators.Parse.Keys;

/// <summary>
/// The schema of key and fingerprint as text: names and kinds, never type names, for renaming a type changes no bytes. Its hash is stored with every record, so the
/// text is as fixed as the bytes are.
/// </summary>
internal static class KeySchema
{
    public static long Hash(EquatableArray<KeyPart> key, EquatableArray<KeyPart> fingerprint, EquatableArray<KeyHelper> helpers)
    {
        using var sha = SHA256.Create();
        return BitConverter.ToInt64(sha.ComputeHash(Encoding.Unicode.GetBytes(Text(key, fingerprint, helpers))), 0);
    }

    public static string Text(EquatableArray<KeyPart> key, EquatableArray<KeyPart> fingerprint, EquatableArray<KeyHelper> helpers)
    {
        var byType = helpers.ToDictionary(static helper => (helper.Name, helper.Type));
        return $"key({Parts(key)})fingerprint({Parts(fingerprint)})";

        string Parts(EquatableArray<KeyPart> parts) => string.Join(",", parts.Select(part => Named(part.Name, part.IsSensitive) + Value(part.Value, byType, [])));
    }

    private static string Value(KeyValue value, Dictionary<(string Name, string Type), KeyHelper> helpers, List<KeyHelper> around)
    {
        if (value.Form != KeyForm.Helper || !helpers.TryGetValue((value.Detail, value.Kind), out var helper))
        {
            return value.Kind;
        }

        if (around.IndexOf(helper) is >= 0 and var outer)
        {
            return "^" + (around.Count - outer).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        around.Add(helper);
        var members = helper.Members.Select(member => (member.Name.Length > 0 || member.IsSensitive ? Named(member.Name, member.IsSensitive) : "") + Value(member.Value, helpers, around)).ToList();
        around.RemoveAt(around.Count - 1);
        return helper.Kind is KeyHelperKind.Value or KeyHelperKind.Transparent ? members[0] : $"{Kind(helper.Kind)}({string.Join(",", members)})";
    }

    private static string Kind(KeyHelperKind kind) => kind switch
    {
        KeyHelperKind.Tuple => "tuple",
        KeyHelperKind.Object => "object",
        KeyHelperKind.Hierarchy => "hierarchy",
        KeyHelperKind.Set => "set",
        KeyHelperKind.Dictionary => "dictionary",
        KeyHelperKind.Collection => "collection",
        _ => "list",
    };

    private static string Named(string name, bool isSensitive) => $"{TypeTexts.Literal(name)}{(isSensitive ? "!" : "")}:";
}
