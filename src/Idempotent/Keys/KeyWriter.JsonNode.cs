using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Idempotent.Keys;

/// <content>JSON by its value, read from nodes.</content>
public ref partial struct KeyWriter
{
    /// <summary>Writes a JSON node's value, or null.</summary>
    /// <inheritdoc cref="Write(JsonElement)"/>
    public void Write(JsonNode? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            Json(value);
        }
    }

    private void Json(JsonNode? node)
    {
        switch (node)
        {
            case null:
                Byte(CanonicalTag.JsonNull);
                break;
            case JsonObject members:
                JsonObject(members);
                break;
            case JsonArray items:
                JsonArray(items);
                break;
            default:
                JsonScalar(node.AsValue());
                break;
        }
    }

    private void JsonArray(JsonArray items)
    {
        Enter();
        Byte(CanonicalTag.JsonArray);
        foreach (var item in items)
        {
            Json(item);
        }

        Byte(CanonicalTag.End);
        Leave();
    }

    private void JsonObject(JsonObject node)
    {
        try
        {
            // A node is read from its text at the first look, and refuses repeated names then.
            _ = node.Count;
        }
        catch (ArgumentException)
        {
            throw DuplicateMember();
        }

        Byte(CanonicalTag.JsonObject);
        var members = BeginEntries();
        foreach (var (name, value) in node)
        {
            BeginEntry(ref members);
            Text(name);
            members.EndName(_length);
            Json(value);
        }

        EndEntries(ref members);
    }

    /// <summary>Text of the program's own goes in as it is: writing it as JSON would replace lone surrogates.</summary>
    private void JsonScalar(JsonValue value)
    {
        if (value.TryGetValue(out JsonElement element))
        {
            Write(element);
        }
        else if (value.TryGetValue(out string? text))
        {
            Byte(CanonicalTag.JsonString);
            Text(text);
        }
        else
        {
            Json(Encoding.UTF8.GetBytes(value.ToJsonString()));
        }
    }
}
