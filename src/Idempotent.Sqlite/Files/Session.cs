using Idempotent.Storing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Idempotent.Sqlite;

/// <summary>A connection with the store's statements on it. One caller at a time.</summary>
internal sealed class Session(SqliteConnection connection, bool ownsConnection, TimeProvider time) : IDisposable
{
    private readonly sqlite3 _handle = connection.Handle!;
    private readonly List<RecordKey> _changed = [];
    private ReadRecord? _read;
    private InsertRecord? _insert;
    private UpdateRecord? _update;
    private DeleteRecord? _delete;
    private DueRecords? _due;
    private ReadStamp? _stamp;
    private ReadDataVersion? _dataVersion;
    private ReadFencingFloor? _readFloor;
    private RaiseFencingFloor? _raiseFloor;
    private TransactionStatements? _transaction;

    public long Now => StoreTime.Now(time);

    /// <summary>The keys whose waiters must look again once the transaction has committed.</summary>
    public IReadOnlyList<RecordKey> Changed => _changed;

    public TransactionStatements Transaction => _transaction ??= new(_handle);

    public RecordData Read(RecordKey key) => (_read ??= new(_handle)).Run(key);

    public long Stamp(RecordKey key) => (_stamp ??= new(_handle)).Run(key);

    public long DataVersion() => (_dataVersion ??= new(_handle)).Run();

    public List<RecordKey> Due(int limit) => (_due ??= new(_handle)).Run(Now, limit);

    public RecordPage List(RecordFilter filter, RecordKey? after, int pageSize) => FilteredRecords.List(_handle, filter, after, pageSize, Now);

    public long Count(RecordFilter filter) => FilteredRecords.Count(_handle, filter, Now);

    /// <summary>Reads, decides and writes, in a transaction.</summary>
    public TAnswer Apply<TRequest, TAnswer>(RecordKey key, in TRequest request, RecordRule<TRequest, TAnswer> rule)
    {
        var record = Read(key);
        var isNew = !record.Exists;
        if (rule(ref record, request, Now, out var answer))
        {
            Write(key, record, isNew);
        }

        return answer;
    }

    /// <summary>Reads, decides and writes a claim, in a transaction.</summary>
    public ClaimResult Claim(in ClaimRequest request)
    {
        var record = Read(request.Key);
        var isNew = !record.Exists;
        if (Decide(ref record, request, out var answer))
        {
            Write(request.Key, record, isNew);
        }

        return answer;
    }

    /// <summary>What a claim makes of a record that was read in the same transaction.</summary>
    public bool Decide(ref RecordData record, in ClaimRequest request, out ClaimResult answer) =>
        RecordRules.Claim(ref record, request, Now, record.Exists ? 0 : (_readFloor ??= new(_handle)).Run(), out answer);

    /// <summary>Keeps what became of a record that was read in the same transaction.</summary>
    public void Write(RecordKey key, in RecordData record, bool isNew)
    {
        if (isNew)
        {
            (_insert ??= new(_handle)).Run(key, record);
        }
        else
        {
            (_update ??= new(_handle)).Run(key, record);
        }

        if (record.State != RecordState.InProgress)
        {
            _changed.Add(key);
        }
    }

    /// <summary>Removes a record that was read in the same transaction and keeps its fencing token.</summary>
    public void Delete(RecordKey key, in RecordData record)
    {
        (_delete ??= new(_handle)).Run(key);
        (_raiseFloor ??= new(_handle)).Run(record.FencingToken);
        _changed.Add(key);
    }

    public void ForgetChanges() => _changed.Clear();

    public void Dispose()
    {
        _read?.Dispose();
        _insert?.Dispose();
        _update?.Dispose();
        _delete?.Dispose();
        _due?.Dispose();
        _stamp?.Dispose();
        _dataVersion?.Dispose();
        _readFloor?.Dispose();
        _raiseFloor?.Dispose();
        _transaction?.Dispose();
        if (ownsConnection)
        {
            connection.Dispose();
        }
    }
}
