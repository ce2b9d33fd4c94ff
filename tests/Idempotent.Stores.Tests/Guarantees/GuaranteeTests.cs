using System.Reflection;
using Idempotent.Servers;
using Idempotent.Storing;
using Idempotent.Testing;

namespace Idempotent.Stores.Tests.Guarantees;

/// <summary>The rows of README's guarantee table, over SQLite, with processes that are really killed or stopped. What remote stores alone can show is held by their tests.</summary>
public sealed class GuaranteeTests : IAsyncDisposable
{
    private readonly Scene _scene = new();

    [Fact]
    [Row("the process dies before the body")]
    public async Task DeathBeforeTheBody_EndsTheClaimWithItsLease()
    {
        await DoomedProcess.DieAsync(_scene, Doom.BeforeTheBody, Scene.RunAgain);
        await Assert.ThrowsAsync<IdempotencyInProgressException>(() => _scene.CallAsync(Scene.RunAgain));

        _scene.Pass(Scene.Lease);

        Assert.Equal("again", await _scene.CallAsync(Scene.RunAgain));
        Assert.Equal(1, _scene.Count());
    }

    [Theory]
    [InlineData("InTheBody")]
    [InlineData("AfterTheBody")]
    [Row("the process dies in the body")]
    [Row("the process dies after the body, before the outcome is stored")]
    public async Task DeathWithAnUnknownOutcome_UnderRunAgain_RunsAsTheNextAttempt(string doom)
    {
        await DoomedProcess.DieAsync(_scene, Enum.Parse<Doom>(doom), Scene.RunAgain);
        Assert.Equal(1, _scene.Count());
        _scene.Pass(Scene.Lease);

        Assert.Equal("2", await _scene.CallAsync(Scene.RunAgain, static () => $"{IdempotencyContext.Required.Attempt}"));

        Assert.Equal(2, _scene.Count());
    }

