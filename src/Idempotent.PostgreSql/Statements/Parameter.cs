using System.Runtime.InteropServices;
using Idempotent.Storing;
using Npgsql;

namespace Idempotent.PostgreSql.Statements;

/// <summary>Positional parameters, typed so that no value is boxed.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T>() { TypedValue = value };

    /// <summary>A duration in whole microseconds: a part of one counts as a whole one.</summary>
    public static NpgsqlParameter Of(TimeSpan duration) => Of(StoreTime.After(0, duration));

    /// <summary>Null where there is nothing.</summary>
    public static NpgsqlParameter Text(string? value) => new NpgsqlParameter<string?>() { TypedValue = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };

    /// <inheritdoc cref="Text"/>
    public static NpgsqlParameter Bytes(ReadOnlyMemory<byte>? value) => value is { } bytes
        ? Of(bytes)
        : new NpgsqlParameter() { Value = DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea };

    /// <summary>An array of what each of many requests has.</summary>
    public static NpgsqlParameter Each<TRequest, T>(TRequest[] requests, Converter<TRequest, T> part) => Of(System.Array.ConvertAll(requests, part));

    /// <summary>Bytes as an array can have them.</summary>
    public static byte[] Array(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length ? segment.Array : bytes.ToArray();
}
