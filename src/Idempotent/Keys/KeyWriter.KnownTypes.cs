using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Idempotent.Keys;

/// <content>Types of the framework that have a value.</content>
public ref partial struct KeyWriter
{
    /// <summary>Writes a URI, or null: an absolute one in its normal form with its fragment, a relative one as it was given.</summary>
    public void Write(Uri? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else if (value.IsAbsoluteUri)
        {
            Text(CanonicalTag.AbsoluteUri, value.AbsoluteUri);
        }
        else
        {
            Text(CanonicalTag.RelativeUri, value.OriginalString);
        }
    }

    /// <summary>Writes a version, or null: four numbers, an absent one as −1.</summary>
    public void Write(Version? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        Byte(CanonicalTag.NumberedVersion);
        var numbers = Take(4 * sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(numbers, value.Major);
        BinaryPrimitives.WriteInt32BigEndian(numbers[4..], value.Minor);
        BinaryPrimitives.WriteInt32BigEndian(numbers[8..], value.Build);
        BinaryPrimitives.WriteInt32BigEndian(numbers[12..], value.Revision);
    }

    /// <summary>Writes a culture by its name, or null.</summary>
    public void Write(CultureInfo? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            Text(CanonicalTag.Culture, value.Name);
        }
    }

    /// <summary>Writes a time zone by its id, or null.</summary>
    public void Write(TimeZoneInfo? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            Text(CanonicalTag.TimeZone, value.Id);
        }
    }

    /// <summary>Writes an address with its scope, or null.</summary>
    public void Write(IPAddress? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        var isV6 = value.AddressFamily == AddressFamily.InterNetworkV6;
        var length = isV6 ? 16 : 4;
        Byte(CanonicalTag.Address);
        Length(length);
        _ = value.TryWriteBytes(Take(length), out _);
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), isV6 ? value.ScopeId : 0);
    }
}
