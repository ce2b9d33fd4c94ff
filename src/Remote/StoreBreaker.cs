using Idempotent.Storing;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Idempotent.Remote;

/// <summary>
/// The circuit breaker between a store and its server: when too many trips go unanswered, further ones are refused at once, and do not wait for a time-out each. Thread-safe.
/// </summary>
/// <remarks>What an owner writes about its own run is never refused: claims hang on its leases and outcomes, and there are no more of them than methods that run.</remarks>
internal sealed partial class StoreBreaker
{
    private readonly string _store;
    private readonly ILogger _logger;
    private readonly CircuitBreakerStateProvider _circuit = new();
    private readonly ResiliencePipeline? _pipeline;

    /// <param name="store">The name of the store's kind.</param>
    /// <param name="options">When it opens, and for how long.</param>
    /// <param name="isOutage">Whether a failure means that the server can't be reached or does not answer. An answer that refuses is none.</param>
    /// <param name="time">The clock of this process.</param>
    /// <param name="logger">Told when the circuit opens and closes.</param>
    public StoreBreaker(string store, CircuitBreakerOptions options, Func<Exception, bool> isOutage, TimeProvider time, ILogger logger)
    {
        _store = store;
        _logger = logger;
        if (options.IsEnabled)
        {
            _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }.AddCircuitBreaker(Strategy(options, isOutage)).Build();
        }
    }

    /// <summary>Makes a trip to the server.</summary>
    /// <param name="trip">The trip; its failures pass through.</param>
    /// <param name="state">Handed to it.</param>
    /// <param name="isOwners">Whether it is a write of an owner.</param>
    /// <param name="cancellationToken">Handed to it.</param>
    /// <exception cref="IdempotencyStoreUnavailableException">The circuit is open: the server was not asked.</exception>
    public ValueTask<TAnswer> RunAsync<TState, TAnswer>(
        Func<TState, CancellationToken, ValueTask<TAnswer>> trip, TState state, bool isOwners, CancellationToken cancellationToken) =>
        _pipeline is null ? trip(state, cancellationToken)
        : _circuit.CircuitState == CircuitState.Closed ? RunClosedAsync(_pipeline, trip(state, cancellationToken))
        : RunOpenAsync(_pipeline, trip, state, isOwners, cancellationToken);

    /// <summary>The usual way: only the end of the trip goes through the pipeline, which would cost more than a kilobyte around the whole of it.</summary>
    private static async ValueTask<TAnswer> RunClosedAsync<TAnswer>(ResiliencePipeline pipeline, ValueTask<TAnswer> trip)
    {
        TAnswer answer;
        try
        {
            answer = await trip.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Count(pipeline, e);
            throw;
        }

        Count(pipeline, null);
        return answer;
    }

    private async ValueTask<TAnswer> RunOpenAsync<TState, TAnswer>(
        ResiliencePipeline pipeline, Func<TState, CancellationToken, ValueTask<TAnswer>> trip, TState state, bool isOwners, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(trip, state, cancellationToken).ConfigureAwait(false);
        }
        catch (BrokenCircuitException) when (isOwners)
        {
            // Below, past the breaker.
        }
        catch (BrokenCircuitException e)
        {
            throw Refused(e);
        }

        return await trip(state, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tells the pipeline how a trip ended, as a result and not by throwing, so that the failure stays as it was.</summary>
    private static void Count(ResiliencePipeline pipeline, Exception? failure)
    {
        try
        {
            pipeline.Execute(static failure => failure, failure);
        }
        catch (BrokenCircuitException)
        {
            // Others have opened it meanwhile.
        }
    }

    private static Exception? Failure(Outcome<object> end) => end.Exception ?? end.Result as Exception;

    private CircuitBreakerStrategyOptions Strategy(CircuitBreakerOptions options, Func<Exception, bool> isOutage) => new()
    {
        FailureRatio = options.FailureRatio,
        MinimumThroughput = options.MinimumCalls,
        SamplingDuration = options.SamplingDuration,
        BreakDuration = options.BreakDuration,
        StateProvider = _circuit,
        ShouldHandle = arguments => new(Failure(arguments.Outcome) is { } failure && isOutage(failure)),
        OnOpened = arguments =>
        {
            LogOpened(_logger, Failure(arguments.Outcome), _store, arguments.BreakDuration);
            return default;
        },
        OnHalfOpened = _ =>
        {
            LogTrying(_logger, _store);
            return default;
        },
        OnClosed = _ =>
        {
            LogClosed(_logger, _store);
            return default;
        },
    };

    /// <summary>Where one trip tries whether the server is back, nobody knows how long it takes: then it is worth asking again at once.</summary>
    private IdempotencyStoreUnavailableException Refused(BrokenCircuitException broken)
    {
        var retryAfter = broken.RetryAfter is { } left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return new($"The {_store} store did not answer lately and is not asked before {retryAfter.TotalSeconds:0.###} s have passed: its circuit breaker is open.", retryAfter, broken);
    }

    [LoggerMessage(150, LogLevel.Error, "The {Store} store does not answer: its circuit breaker is open, and calls are refused for {BreakDuration}.")]
    private static partial void LogOpened(ILogger logger, Exception? exception, string store, TimeSpan breakDuration);

    [LoggerMessage(151, LogLevel.Information, "One call tries whether the {Store} store answers again.")]
    private static partial void LogTrying(ILogger logger, string store);

    [LoggerMessage(152, LogLevel.Information, "The {Store} store answers again: its circuit breaker is closed.")]
    private static partial void LogClosed(ILogger logger, string store);
}
