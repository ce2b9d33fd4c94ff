using Idempotent.Storing;
using Microsoft.Data.Sqlite;

namespace Idempotent.Sqlite;

/// <summary>
/// Who waits for which record. What this store commits wakes its waiters at once; what other processes commit is seen by one poll for all of them, which runs only while somebody
/// waits and reads one number unless the file has changed. Thread-safe.
/// </summary>
internal sealed class RecordWatches(DatabaseFile file, ReaderPool readers, TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly Dictionary<RecordKey, Watched> _watched = [];
    private readonly CancellationTokenSource _closing = new();
    private bool _isClosed;
    private bool _isPolling;

    /// <summary>Changes after this returns wake the watch.</summary>
    /// <exception cref="IdempotencyStoreUnavailableException">The file failed.</exception>
    public RecordWatch Add(RecordKey key)
    {
        var watch = new RecordWatch(this, key, time);
        lock (_watched)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteIdempotencyStore));
            if (!_watched.TryGetValue(key, out var watched))
            {
                _watched.Add(key, watched = new());
            }

            watched.Watches.Add(watch);
            if (!_isPolling)
            {
                _isPolling = true;
                _ = Task.Run(PollAsync);
            }
        }

        try
        {
            // After it was added: what this store commits from now on wakes it, and what others commit makes another stamp.
            Observe(key, readers.Run(static (session, key) => session.Stamp(key), key));
            return watch;
        }
        catch
        {
            Remove(watch);
            throw;
        }
    }

    public void Remove(RecordWatch watch)
    {
        lock (_watched)
        {
            if (_watched.TryGetValue(watch.Key, out var watched) && watched.Watches.Remove(watch) && watched.Watches.Count == 0)
            {
                _watched.Remove(watch.Key);
            }
        }
    }

    /// <summary>Wakes those who wait for a record.</summary>
    public void Wake(RecordKey key)
    {
        lock (_watched)
        {
            if (_watched.TryGetValue(key, out var watched))
            {
                watched.Wake();
            }
        }
    }

    public void Dispose()
    {
        lock (_watched)
        {
            _isClosed = true;
            foreach (var watched in _watched.Values)
            {
                watched.Wake();
            }
        }

        _closing.Cancel();
    }

    private async Task PollAsync()
    {
        Session? session = null;
        try
        {
            long? seen = null;
            while (await NextPollAsync().ConfigureAwait(false))
            {
                try
                {
                    session ??= file.OpenReader();
                    var version = session.DataVersion();
                    if (version != seen)
                    {
                        seen = version;
                        Array.ForEach(Keys(), key => Observe(key, session.Stamp(key)));
                    }
                }
                catch (Exception e) when (e is SqliteException or IdempotencyStoreUnavailableException)
                {
                    // They look for themselves, and tell their callers what is wrong with the file.
                    session?.Dispose();
                    (session, seen) = (null, null);
                    Array.ForEach(Keys(), Wake);
                }
            }
        }
        finally
        {
            session?.Dispose();
        }
    }

    /// <summary>False when nobody waits any more.</summary>
    private async Task<bool> NextPollAsync()
    {
        try
        {
            // By the machine's clock, not the store's: it paces a look at what other processes do.
            await Task.Delay(interval, TimeProvider.System, _closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        lock (_watched)
        {
            return _isPolling = _watched.Count > 0;
        }
    }

    private RecordKey[] Keys()
    {
        lock (_watched)
        {
            return [.. _watched.Keys];
        }
    }

    private void Observe(RecordKey key, long stamp)
    {
        lock (_watched)
        {
            if (_watched.TryGetValue(key, out var watched))
            {
                watched.Observe(stamp);
            }
        }
    }

    private sealed class Watched
    {
        private long? _stamp;

        public List<RecordWatch> Watches { get; } = [];

        public void Wake() => Watches.ForEach(static watch => watch.Wake());

        public void Observe(long stamp)
        {
            if (_stamp is not null && _stamp != stamp)
            {
                Wake();
            }

            _stamp = stamp;
        }
    }
}
