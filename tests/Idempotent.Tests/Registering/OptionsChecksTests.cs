namespace Idempotent.Tests.Registering;

public class OptionsChecksTests
{
    public static TheoryData<Action<IdempotencyOptions>, string> Wrong => new()
    {
        { static o => o.KeyPrefix = "", "KeyPrefix is '': give it 1 to 64 characters of [A-Za-z0-9._-]." },
        { static o => o.KeyPrefix = null!, "KeyPrefix is '': give it" },
        { static o => o.KeyPrefix = "a:b", "KeyPrefix is 'a:b': give it" },
        { static o => o.KeyPrefix = "ä", "KeyPrefix is 'ä': give it" },
        { static o => o.KeyPrefix = new('x', 65), "give it 1 to 64 characters" },
        { static o => o.ExpiresAfter = TimeSpan.Zero, "ExpiresAfter is 00:00:00: make it positive." },
        { static o => o.Lease = TimeSpan.FromTicks(-1), "Lease is -00:00:00.0000001: make it positive." },
        { static o => o.Lease = TimeSpan.FromHours(25), "Lease (1.01:00:00) is longer than ExpiresAfter (1.00:00:00): shorten the one or lengthen the other." },
        { static o => o.WaitTimeout = Timeout.InfiniteTimeSpan, "make it zero or more; nobody waits for ever." },
        { static o => o.WaitTimeout = TimeSpan.MaxValue, "make it zero or more; nobody waits for ever." },
        { static o => o.MaxRunning = TimeSpan.Zero, "MaxRunning is 00:00:00: make it positive." },
        { static o => o.WhenInProgress = WhenInProgress.Default, "WhenInProgress is Default: choose one of Wait, Reject." },
        { static o => o.WhenFailed = (WhenFailed)9, "WhenFailed is 9: choose one of Release, Store, Hold." },
        { static o => o.WhenAbandoned = WhenAbandoned.Default, "WhenAbandoned is Default: choose one of RunAgain, Hold." },
        { static o => o.WhenStoreUnavailable = (WhenStoreUnavailable)2, "WhenStoreUnavailable is 2: choose one of Fail, RunUnprotected." },
        { static o => o.MaxAttempts = -1, "MaxAttempts is -1: make it positive, or 0 for no limit." },
        { static o => o.LocalOutcomes = -1, "LocalOutcomes is -1: make it 0, to remember none, up to 1048576." },
        { static o => o.LocalOutcomes = 1_048_577, "LocalOutcomes is 1048577: make it 0, to remember none, up to 1048576." },
        { static o => o.LocalOutcomeAge = TimeSpan.Zero, "LocalOutcomeAge is 00:00:00: make it positive." },
        { static o => o.MaxOutcomeSize = 0, "MaxOutcomeSize is 0: make it a positive number of bytes." },
        { static o => o.CompressAbove = -1, "CompressAbove is -1: make it zero or more bytes, or null for never." },
        { static o => o.SensitiveKeySecret = new byte[31], "SensitiveKeySecret has 31 bytes: give it at least 32 random ones." },
        { static o => o.SensitiveKeySecret = [], "SensitiveKeySecret has 0 bytes: give it at least 32 random ones." },
        { static o => Former(o, new byte[31]), "PreviousSecrets[0] has 31 bytes: no secret was ever shorter than 32." },
        { static o => Former(o, null!), "PreviousSecrets[0] has 0 bytes: no secret was ever shorter than 32." },
        { static o => Former(o, new byte[32]), "PreviousSecrets lists a secret twice, or the one that SensitiveKeySecret is: list each former one once." },
        { static o => o.PreviousSecrets.Add(new byte[32]), "PreviousSecrets has secrets and SensitiveKeySecret is not set: set the one that keys are made under now." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Option_OutOfRange_IsTold(Action<IdempotencyOptions> change, string expected)
    {
        var exception = Assert.Throws<IdempotencyNotConfiguredException>(() => IdempotencyRuntime.CreateInMemory(change));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, exception.Message.Split('\n').Length);
    }

    [Fact]
    public void Options_AtTheEndsOfTheirRanges_AreRight()
    {
        using var runtime = IdempotencyRuntime.CreateInMemory(static o =>
        {
            o.KeyPrefix = new string('x', 60) + "._-9";
            o.ExpiresAfter = o.Lease = o.MaxRunning = TimeSpan.FromTicks(1);
            o.WaitTimeout = TimeSpan.Zero;
            o.MaxOutcomeSize = 1;
            o.CompressAbove = 0;
            o.SensitiveKeySecret = new byte[32];
            o.PreviousSecrets.Add(new byte[33]);
            o.WhenStoreUnavailable = WhenStoreUnavailable.RunUnprotected;
        });

        Assert.NotNull(runtime);
    }

    [Fact]
    public void AllProblems_AreToldAtOnce()
    {
        var exception = Assert.Throws<IdempotencyNotConfiguredException>(() => IdempotencyRuntime.Create(
            static b => b.RequireScopeChoice("Endpoints serve several tenants."),
            static o =>
            {
                o.KeyPrefix = "a b";
                o.MaxAttempts = -5;
            }));

        Assert.Equal(
            [
                "Idempotent can't start:",
                "- KeyPrefix is 'a b': give it 1 to 64 characters of [A-Za-z0-9._-].",
                "- MaxAttempts is -5: make it positive, or 0 for no limit.",
                "- No store is chosen: call services.AddIdempotency().UseSqlite(\"idempotency.db\") or another store's Use…, or UseInMemory() to keep records in this process only.",
                "- No scope is chosen: Endpoints serve several tenants. Call UseScope<TProvider>() or UseScope(() => …) with the tenant or user, or UseNoScope().",
            ],
            exception.Message.Split('\n'));
    }

    [Fact]
    public void Secret_IsNeverInTheMessage()
    {
        var secret = "0123456789abcdef"u8.ToArray();
        var exception = Assert.Throws<IdempotencyNotConfiguredException>(() => IdempotencyRuntime.CreateInMemory(o => o.SensitiveKeySecret = secret));

        Assert.DoesNotContain("0123456789abcdef", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(secret), exception.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(secret), exception.Message, StringComparison.Ordinal);
    }

    private static void Former(IdempotencyOptions options, byte[] secret)
    {
        options.SensitiveKeySecret = new byte[32];
        options.PreviousSecrets.Add(secret);
    }
}
