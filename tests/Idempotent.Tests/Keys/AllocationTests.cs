using Idempotent.Keys;

namespace Idempotent.Tests.Keys;

public sealed class AllocationTests
{
    private static readonly Guid s_id = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    [Fact]
    public void Writing_AStringADecimalAndAGuid_AllocatesNothing() => Assert.Equal(0, Measure(static () =>
    {
        var writer = new KeyWriter(stackalloc byte[256]);
        Write(ref writer);
        writer.Dispose();
        return writer.Written.Length;
    }));

    [Fact]
    public void RecordKey_AllocatesItselfAndItsText()
    {
        // The key object with its hash and its former key, and a string of 28 + 1 + 64 characters.
        Assert.InRange(Measure(static () =>
        {
            var writer = new KeyWriter(stackalloc byte[256]);
            Write(ref writer);
            return KeyDerivation.ToRecordKey("idempotency", "", "payments.charge", in writer, null).Value.Length;
        }), 1, 40 + 22 + (2 * 93) + 8);
    }

    [Fact]
    public void Fingerprint_AllocatesItsBytes() => Assert.InRange(Measure(static () =>
    {
        var writer = new KeyWriter(stackalloc byte[256]);
        writer.BeginParts(1);
        writer.Name("amount");
        writer.Write(10m);
        return KeyDerivation.ToFingerprint(in writer, null).Bytes.Length;
    }), 1, 64);

    [Fact]
    public void WritingOverTheBuffer_RentsAndAllocatesNothing() => Assert.Equal(0, Measure(static () =>
    {
        var writer = new KeyWriter(stackalloc byte[8]);
        Write(ref writer);
        writer.Dispose();
        return 0;
    }));

    private static void Write(ref KeyWriter writer)
    {
        writer.BeginParts(3);
        writer.Name("amount");
        writer.Write(10.50m);
        writer.Name("id");
        writer.Write(s_id);
        writer.Name("order");
        writer.Write("order-42");
    }

    /// <summary>Bytes that one call allocates, once it is warm.</summary>
    private static long Measure(Func<int> call)
    {
        const int Calls = 200;
        for (var i = 0; i < Calls; i++)
        {
            _ = call();
        }

        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
            {
                _ = call();
            }

            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / Calls);
        }

        return least;
    }
}
