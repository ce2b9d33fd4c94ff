using System.Text.Json;
using System.Text.Json.Nodes;

namespace Idempotent.Keys;

/// <content>JSON by its value.</content>
public ref partial struct KeyWriter
{
    /// <summary>Writes a JSON value: the order of members, escapes and the way a number is written do not count. An undefined one is null; JSON's null is not.</summary>
    /// <exception cref="IdempotencyKeyException">A member name occurs twice, text is no valid Unicode, or the value is nested more than 64 deep.</exception>
    public void Write(JsonElement value) => throw new NotImplementedException();

    /// <inheritdoc cref="Write(JsonElement)"/>
    public void Write(JsonDocument? value) => throw new NotImplementedException();

    /// <inheritdoc cref="Write(JsonElement)"/>
    public void Write(JsonNode? value) => throw new NotImplementedException();
}
