using Idempotent.Keys;

namespace Idempotent.Tests.Running;

/// <summary>Parts of keys as generated code writes them.</summary>
internal static class KeyParts
{
    public static void Write(ref KeyWriter writer, string name, string value, bool isSensitive)
    {
        writer.Name(name);
        if (isSensitive)
        {
            var start = writer.BeginSensitive();
            writer.Write(value);
            writer.EndSensitive(start);
        }
        else
        {
            writer.Write(value);
        }
    }
}
