namespace Idempotent.Keys;

/// <content>Tuples, objects and types that write themselves.</content>
public ref partial struct KeyWriter
{
    /// <summary>Begins a tuple; its items follow. Names of items do not count.</summary>
    /// <param name="arity">How many items follow.</param>
    public void BeginTuple(int arity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(arity);
        Byte(CanonicalTag.Tuple);
        Length(arity);
    }

    /// <summary>
    /// Begins an object; a <see cref="Name"/> and a value follow for each member that is not null, in ordinal order of the names, then <see cref="EndObject"/>.
    /// </summary>
    /// <exception cref="IdempotencyKeyException">More than 64 deep.</exception>
    public void BeginObject()
    {
        Enter();
        Byte(CanonicalTag.Object);
    }

    /// <summary>Ends an object.</summary>
    public void EndObject()
    {
        Byte(CanonicalTag.End);
        Leave();
    }

    /// <summary>Says which type of a closed hierarchy the object that follows is.</summary>
    /// <param name="discriminator">The discriminator of its <c>[JsonDerivedType]</c>.</param>
    public void BeginDerived(string discriminator)
    {
        Byte(CanonicalTag.Derived);
        Write(discriminator);
    }

    /// <inheritdoc cref="BeginDerived(string)"/>
    public void BeginDerived(int discriminator)
    {
        Byte(CanonicalTag.Derived);
        Write((long)discriminator);
    }

    /// <summary>Refuses an instance of a derived type, whose own members would be lost.</summary>
    /// <param name="value">The instance.</param>
    /// <param name="expected">The type whose members are written.</param>
    /// <exception cref="IdempotencyKeyException">The instance is of another type.</exception>
    public static void RequireExactType(object value, Type expected)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.GetType() != expected)
        {
            throw new IdempotencyKeyException(
                $"The key takes the members of '{expected}', and this is a '{value.GetType()}', whose own members would be lost. Seal the type, list the derived ones with [JsonDerivedType], or implement IIdempotencyKeyPart.");
        }
    }

    /// <summary>Writes a value that writes itself, or null.</summary>
    /// <typeparam name="T">The value's type; a struct is not boxed.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="IdempotencyKeyException">More than 64 deep.</exception>
    public void WritePart<T>(T? value)
        where T : IIdempotencyKeyPart
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        Enter();
        Byte(CanonicalTag.KeyPart);
        var start = _length;
        var firstSegment = _segmentCount;
        value.WriteKey(ref this);
        Prefix(start, firstSegment);
        Leave();
    }

    /// <summary>Writes the length of what has been written since <paramref name="start"/> before it.</summary>
    private void Prefix(int start, int firstSegment)
    {
        var content = _length - start;
        Length(content);
        var prefix = _length - start - content;
        Span<byte> length = stackalloc byte[5];
        _buffer.Slice(start + content, prefix).CopyTo(length);
        _buffer.Slice(start, content).CopyTo(_buffer[(start + prefix)..]);
        length[..prefix].CopyTo(_buffer[start..]);
        MoveSegments(firstSegment, prefix);
    }
}
