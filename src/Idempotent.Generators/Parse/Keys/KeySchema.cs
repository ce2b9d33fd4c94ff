using System.Globalization;
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
    /// <summary>Version of the canonical encoding, the first byte of every key.</summary>
    public const int Version = 1;

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
            return "^" + (around.Count - outer).ToString(CultureInfo.InvariantCulture);
        }

        around.Add(helper);
        var members = helper.Members.Select(member => (member.Name.Length > 0 || member.IsSensitive ? Named(member.Name, member.IsSensitive) : "") + Value(member.Value, helpers, around)).ToList();
        around.RemoveAt(around.Count - 1);
        return helper.Kind is KeyHelperKind.Value or KeyHelperKind.Transparent ? members[0] : $"{Kind(helper.Kind)}({string.Join(",", members)})";
    }

    /// <summary>The schema as a list: each part and, below it, each member of its type.</summary>
    public static IEnumerable<SchemaMember> Members(EquatableArray<KeyPart> parts, EquatableArray<KeyHelper> helpers)
    {
        var byType = helpers.ToDictionary(static helper => (helper.Name, helper.Type));
        return parts.SelectMany(part => Members(new SchemaMember(part.Name, part.Value.Kind, part.IsSensitive), part.Value, byType, []));
    }

    private static IEnumerable<SchemaMember> Members(SchemaMember member, KeyValue value, Dictionary<(string Name, string Type), KeyHelper> helpers, List<KeyHelper> around)
    {
        if (value.Form != KeyForm.Helper || !helpers.TryGetValue((value.Detail, value.Kind), out var helper) || around.Contains(helper))
        {
            return [member with { Kind = Value(value, helpers, around) }];
        }

        var isBare = helper.Kind is KeyHelperKind.Value or KeyHelperKind.Transparent;
        List<KeyHelper> within = [.. around, helper];
        var below = helper.Members.SelectMany((inner, index) => Members(
            new SchemaMember(isBare ? member.Path : member.Path + Step(helper.Kind, inner, index), "", inner.IsSensitive || (isBare && member.IsSensitive)), inner.Value, helpers, within));
        return isBare ? below : below.Prepend(member with { Kind = Kind(helper.Kind) });
    }

    /// <summary>From a value to one of its members, in a path.</summary>
    private static string Step(KeyHelperKind kind, KeyMember member, int index) => kind switch
    {
        KeyHelperKind.Object => "." + member.Name,
        KeyHelperKind.Hierarchy => $"<{member.Name.Trim('"')}>",
        KeyHelperKind.Tuple => $".Item{(index + 1).ToString(CultureInfo.InvariantCulture)}",
        KeyHelperKind.Dictionary => index == 0 ? "[key]" : "[value]",
        _ => "[]",
    };

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

/// <summary>A part, or a member of its type at any depth.</summary>
/// <param name="Path">The names from the part on: <c>order.Lines[].Sku</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsSensitive">Whether it enters as its HMAC only.</param>
internal readonly record struct SchemaMember(string Path, string Kind, bool IsSensitive);
