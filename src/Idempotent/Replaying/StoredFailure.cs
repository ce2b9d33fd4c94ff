using System.Text.Json.Serialization;

namespace Idempotent;

/// <summary>A failure as an outcome's payload.</summary>
/// <param name="Type">Full name of the exception's type.</param>
/// <param name="Message">Its message.</param>
internal sealed record StoredFailure(string Type, string Message)
{
    public static StoredFailure Of(Exception exception) => new(exception.GetType().FullName ?? exception.GetType().Name, exception.Message);
}

/// <summary>Writes failures without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoredFailure))]
internal sealed partial class StoredFailureJson : JsonSerializerContext;
