using Idempotent.Storing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Idempotent.Registering;

/// <summary>A set-up that was checked, with its stores made. There is one for each runtime; disposing it disposes the stores.</summary>
internal sealed class ConfiguredIdempotency : IAsyncDisposable, IDisposable
{
    private readonly IdempotencyOptions _options;
    private readonly OpenStores _stores;
    private readonly IIdempotencyScopeProvider? _scopeProvider;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggerFactory;
    private readonly bool? _isDefault;

    private ConfiguredIdempotency(
        IdempotencySetup setup, OpenStores stores, IIdempotencyScopeProvider? scopeProvider, TimeProvider time, ILoggerFactory loggerFactory)
    {
        _options = setup.Options;
        _isDefault = setup.IsDefault;
        _stores = stores;
        _scopeProvider = scopeProvider;
        _time = time;
        _loggerFactory = loggerFactory;
    }

    /// <summary>The runtime; null until it is made.</summary>
    public IdempotencyRuntime? Runtime { get; private set; }

    /// <summary>Checks everything, makes the stores and writes their guarantees to the log.</summary>
    /// <exception cref="IdempotencyNotConfiguredException">Something is wrong; the message lists all of it.</exception>
    public static ConfiguredIdempotency Create(IdempotencySetup setup, IServiceProvider? services)
    {
        var time = setup.TimeProvider ?? services?.GetService<TimeProvider>() ?? TimeProvider.System;
        var loggerFactory = setup.LoggerFactory ?? services?.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        var stores = new OpenStores();
        try
        {
            var problems = new Problems();
            SetupChecks.Check(setup, problems);
            RegistrationChecks.Check(setup.Wrapping, problems);
            foreach (var (name, create) in setup.Stores)
            {
                stores.Open(new(name, time, loggerFactory, services), create, problems);
            }

            OperationChecks.Check(setup, stores.ByName, problems);
            problems.ThrowIfAny();
            var configured = new ConfiguredIdempotency(setup, stores, setup.Scope?.Invoke(services), time, loggerFactory);
            configured.LogGuarantees();
            return configured;
        }
        catch
        {
            stores.Dispose();
            throw;
        }
    }

    /// <param name="isDefault">Whether calls that find no runtime nearer take this one, where the set-up does not say.</param>
    public IdempotencyRuntime CreateRuntime(bool isDefault)
    {
        var runtime = new IdempotencyRuntime(_options, _stores.ByName, _scopeProvider, _time, _loggerFactory);
        Runtime = runtime;
        if (_isDefault ?? isDefault)
        {
            DefaultRuntimes.Add(runtime);
        }

        return runtime;
    }

    /// <exception cref="IdempotencyNotConfiguredException">No store was chosen under that name.</exception>
    public IIdempotencyStore GetStore(string name) => _stores.ByName.TryGetValue(name, out var store)
        ? store
        : throw new IdempotencyNotConfiguredException(SetupChecks.NoSuchStore(name));

    public void Dispose() => _stores.Dispose();

    public ValueTask DisposeAsync() => _stores.DisposeAsync();

    private void LogGuarantees()
    {
        var logger = _loggerFactory.CreateLogger(Instruments.Name);
        foreach (var (name, store) in _stores.ByName)
        {
            var (display, guarantee) = (OpenStores.Display(name), store.Guarantee);
            StartupLog.StoreGuarantee(
                logger, display, guarantee.Name, guarantee.Reach, guarantee.DurableWhen, guarantee.FailoverLoses, guarantee.Clock);
        }
    }
}
