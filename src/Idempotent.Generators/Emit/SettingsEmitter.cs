using System.Globalization;
using Idempotent.Generators.Model;
using Idempotent.Generators.Parse;

namespace Idempotent.Generators.Emit;

/// <summary>The initializer of a descriptor: what was given, and nothing else.</summary>
internal static class SettingsEmitter
{
    public static void Emit(IndentedWriter writer, OperationModel operation)
    {
        Emit(writer, operation.Settings, operation.Key.HasSensitiveParts);
        Given(writer, "SchemaHash", operation.Key.SchemaHash.ToString(CultureInfo.InvariantCulture) + "L");
        Exceptions(writer, operation.Settings.StoredExceptions);
        if (operation.SerializedType is { } result)
        {
            Given(writer, "ResultTypeInfo", operation.SerializerContext is { } context
                ? $"static () => (global::System.Text.Json.Serialization.Metadata.JsonTypeInfo<{operation.ResultType}>?){context}.Default.GetTypeInfo(typeof({result}))"
                : null);
            Given(writer, "ResultIsImmutable", operation.ResultIsImmutable ? "true" : null);
        }
    }

    /// <summary>What start-up checks of an operation.</summary>
    public static void Emit(IndentedWriter writer, SettingsModel settings, bool hasSensitiveParts)
    {
        Duration(writer, "ExpiresAfter", settings.ExpiresAfter);
        Duration(writer, "Lease", settings.Lease);
        Member(writer, "WhenInProgress", settings.WhenInProgress);
        Duration(writer, "WaitTimeout", settings.WaitTimeout);
        Member(writer, "WhenFailed", settings.WhenFailed);
        Member(writer, "WhenAbandoned", settings.WhenAbandoned);
        Duration(writer, "MaxRunning", settings.MaxRunning);
        Given(writer, "MaxAttempts", settings.MaxAttempts == 0 ? null : settings.MaxAttempts.ToString(CultureInfo.InvariantCulture));
        Given(writer, "Transactional", settings.Transactional ? "true" : null);
        Given(writer, "Store", settings.Store is { } store ? TypeTexts.Literal(store) : null);
        Given(writer, "HasSensitiveParts", hasSensitiveParts ? "true" : null);
    }

    private static void Exceptions(IndentedWriter writer, EquatableArray<StoredExceptionModel> types)
    {
        if (types.Count == 0)
        {
            return;
        }

        writer.Line($"IsStoredException = static exception => exception is {string.Join(" or ", types.Select(static t => t.Type))},");
        var built = types.Where(static t => t.FullName is not null).ToList();
        if (built.Count == 0)
        {
            return;
        }

        writer.Open("BuildException = static (type, message) => type switch");
        foreach (var type in built)
        {
            writer.Line($"{TypeTexts.Literal(type.FullName!)} => new {type.Type}(message),");
        }

        writer.Line("_ => null,");
        writer.Close(",");
    }

    private static void Duration(IndentedWriter writer, string setting, DurationModel? duration)
    {
        if (duration is not null)
        {
            writer.Line($"{setting} = new global::System.TimeSpan({duration.Ticks.ToString(CultureInfo.InvariantCulture)}L), // {duration.Text}");
        }
    }

    private static void Member(IndentedWriter writer, string setting, string? member) => Given(writer, setting, member is null ? null : $"global::Idempotent.{setting}.{member}");

    private static void Given(IndentedWriter writer, string setting, string? value)
    {
        if (value is not null)
        {
            writer.Line($"{setting} = {value},");
        }
    }
}
