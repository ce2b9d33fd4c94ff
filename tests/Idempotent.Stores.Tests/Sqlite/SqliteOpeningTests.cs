using Idempotent.Sqlite;
using Idempotent.Storing;
using Microsoft.Data.Sqlite;
using static Idempotent.Stores.Tests.Sqlite.SqliteFile;

namespace Idempotent.Stores.Tests.Sqlite;

public sealed class SqliteOpeningTests : IAsyncDisposable
{
    private readonly SqliteFile _file = new();

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    [Theory]
    [InlineData(":memory:", "UseInMemory")]
    [InlineData("Data Source=:memory:", "UseInMemory")]
    [InlineData("Data Source=x;Mode=Memory", "UseInMemory")]
    [InlineData("file:x?mode=memory&cache=shared", "UseInMemory")]
    [InlineData("Data Source=x.db;Mode=ReadOnly", "ReadOnly")]
    [InlineData("Data Source=x.db;Cache=Shared", "Cache=Shared")]
    public void DataSource_ThatCannotBeShared_IsRefused(string dataSource, string advice)
    {
        var failure = Assert.Throws<ArgumentException>(() => new SqliteIdempotencyStore(dataSource));

        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void DataSource_ThatIsEmpty_IsRefused(string dataSource) => Assert.Throws<ArgumentException>(() => new SqliteIdempotencyStore(dataSource));

    [Theory]
    [InlineData("BusyTimeout")]
    [InlineData("PurgeInterval")]
    [InlineData("WatchInterval")]
    [InlineData("Synchronous")]
    public void Option_OutOfRange_IsRefusedByName(string name)
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => _file.Open(o =>
        {
            o.BusyTimeout = name == "BusyTimeout" ? TimeSpan.Zero : o.BusyTimeout;
            o.PurgeInterval = name == "PurgeInterval" ? TimeSpan.Zero : o.PurgeInterval;
            o.WatchInterval = name == "WatchInterval" ? TimeSpan.FromDays(2) : o.WatchInterval;
            o.Synchronous = name == "Synchronous" ? (SqliteSynchronous)9 : o.Synchronous;
        }));

        Assert.Contains($"SqliteOptions.{name}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionString_AndPathWithEqualsSign_AreUnderstood()
    {
        var path = _file.Path + "=x.db";
        await using var byPath = new SqliteIdempotencyStore(path, timeProvider: _file.Time);
        await using var byString = new SqliteIdempotencyStore($"Data Source={path};Foreign Keys=True", timeProvider: _file.Time);

        await byPath.ClaimAsync(Claim(), Cancellation);

        Assert.Equal(ClaimStatus.InProgress, (await byString.ClaimAsync(Claim(), Cancellation)).Status);
        await using var transaction = await byString.BeginAsync(Terms.Lease, Cancellation);
        Assert.Equal(1L, Run((SqliteConnection)transaction.Connection, "PRAGMA foreign_keys"));
    }

    [Fact]
    public async Task FirstOpening_ByManyAtOnce_MakesOneSchema()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => _file.Open()).ToArray();
        using var barrier = new Barrier(stores.Length);

