using Idempotent.Generators.Model.Keys;

namespace Idempotent.Generators.Emit.Keys;

internal static class KeyEmitter
{
    public static void Statements(IndentedWriter writer, KeyContract contract, string key, string fingerprint)
    {
        foreach (var (local, parts) in new[] { (key, contract.Parts), (fingerprint, contract.FingerprintParts) })
        {
            writer.Line($"global::Idempotent.Keys.KeyWriter {local} = new(stackalloc byte[256]);");
            writer.Line($"{local}.BeginParts({parts.Count});");
            foreach (var part in parts)
            {
                writer.Line($"{local}.Name(\"{part}\");");
            }
        }
    }

    public static void Helpers(IndentedWriter writer, IEnumerable<KeyContract> contracts)
    {
    }
}
