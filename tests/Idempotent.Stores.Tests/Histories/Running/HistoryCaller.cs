using Idempotent.Keys;
using Idempotent.Storing;

namespace Idempotent.Stores.Tests.Histories;

/// <summary>One process's calls, each logged, with a runtime and a store of its own over the ground. Thread-safe.</summary>
internal sealed class HistoryCaller : IAsyncDisposable
{
    private readonly IHistoryGround _ground;
    private readonly string _place;
    private readonly HistoryLog _log;
    private readonly IIdempotencyStore _store;
    private readonly IdempotencyRuntime _runtime;
    private readonly Dictionary<string, IdempotentOperation<string>> _operations = HistorySetting.All.ToDictionary(static s => s.Name, static s => s.NewOperation());

    public HistoryCaller(IHistoryGround ground, string place, string process)
    {
        (_ground, _place, _log, _store) = (ground, place, new(place, process), ground.Open(place));
        _runtime = IdempotencyRuntime.Create(b =>
        {
            foreach (var setting in HistorySetting.All)
            {
                // The log is nearest to the runtime: it tells what the runtime was told, faults included.
                b.UseStore(setting.Name, _ => new HistoryStore(setting.Plant?.Invoke(_store) ?? _store, _log));
            }
        });
    }

    public async Task<Answer> CallAsync(HistorySetting setting, string key, string payload, Chance chance)
    {
        var call = _log.Begin(new CallEvent(payload) { Key = key });
        try
        {
            call = call with { Answer = Answer.Value, Text = await ExecuteAsync(setting, key, payload, chance) };
        }
        catch (Exception e)
        {
            call = call with { Answer = AnswerOf(e), Text = (e as IdempotencyStoredFailureException)?.OriginalMessage ?? (e is BodyFailedException ? e.Message : $"{e}") };
        }

        _log.End(call);
        return call.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await ((IAsyncDisposable)_store).DisposeAsync();
        _log.Dispose();
    }

    private static Answer AnswerOf(Exception failure) => failure switch
    {
        BodyFailedException => Answer.Failure,
        IdempotencyStoredFailureException => Answer.StoredFailure,
        IdempotencyKeyReusedException => Answer.Reused,
        IdempotencyInProgressException => Answer.InProgress,
        IdempotencyLeaseLostException => Answer.LeaseLost,
        IdempotencyOutcomeUnknownException => Answer.Held,
        IdempotencyStoreUnavailableException => Answer.Unavailable,
        OperationCanceledException => Answer.Cancelled,
        _ => Answer.Unexpected,
    };

    private Task<string> ExecuteAsync(HistorySetting setting, string key, string payload, Chance chance)
    {
        var fingerprint = new KeyWriter(stackalloc byte[64]);
        fingerprint.BeginParts(1);
        fingerprint.Name("payload");
        fingerprint.Write(payload);
        return _runtime.ExecuteAsync(
            _operations[setting.Name],
            KeyWriter.Of(key[(key.LastIndexOf(':') + 1)..]),
            fingerprint,
            (Caller: this, setting, payload, chance),
            static (call, token) => call.Caller.BodyAsync(call.setting, call.payload, call.chance, token));
    }

    /// <summary>Short, or now and then longer than a lease.</summary>
    private async Task<string> BodyAsync(HistorySetting setting, string payload, Chance chance, CancellationToken cancellationToken)
    {
        var context = IdempotencyContext.Required;
        var body = _log.Begin(new BodyEvent(payload, context.FencingToken) { Key = context.Key });
        var isLong = chance.OneIn(setting.LongOneIn);
        await chance.PauseAsync(isLong ? 1_500 : 10, chance.OneIn(2) ? cancellationToken : CancellationToken.None);
        if (chance.OneIn(4))
        {
            await context.EnsureOwnedAsync();
        }

        await AffectAsync(setting, context, new(payload, context.FencingToken) { Key = context.Key });
        await chance.PauseAsync(10, CancellationToken.None);
        body = body with { Text = $"{new HistoryText(context.Key, payload, context.FencingToken)}" };
        _log.End(body);
        return setting.FailsOneIn > 0 && chance.OneIn(setting.FailsOneIn) ? throw new BodyFailedException(body.Text) : body.Text;
    }

    private Task AffectAsync(HistorySetting setting, IdempotencyContext context, EffectEvent effect)
    {
        if (setting.Terms.IsTransactional)
        {
            var ground = (ITransactionalGround)_ground;
            return setting.AffectsApart ? ground.AffectApartAsync(_place, effect) : ground.AffectAsync(context, effect);
        }

        _log.End(_log.Begin(effect));
        return Task.CompletedTask;
    }

    private sealed class BodyFailedException(string message) : Exception(message);
}
