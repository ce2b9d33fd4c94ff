namespace Idempotent.Keys;

/// <summary>First byte of every canonical value. Part of every stored key: never renumbered, never reused.</summary>
internal static class CanonicalTag
{
    /// <summary>Ends a sequence whose length is not written before it. No value and no name begins with it.</summary>
    public const byte End = 0;

    /// <summary>Version of the whole encoding, the first byte of canonical bytes; no fingerprint hash begins with it.</summary>
    public const byte Version = 1;

    public const byte Null = 1;
    public const byte False = 2;
    public const byte True = 3;
    public const byte Integer = 4;
    public const byte Decimal = 5;
    public const byte Half = 6;
    public const byte Single = 7;
    public const byte Double = 8;
    public const byte Char = 9;
    public const byte Rune = 10;
    public const byte String = 11;
    public const byte Guid = 12;
    public const byte Bytes = 13;

    public const byte Instant = 20;
    public const byte UnspecifiedDateTime = 21;
    public const byte Date = 22;
    public const byte TimeOfDay = 23;
    public const byte Duration = 24;

    public const byte AbsoluteUri = 30;
    public const byte RelativeUri = 31;
    public const byte NumberedVersion = 32;
    public const byte Culture = 33;
    public const byte TimeZone = 34;
    public const byte Address = 35;

    public const byte Tuple = 40;
    public const byte Object = 41;
    public const byte Derived = 42;
    public const byte KeyPart = 43;
    public const byte List = 44;
    public const byte Set = 45;
    public const byte Dictionary = 46;

    public const byte JsonNull = 50;
    public const byte JsonFalse = 51;
    public const byte JsonTrue = 52;
    public const byte JsonNumber = 53;
    public const byte JsonString = 54;
    public const byte JsonArray = 55;
    public const byte JsonObject = 56;

    /// <summary>What follows is secret: the value itself while it is written, its HMAC once the bytes are sealed.</summary>
    public const byte Sensitive = 60;
}