        var answers = await Task.WhenAll(stores.Select(store => Task.Factory.StartNew(
            async () =>
            {
                barrier.SignalAndWait(Cancellation);
                return (await store.ClaimAsync(Claim(), Cancellation)).Status;
            },
            Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        Assert.Single(answers, ClaimStatus.Claimed);
        Assert.Equal("wal", _file.Query("PRAGMA journal_mode"));
        Assert.Equal(1L, _file.Query("SELECT count(*) FROM idempotency_meta"));
    }

    [Fact]
    public async Task File_OfVersion1_IsMigratedAndItsRecordsKept()
    {
        var fixture = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sqlite", "schema-version-1.sql"), Cancellation);
        _file.Query(fixture);
        var store = _file.Open();

        var replay = await store.ClaimAsync(Claim(), Cancellation);

        Assert.Equal(ClaimStatus.Completed, replay.Status);
        Assert.Equal("42"u8.ToArray(), replay.Outcome!.Payload.ToArray());
        Assert.Equal(2L, _file.Query("SELECT schema_version FROM idempotency_meta"));
        await using var fresh = new SqliteFile();
        await fresh.Open().CountAsync(RecordFilter.All, Cancellation);
        const string Schema = "SELECT group_concat(name || sql, char(10)) FROM (SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name)";
        Assert.Equal(fresh.Query(Schema), _file.Query(Schema));
    }

    [Fact]
    public async Task File_OfANewerVersion_IsRefused()
    {
        await _file.Open().CountAsync(RecordFilter.All, Cancellation);
        _file.Query("UPDATE idempotency_meta SET schema_version = 99");

        var failure = await UnavailableAsync();

        Assert.Contains("version 99", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplicationsOwnVersionAndTables_AreLeftAlone()
    {
        _file.Query("PRAGMA user_version = 7; CREATE TABLE ledger (amount INTEGER); INSERT INTO ledger VALUES (10)");

        await _file.Open().ClaimAsync(Claim(), Cancellation);

        Assert.Equal(7L, _file.Query("PRAGMA user_version"));
        Assert.Equal(10L, _file.Query("SELECT amount FROM ledger"));
    }

    [Fact]
    public async Task File_ThatIsNoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_file.Path, new string('x', 10_000), Cancellation);

        var failure = await UnavailableAsync();

        Assert.Contains("not a SQLite database", failure.Message, StringComparison.Ordinal);
        Assert.IsType<SqliteException>(failure.InnerException);
    }

    [Fact]
    public async Task File_ThatIsDamaged_SaysSo()
    {
        var store = _file.Open();
        await store.ClaimBatchAsync([.. Enumerable.Range(0, 200).Select(i => Claim($"k{i}"))], Cancellation);
        await store.DisposeAsync();
        await using (var file = File.OpenWrite(_file.Path))
        {
            // All pages but the first, which has the schema.
            file.Position = 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xEE, (int)file.Length - 4096).ToArray(), Cancellation);
        }

        var failure = await UnavailableAsync();

        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsReadOnly_SaysSoButReplays()
    {
        var claim = Claim();
        var writer = _file.Open();
        await writer.ClaimAsync(claim, Cancellation);
        await writer.CompleteAsync(Complete(claim), Cancellation);
        await using var store = new SqliteIdempotencyStore($"file:{_file.Path}?mode=ro", timeProvider: _file.Time);

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim("new"), Cancellation));

        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ClaimStatus.Completed, (await store.ClaimAsync(Claim(), Cancellation)).Status);
    }

    [Fact]
    public async Task Folder_ThatIsMissing_SaysSo()
    {
        await using var store = new SqliteIdempotencyStore(Path.Combine(_file.Path, "missing", "x.db"));

        var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await store.ClaimAsync(Claim(), Cancellation));

        Assert.Contains("folder must exist", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DiskThatIsFull_SaysSoAndLaterWorksAgain()
    {
        var store = _file.Open();
        var claim = Claim();
        await store.ClaimAsync(claim, Cancellation);
        await using (var transaction = await store.BeginAsync(Terms.Lease, Cancellation))
        {
            var tooLarge = Claim("large");
            await transaction.ClaimAsync(tooLarge, Cancellation);
            Run((SqliteConnection)transaction.Connection, "PRAGMA max_page_count = 1");
            var large = new StoredOutcome(OutcomeKind.Value, "json", new byte[1 << 20]);

            var failure = await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(
                async () => await transaction.CompleteAsync(new(tooLarge.Key, tooLarge.Owner, large, Terms.Retention), Cancellation));

            Assert.Contains("disk is full", failure.Message, StringComparison.Ordinal);
        }

        Assert.Equal(WriteStatus.Applied, await store.CompleteAsync(Complete(claim), Cancellation));
        Assert.Null(await store.GetAsync(Key("large"), Cancellation));
    }

    private async Task<IdempotencyStoreUnavailableException> UnavailableAsync() =>
        await Assert.ThrowsAsync<IdempotencyStoreUnavailableException>(async () => await _file.Open().ClaimAsync(Claim(), Cancellation));
}
