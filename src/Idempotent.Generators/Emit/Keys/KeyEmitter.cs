using Idempotent.Generators.Model;
using Idempotent.Generators.Model.Keys;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit.Keys;

/// <summary>The statements that derive key and fingerprint of one call.</summary>
internal static class KeyEmitter
{
    private const string Writer = "global::Idempotent.Keys.KeyWriter";

    /// <param name="writer">Where to.</param>
    /// <param name="contract">What the key is.</param>
    /// <param name="key">The name of the key's local.</param>
    /// <param name="fingerprint">The name of the fingerprint's local.</param>
    public static void Statements(IndentedWriter writer, KeyContract contract, string key, string fingerprint)
    {
        Parts(writer, key, contract.Parts, contract.Local);
        Parts(writer, fingerprint, contract.FingerprintParts, contract.Local);
    }

    /// <summary>The class of the methods that write what is no scalar; nothing where there is none.</summary>
    public static void Helpers(IndentedWriter writer, IEnumerable<KeyContract> contracts)
    {
        var helpers = contracts.SelectMany(static contract => contract.Helpers)
            .GroupBy(static helper => (helper.Type, helper.Name))
            .Select(static same => same.First())
            .OrderBy(static helper => helper.Type, StringComparer.Ordinal)
            .ThenBy(static helper => helper.Name, StringComparer.Ordinal)
            .ToList();
        if (helpers.Count == 0)
        {
            return;
        }

        writer.Line();
        // Values are tested for null whatever their annotations promise.
        writer.Line("#nullable disable");
        writer.Line("/// <summary>Writes values into keys and fingerprints.</summary>");
        writer.Line(GeneratedFile.GeneratedCode);
        writer.Open($"file static class {KeyHelperEmitter.Class}");
        for (var i = 0; i < helpers.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            KeyHelperEmitter.Emit(writer, helpers[i]);
        }

        writer.Close();
    }

    private static void Parts(IndentedWriter writer, string local, EquatableArray<KeyPart> parts, string start)
    {
        if (parts.Count == 0)
        {
            writer.Line($"{Writer} {local} = default;");
            return;
        }

        writer.Line($"{Writer} {local} = new(stackalloc byte[256]);");
        writer.Line($"{local}.BeginParts({parts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)});");
        foreach (var part in parts)
        {
            writer.Line($"{local}.Name({TypeTexts.Literal(part.Name)});");
            KeyHelperEmitter.Value(writer, part.Value, local, part.Expression, part.IsSensitive ? start : null);
        }
    }
}