    [Theory]
    [InlineData("InTheBody")]
    [InlineData("AfterTheBody")]
    public async Task DeathWithAnUnknownOutcome_UnderHold_IsNobodysToRunUntilItIsResolved(string doom)
    {
        await DoomedProcess.DieAsync(_scene, Enum.Parse<Doom>(doom), Scene.Hold);
        _scene.Pass(Scene.Lease);

        await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => _scene.CallAsync(Scene.Hold));
        _scene.Pass(TimeSpan.FromDays(365));
        await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => _scene.CallAsync(Scene.Hold));
        Assert.Equal(1, _scene.Count());

        var held = Assert.Single((await _scene.Store.ListAsync(new() { State = RecordState.Held }, null, 10, default)).Records);
        Assert.Equal(ResolveStatus.Applied, await _scene.Store.ResolveAsync(new(held.Key, held.Attempt, Resolution.RunAgain), default));
        Assert.Equal("again", await _scene.CallAsync(Scene.Hold));
        Assert.Equal(2, _scene.Count());
    }

    [Theory]
    [InlineData("BeforeTheBody")]
    [InlineData("InTheBody")]
    [InlineData("AfterTheBody")]
    public async Task Death_UnderATransaction_LeavesNothingAndTheNextRunsAtOnce(string doom)
    {
        await DoomedProcess.DieAsync(_scene, Enum.Parse<Doom>(doom), Scene.Transactional);
        Assert.Equal(0, _scene.Count());

        Assert.Equal("again", await _scene.CallAsync(Scene.Transactional));

        Assert.Equal(1, _scene.Count());
    }

    [Fact]
    [Row("the process dies after the outcome is stored")]
    public async Task DeathAfterTheOutcome_IsReplayedUntilTheRetentionEnds()
    {
        await DoomedProcess.DieAsync(_scene, Doom.AfterTheOutcome, Scene.RunAgain);

        _scene.Pass(TimeSpan.FromHours(23));
        Assert.Equal("receipt", await _scene.CallAsync(Scene.RunAgain));
        Assert.Equal(1, _scene.Count());

        _scene.Pass(TimeSpan.FromHours(24));
        Assert.Equal("again", await _scene.CallAsync(Scene.RunAgain));
    }

    [Fact]
    [Row("the store is lost before the claim")]
    public async Task StoreLostBeforeTheClaim_RunsNothing()
    {
        _scene.Store.Always(StoreStep.Claim, StoreFault.Unavailable());

        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(() => _scene.CallAsync(Scene.RunAgain));

        Assert.Equal(0, _scene.Count());
    }

    [Fact]
    [Row("the store is lost after the body")]
    public async Task StoreLostAfterTheBody_IsSavedLaterAndRunsNobodyElseMeanwhile()
    {
        _scene.Store.Always(StoreStep.Complete, StoreFault.Unavailable());
        Assert.Equal("receipt", await _scene.CallAsync(Scene.RunAgain, static () => "receipt"));
        await using var other = _scene.NewRuntime();
        await Assert.ThrowsAsync<IdempotencyInProgressException>(() => _scene.CallAsync(Scene.RunAgain, runtime: other));

        _scene.Store.Heal();
        while ((await _scene.Store.CountAsync(new() { State = RecordState.Completed }, TestContext.Current.CancellationToken)) == 0)
        {
            _scene.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal("receipt", await _scene.CallAsync(Scene.RunAgain, runtime: other));
        Assert.Equal(1, _scene.Count());
    }

    [Fact]
    [Row("the process is paused past its lease")]
    public async Task PausedPastItsLease_TheLateOwnerIsToldBeforeItsEffect()
    {
        using var paused = DoomedProcess.Start(_scene, Doom.PausedInTheBody, Scene.RunAgain);
        Assert.Equal("running", await paused.HearAsync());
        paused.Send(Signals.Stop);
        _scene.Pass(Scene.Lease);
        Assert.Equal("again", await _scene.CallAsync(Scene.RunAgain));

        paused.Send(Signals.Continue);
        await paused.TellAsync("go on");

        Assert.Equal(nameof(IdempotencyLeaseLostException), await paused.HearAsync());
        Assert.Equal(1, _scene.Count());
        Assert.Equal("again", await _scene.CallAsync(Scene.RunAgain));
    }

    [Fact]
    [Row("a payment call times out inside the body")]
    public async Task TimeOutInTheBody_IsRetriedWithTheSameDerivedKeyOrHeld()
    {
        var keys = new List<string>();
        string Charge()
        {
            keys.Add(IdempotencyContext.Required.DeriveKey("charge"));
            return keys.Count == 1 ? throw new TimeoutException() : "receipt";
        }

        await Assert.ThrowsAsync<TimeoutException>(() => _scene.CallAsync(Scene.RunAgain, Charge));
        Assert.Equal("receipt", await _scene.CallAsync(Scene.RunAgain, Charge));
        Assert.Equal(2, keys.Count);
        Assert.Single(keys.Distinct());

        var careful = new IdempotentOperation<string>("payments.careful") { WhenFailed = WhenFailed.Hold };
        await Assert.ThrowsAsync<TimeoutException>(() => _scene.CallAsync(careful, static () => throw new TimeoutException()));
        await Assert.ThrowsAsync<IdempotencyOutcomeUnknownException>(() => _scene.CallAsync(careful));
    }

    [Fact]
    public void EveryRowOfTheTable_HasATest()
    {
        var table = File.ReadAllLines(Path.Combine(RepositoryRoot, "README.md")).SkipWhile(static line => line != "| what happens | what holds |").Skip(2)
            .TakeWhile(static line => line.StartsWith('|')).Select(static line => line.Split('|')[1].Trim());
        var tested = typeof(GuaranteeTests).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .SelectMany(static method => method.GetCustomAttributes<RowAttribute>(inherit: false)).Select(static row => row.Text);

        Assert.Equal(table.Order(StringComparer.Ordinal), tested.Order(StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    private static string RepositoryRoot =>
        typeof(GuaranteeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == nameof(RepositoryRoot)).Value!;
}
