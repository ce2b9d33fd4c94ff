using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;

namespace Idempotent.Tests.Keys;

internal sealed partial class Vectors
{
    private void Numbers()
    {
        Add((sbyte)5, (ref w, v) => w.Write(v));
        Add((byte)5, (ref w, v) => w.Write(v));
        Add((short)-1, (ref w, v) => w.Write(v));
        Add((ushort)65535, (ref w, v) => w.Write(v));
        Add(5, (ref w, v) => w.Write(v));
        Add(0, (ref w, v) => w.Write(v));
        Add(127, (ref w, v) => w.Write(v));
        Add(128, (ref w, v) => w.Write(v));
        Add(-128, (ref w, v) => w.Write(v));
        Add(-129, (ref w, v) => w.Write(v));
        Add(uint.MaxValue, (ref w, v) => w.Write(v));
        Add(5L, (ref w, v) => w.Write(v));
        Add(long.MinValue, (ref w, v) => w.Write(v));
        Add(ulong.MaxValue, (ref w, v) => w.Write(v));
        Add((nint)5, (ref w, v) => w.Write(v));
        Add((nuint)5, (ref w, v) => w.Write(v));
        Add(Int128.MinValue, (ref w, v) => w.Write(v));
        Add(UInt128.MaxValue, (ref w, v) => w.Write(v));
        Add(new BigInteger(5), (ref w, v) => w.Write(v));
        Add(BigInteger.Pow(2, 200), (ref w, v) => w.Write(v));
        Add(Currency.Yen, (ref w, v) => w.Write((long)v));
        Add(Wide.All, (ref w, v) => w.Write((ulong)v));
        Add(1.50m, (ref w, v) => w.Write(v));
        Add(1.5m, (ref w, v) => w.Write(v));
        Add(5m, (ref w, v) => w.Write(v));
        Add(100m, (ref w, v) => w.Write(v));
        Add(-0.00m, (ref w, v) => w.Write(v));
        Add(0m, (ref w, v) => w.Write(v));
        Add(decimal.MinValue, (ref w, v) => w.Write(v));
        Add(0.1d, (ref w, v) => w.Write(v));
        Add(-0.0d, (ref w, v) => w.Write(v));
        Add(0.0d, (ref w, v) => w.Write(v));
        Add(double.NaN, (ref w, v) => w.Write(v));
        Add(-double.NaN, (ref w, v) => w.Write(v));
        Add(0.1f, (ref w, v) => w.Write(v));
        Add(-0.0f, (ref w, v) => w.Write(v));
        Add(-float.NaN, (ref w, v) => w.Write(v));
        Add((Half)0.1f, (ref w, v) => w.Write(v));
        Add(-Half.Zero, (ref w, v) => w.Write(v));
        Add(-Half.NaN, (ref w, v) => w.Write(v));
    }

    private void Text()
    {
        Add(true, (ref w, v) => w.Write(v));
        Add(false, (ref w, v) => w.Write(v));
        Add('a', (ref w, v) => w.Write(v));
        Add(new Rune('a'), (ref w, v) => w.Write(v));
        Add(new Rune(0x1F600), (ref w, v) => w.Write(v));
        Add("", (ref w, v) => w.Write(v));
        Add("a", (ref w, v) => w.Write(v));
        Add("\u00e9", (ref w, v) => w.Write(v));
        Add("e\u0301", (ref w, v) => w.Write(v));
        Add("\ud800", (ref w, v) => w.Write(v));
        Add("\udc00", (ref w, v) => w.Write(v));
        Add(new string('x', 200), (ref w, v) => w.Write(v));
        Add((string?)null, (ref w, v) => w.Write(v));
        Add(new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), (ref w, v) => w.Write(v));
        Add((int?)5, (ref w, v) => w.Write(v!.Value));
        Add((int?)null, (ref w, _) => w.WriteNull());
        Add(new byte[] { 1, 2 }, (ref w, v) => w.WriteBytes(v));
        Add(new ReadOnlyMemory<byte>([1, 2]), (ref w, v) => w.WriteBytes(v.Span));
        Add(new Memory<byte>([1, 2]), (ref w, v) => w.WriteBytes(v.Span));
        Add(new ArraySegment<byte>([1, 2, 3], 0, 2), (ref w, v) => w.WriteBytes(v));
        Add(System.Collections.Immutable.ImmutableArray.Create<byte>(1, 2), (ref w, v) => w.WriteBytes(v.AsSpan()));
    }

    private void Times()
    {
        Add(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), (ref w, v) => w.Write(v));
        Add(new DateTimeOffset(2026, 1, 2, 1, 4, 5, TimeSpan.Zero), (ref w, v) => w.Write(v));
        Add(new DateTime(2026, 1, 2, 1, 4, 5, DateTimeKind.Utc), (ref w, v) => w.Write(v));
        Add(new DateTime(2026, 1, 2, 1, 4, 5, DateTimeKind.Utc).ToLocalTime(), (ref w, v) => w.Write(v));
        Add(new DateTime(2026, 1, 2, 1, 4, 5, DateTimeKind.Unspecified), (ref w, v) => w.Write(v));
        Add(new DateOnly(2026, 1, 2), (ref w, v) => w.Write(v));
        Add(new TimeOnly(3, 4, 5), (ref w, v) => w.Write(v));
        Add(new TimeSpan(3, 4, 5), (ref w, v) => w.Write(v));
        Add(TimeSpan.MinValue, (ref w, v) => w.Write(v));
    }

    private void KnownTypes()
    {
        Add(new Uri("HTTPS://Example.com:443/a?b=c#d"), (ref w, v) => w.Write(v));
        Add(new Uri("https://example.com/a?b=c#e"), (ref w, v) => w.Write(v));
        Add(new Uri("a/b#c", UriKind.Relative), (ref w, v) => w.Write(v));
        Add((Uri?)null, (ref w, v) => w.Write(v));
        Add(new Version(1, 0), (ref w, v) => w.Write(v));
        Add(new Version(1, 0, 0), (ref w, v) => w.Write(v));
        Add(CultureInfo.GetCultureInfo("tr-TR"), (ref w, v) => w.Write(v));
        Add(TimeZoneInfo.Utc, (ref w, v) => w.Write(v));
        Add(IPAddress.Parse("192.0.2.1"), (ref w, v) => w.Write(v));
        Add(IPAddress.Parse("::ffff:192.0.2.1"), (ref w, v) => w.Write(v));
        Add(IPAddress.Parse("fe80::1%3"), (ref w, v) => w.Write(v));
    }
}
