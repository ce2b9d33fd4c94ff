namespace Idempotent.Keys;

/// <content>What the version before a change of the contract wrote for the same call.</content>
public ref partial struct KeyWriter
{
    /// <summary>What the call was before the contract changed; null where it did not.</summary>
    internal readonly FormerCall? Former => _former;

    /// <summary>Says what key and fingerprint of the same call were before the operation's contract changed; it must have an <see cref="IdempotentOperation.Predecessor"/>. Takes the writers' buffers.</summary>
    /// <param name="key">The key then.</param>
    /// <param name="fingerprint">The fingerprint then.</param>
    public void Follow(scoped in KeyWriter key, scoped in KeyWriter fingerprint)
    {
        _former = new(new(key), new(fingerprint));
        key.Dispose();
        fingerprint.Dispose();
    }

    internal sealed record FormerCall(Kept Key, Kept Fingerprint);

    /// <summary>What a writer has written, for longer than its buffer lives.</summary>
    internal sealed class Kept(scoped in KeyWriter writer)
    {
        private readonly byte[] _written = writer.Written.ToArray();
        private readonly Segment[] _segments = writer._segments.AsSpan(0, writer._segmentCount).ToArray();

        /// <summary>The writer again. There is nothing of it to hand back.</summary>
        public KeyWriter Open() => new(_written) { _length = _written.Length, _segments = _segments, _segmentCount = _segments.Length };
    }
}
