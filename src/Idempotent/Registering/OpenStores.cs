using System.Runtime.ExceptionServices;
using Idempotent.Storing;

namespace Idempotent.Registering;

/// <summary>The stores that were made for one runtime, and their end. Every store is disposed once, whatever another one's disposal throws.</summary>
internal sealed class OpenStores : IAsyncDisposable, IDisposable
{
    private readonly Dictionary<string, IIdempotencyStore> _byName = new(StringComparer.Ordinal);
    private int _disposed;

    public IReadOnlyDictionary<string, IIdempotencyStore> ByName => _byName;

    /// <summary>Makes a store; a factory's failure is a problem among the others.</summary>
    public void Open(IdempotencyStoreContext context, Func<IdempotencyStoreContext, IIdempotencyStore> create, Problems problems)
    {
        try
        {
            _byName.Add(context.Name, create(context) ?? throw new InvalidOperationException("The factory returned null."));
        }
        catch (Exception exception)
        {
            problems.Add($"{Display(context.Name)} could not be made: {exception.Message}", exception);
        }
    }

    public static string Display(string name) => name == IdempotencyBuilder.Unnamed ? "The store without a name" : $"The store '{name}'";

    public void Dispose()
    {
        var failures = new List<Exception>();
        foreach (var store in TakeAll())
        {
            try
            {
                if (store is IDisposable disposable)
                {
                    disposable.Dispose();
                }
                else if (store is IAsyncDisposable asyncDisposable)
                {
                    asyncDisposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                }
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        Throw(failures);
    }

    public async ValueTask DisposeAsync()
    {
        var failures = new List<Exception>();
        foreach (var store in TakeAll())
        {
            try
            {
                if (store is IAsyncDisposable asyncDisposable)
                {
                    await asyncDisposable.DisposeAsync().ConfigureAwait(false);
                }
                else if (store is IDisposable disposable)
                {
                    disposable.Dispose();
                }
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        Throw(failures);
    }

    private IEnumerable<IIdempotencyStore> TakeAll() => Interlocked.Exchange(ref _disposed, 1) == 0
        ? _byName.Values.Distinct(ReferenceEqualityComparer.Instance).Cast<IIdempotencyStore>()
        : [];

    private static void Throw(List<Exception> failures)
    {
        if (failures.Count == 1)
        {
            ExceptionDispatchInfo.Throw(failures[0]);
        }

        if (failures.Count > 1)
        {
            throw new AggregateException(failures);
        }
    }
}
