using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Idempotent;

/// <summary>Finds how a result is written as JSON: what the operation brings, then what the options bring, then reflection where that is enabled.</summary>
internal sealed class ResultJson(JsonSerializerOptions? configured)
{
    private readonly JsonSerializerOptions? _configured = WithResolver(configured);

    /// <exception cref="NotSupportedException">Nobody knows the type.</exception>
    public JsonTypeInfo<TResult> Of<TResult>(Func<JsonTypeInfo<TResult>?>? own)
    {
        if (own?.Invoke() is { } known)
        {
            return known;
        }

        if (_configured is not null && _configured.TryGetTypeInfo(typeof(TResult), out var found))
        {
            return (JsonTypeInfo<TResult>)found;
        }

        return Reflected is { } reflected
            ? (JsonTypeInfo<TResult>)reflected.GetTypeInfo(typeof(TResult))
            : throw new NotSupportedException(
                $"there is no JSON metadata for '{typeof(TResult)}'; list it in a JsonSerializerContext, and give that to IdempotencyOptions.JsonSerializerOptions where it is another assembly's");
    }

    private static JsonSerializerOptions? Reflected
    {
        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Guarded by the feature switch, which trimming turns off.")]
        [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Guarded by the feature switch, which AOT compilation turns off.")]
        get => JsonSerializer.IsReflectionEnabledByDefault ? JsonSerializerOptions.Web : null;
    }

    /// <summary>Options without a resolver mean reflection, as everywhere in System.Text.Json.</summary>
    private static JsonSerializerOptions? WithResolver(JsonSerializerOptions? options) =>
        options is { TypeInfoResolver: null } && Reflected is { } reflected
            ? new(options) { TypeInfoResolver = reflected.TypeInfoResolver }
            : options;
}
