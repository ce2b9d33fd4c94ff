using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Idempotent.Tasks.Coverage;

/// <summary>JSON by means that every MSBuild has, so that the task brings no assembly which could be another version there: read as XML, written by hand.</summary>
internal static class Json
{
    /// <exception cref="XmlException">It is no JSON.</exception>
    public static XElement Read(string file)
    {
        // The reader takes no byte order mark, which a text is free of.
        using var reader = JsonReaderWriterFactory.CreateJsonReader(Encoding.UTF8.GetBytes(File.ReadAllText(file)), XmlDictionaryReaderQuotas.Max);
        return XElement.Load(reader);
    }

    /// <summary>The items of an array; none where it is missing.</summary>
    public static IEnumerable<XElement> Items(this XElement? json, string array) => json?.Element(array)?.Elements("item") ?? [];

    public static string Text(this XElement json, string name) => json.Element(name)?.Value ?? "";

    public static int Number(this XElement json, string name) => int.TryParse(json.Text(name), out var number) ? number : 0;

    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c is '"' or '\\' ? literal.Append('\\').Append(c) : char.IsControl(c) ? literal.Append($"\\u{(int)c:x4}") : literal.Append(c);
        }

        return literal.Append('"').ToString();
    }
}
