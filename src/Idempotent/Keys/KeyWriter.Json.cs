using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Idempotent.Keys;

/// <content>JSON by its value, read from its text.</content>
public ref partial struct KeyWriter
{
    // Depth is counted by the writer, whose limit is lower.
    private static readonly JsonReaderOptions s_readerOptions =
        new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 4 * MaxDepth };

    /// <summary>
    /// Writes a JSON value: the order of members, escapes and the way a number is written do not count. An undefined element is null; JSON's own null is not.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <exception cref="IdempotencyKeyException">
    /// A member name occurs twice, text is no valid Unicode, an exponent has more than 1,000 digits, or the value is nested more than 64 deep.
    /// </exception>
    public void Write(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            WriteNull();
        }
        else
        {
            Json(JsonMarshal.GetRawUtf8Value(value));
        }
    }

    /// <summary>Writes a JSON document's value, or null.</summary>
    /// <inheritdoc cref="Write(JsonElement)"/>
    public void Write(JsonDocument? value) => Write(value?.RootElement ?? default);

    private void Json(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, s_readerOptions);
        _ = reader.Read();
        Json(ref reader);
    }

    private void Json(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                JsonObject(ref reader);
                break;
            case JsonTokenType.StartArray:
                JsonArray(ref reader);
                break;
            case JsonTokenType.String:
                Byte(CanonicalTag.JsonString);
                JsonText(ref reader);
                break;
            case JsonTokenType.Number:
                JsonNumber(reader.ValueSpan);
                break;
            case JsonTokenType.True:
                Byte(CanonicalTag.JsonTrue);
                break;
            case JsonTokenType.False:
                Byte(CanonicalTag.JsonFalse);
                break;
            default:
                Byte(CanonicalTag.JsonNull);
                break;
        }
    }

    private void JsonArray(ref Utf8JsonReader reader)
    {
        Enter();
        Byte(CanonicalTag.JsonArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Json(ref reader);
        }

        Byte(CanonicalTag.End);
        Leave();
    }

    private void JsonObject(ref Utf8JsonReader reader)
    {
        Byte(CanonicalTag.JsonObject);
        var members = BeginEntries();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            BeginEntry(ref members);
            JsonText(ref reader);
            members.EndName(_length);
            _ = reader.Read();
            Json(ref reader);
        }

        EndEntries(ref members);
    }

    /// <summary>A string or name, unescaped into its UTF-16 code units: <c>"\u0041"</c> is <c>"A"</c>, and an escaped lone surrogate stays one.</summary>
    private void JsonText(ref Utf8JsonReader reader)
    {
        var units = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        Text(units.AsSpan(0, Keys.JsonText.Unescape(reader.ValueSpan, units)));
        ArrayPool<char>.Shared.Return(units, clearArray: true);
    }
}
