using Microsoft.Data.Sqlite;

namespace Idempotent.Sqlite;

/// <summary>Connections for reading, which in WAL mode neither wait for the writer nor keep it waiting. Thread-safe.</summary>
internal sealed class ReaderPool(DatabaseFile file) : IDisposable
{
    private static readonly int s_largest = Environment.ProcessorCount * 2;

    private readonly Stack<Session> _idle = new();
    private bool _isClosed;

    /// <exception cref="IdempotencyStoreUnavailableException">The file failed.</exception>
    public TAnswer Run<TArgument, TAnswer>(Func<Session, TArgument, TAnswer> read, TArgument argument)
    {
        var session = Rent();
        try
        {
            var answer = read(session, argument);
            Return(session);
            return answer;
        }
        catch (SqliteException e)
        {
            session.Dispose();
            throw SqliteErrors.Unavailable(file.Path, e);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        lock (_idle)
        {
            _isClosed = true;
            while (_idle.TryPop(out var session))
            {
                session.Dispose();
            }
        }
    }

    private Session Rent()
    {
        lock (_idle)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(SqliteIdempotencyStore));
            if (_idle.TryPop(out var session))
            {
                return session;
            }
        }

        return file.OpenReader();
    }

    private void Return(Session session)
    {
        lock (_idle)
        {
            if (!_isClosed && _idle.Count < s_largest)
            {
                _idle.Push(session);
                return;
            }
        }

        session.Dispose();
    }
}
