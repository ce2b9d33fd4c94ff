// The public shape of data libraries, as far as the fixtures use it.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Linq.Expressions;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.EntityFrameworkCore
{
    using ChangeTracking;
    using Infrastructure;
    using Metadata.Builders;
    using Query;

    public class DbUpdateException : Exception { }
    public enum EntityState { Detached, Unchanged, Deleted, Modified, Added }
    public abstract class DbContext : IDisposable
    {
        public DatabaseFacade Database => null!;
        public virtual DbSet<T> Set<T>() where T : class => null!;
        public virtual EntityEntry<T> Add<T>(T entity) where T : class => null!;
        public virtual ValueTask<EntityEntry<T>> AddAsync<T>(T entity, CancellationToken cancellationToken = default) where T : class => default;
        public virtual void AddRange(params object[] entities) { }
        public virtual EntityEntry<T> Update<T>(T entity) where T : class => null!;
        public virtual EntityEntry<T> Remove<T>(T entity) where T : class => null!;
        public virtual ValueTask<T?> FindAsync<T>(params object?[]? keyValues) where T : class => default;
        public virtual EntityEntry<T> Entry<T>(T entity) where T : class => null!;
        public virtual int SaveChanges() => 0;
        public virtual Task<int> SaveChangesAsync(CancellationToken cancellationToken = default) => null!;
        protected virtual void OnModelCreating(ModelBuilder modelBuilder) { }
        public void Dispose() { }
    }
    public abstract class DbSet<T> : IQueryable<T> where T : class
    {
        public virtual EntityEntry<T> Add(T entity) => null!;
        public virtual ValueTask<EntityEntry<T>> AddAsync(T entity, CancellationToken cancellationToken = default) => default;
        public virtual void AddRange(params T[] entities) { }
        public virtual void AddRange(IEnumerable<T> entities) { }
        public virtual Task AddRangeAsync(IEnumerable<T> entities, CancellationToken cancellationToken = default) => null!;
        public virtual EntityEntry<T> Update(T entity) => null!;
        public virtual EntityEntry<T> Remove(T entity) => null!;
        public virtual T? Find(params object?[]? keyValues) => null;
        public virtual ValueTask<T?> FindAsync(params object?[]? keyValues) => default;
        public Type ElementType => null!;
        public Expression Expression => null!;
        public IQueryProvider Provider => null!;
        public IEnumerator<T> GetEnumerator() => null!;
        IEnumerator IEnumerable.GetEnumerator() => null!;
    }
    public static class EntityFrameworkQueryableExtensions
    {
        public static Task<bool> AnyAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) => null!;
        public static Task<bool> AnyAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
        public static Task<T?> FirstOrDefaultAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) => null!;
        public static Task<T?> FirstOrDefaultAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
        public static Task<T> FirstAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
        public static Task<T> SingleAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
        public static Task<T?> SingleOrDefaultAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
        public static Task<int> CountAsync<T>(this IQueryable<T> source, Expression<Func<T, bool>> predicate, CancellationToken cancellationToken = default) => null!;
        public static Task<List<T>> ToListAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) => null!;
        public static IQueryable<T> Include<T, TProperty>(this IQueryable<T> source, Expression<Func<T, TProperty>> path) where T : class => null!;
        public static IQueryable<T> AsNoTracking<T>(this IQueryable<T> source) where T : class => null!;
        public static int ExecuteUpdate<T>(this IQueryable<T> source, Action<UpdateSettersBuilder<T>> setPropertyCalls) => 0;
        public static Task<int> ExecuteUpdateAsync<T>(this IQueryable<T> source, Action<UpdateSettersBuilder<T>> setPropertyCalls, CancellationToken cancellationToken = default) => null!;
        public static Task<int> ExecuteDeleteAsync<T>(this IQueryable<T> source, CancellationToken cancellationToken = default) => null!;
    }
    public static class RelationalDatabaseFacadeExtensions
    {
        public static int ExecuteSqlRaw(this DatabaseFacade databaseFacade, string sql, params object[] parameters) => 0;
        public static Task<int> ExecuteSqlRawAsync(this DatabaseFacade databaseFacade, string sql, params object[] parameters) => null!;
        public static Task<int> ExecuteSqlInterpolatedAsync(this DatabaseFacade databaseFacade, FormattableString sql, CancellationToken cancellationToken = default) => null!;
        public static Task<int> ExecuteSqlAsync(this DatabaseFacade databaseFacade, FormattableString sql, CancellationToken cancellationToken = default) => null!;
    }
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
    public sealed class IndexAttribute : Attribute { public IndexAttribute(string propertyName, params string[] more) { } public bool IsUnique { get; set; } }
    public class ModelBuilder { public virtual EntityTypeBuilder<T> Entity<T>() where T : class => null!; public virtual ModelBuilder Entity<T>(Action<EntityTypeBuilder<T>> buildAction) where T : class => this; }
    public interface IEntityTypeConfiguration<T> where T : class { void Configure(EntityTypeBuilder<T> builder); }
}

namespace Microsoft.EntityFrameworkCore.ChangeTracking { public class EntityEntry<T> where T : class { public T Entity => null!; public EntityState State { get; set; } } }

namespace Microsoft.EntityFrameworkCore.Infrastructure
{
    public class DatabaseFacade { public Storage.IExecutionStrategy CreateExecutionStrategy() => null!; public Task<IAsyncDisposable> BeginTransactionAsync(CancellationToken cancellationToken = default) => null!; public IDbConnection GetDbConnection() => null!; }
}

namespace Microsoft.EntityFrameworkCore.Storage { public interface IExecutionStrategy { } }
namespace Microsoft.EntityFrameworkCore { public static class ExecutionStrategyExtensions { public static Task ExecuteAsync(this Storage.IExecutionStrategy strategy, Func<Task> operation) => null!; } }

namespace Microsoft.EntityFrameworkCore.Query
{
    public sealed class UpdateSettersBuilder<T>
    {
        public UpdateSettersBuilder<T> SetProperty<TProperty>(Expression<Func<T, TProperty>> propertyExpression, Expression<Func<T, TProperty>> valueExpression) => this;
        public UpdateSettersBuilder<T> SetProperty<TProperty>(Expression<Func<T, TProperty>> propertyExpression, TProperty valueExpression) => this;
    }
}

namespace Microsoft.EntityFrameworkCore.Metadata.Builders
{
    public class EntityTypeBuilder<T> where T : class { public IndexBuilder<T> HasIndex(Expression<Func<T, object?>> indexExpression) => null!; public void HasKey(Expression<Func<T, object?>> keyExpression) { } }
    public class IndexBuilder<T> { public IndexBuilder<T> IsUnique(bool unique = true) => this; }
}

namespace Microsoft.EntityFrameworkCore.Migrations { public abstract class Migration { protected abstract void Up(MigrationBuilder migrationBuilder); } public class MigrationBuilder { public void Sql(string sql) { } } }

namespace Dapper
{
    public struct CommandDefinition { public CommandDefinition(string commandText, object? parameters = null, IDbTransaction? transaction = null, CancellationToken cancellationToken = default) { } }
    public static class SqlMapper
    {
        public static int Execute(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => 0;
        public static Task<int> ExecuteAsync(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => null!;
        public static Task<int> ExecuteAsync(this IDbConnection cnn, CommandDefinition command) => null!;
        public static T ExecuteScalar<T>(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => default!;
        public static Task<T> ExecuteScalarAsync<T>(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => null!;
        public static Task<T> QuerySingleAsync<T>(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => null!;
        public static Task<T?> QueryFirstOrDefaultAsync<T>(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => null!;
        public static Task<IEnumerable<T>> QueryAsync<T>(this IDbConnection cnn, string sql, object? param = null, IDbTransaction? transaction = null) => null!;
    }
}

namespace Stubs
{
    public abstract class StubConnection : DbConnection
    {
        public override string ConnectionString { get; set; } = "";
        public override string Database => "";
        public override string DataSource => "";
        public override string ServerVersion => "";
        public override ConnectionState State => default;
        public override void ChangeDatabase(string databaseName) { }
        public override void Close() { }
        public override void Open() { }
        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => null!;
        protected override DbCommand CreateDbCommand() => null!;
    }
    public abstract class StubCommand : DbCommand
    {
        public override string CommandText { get; set; } = "";
        public override int CommandTimeout { get; set; }
        public override CommandType CommandType { get; set; }
        public override bool DesignTimeVisible { get; set; }
        public override UpdateRowSource UpdatedRowSource { get; set; }
        protected override DbConnection? DbConnection { get; set; }
        protected override DbParameterCollection DbParameterCollection => null!;
        protected override DbTransaction? DbTransaction { get; set; }
        public override void Cancel() { }
        public override int ExecuteNonQuery() => 0;
        public override object? ExecuteScalar() => null;
        public override void Prepare() { }
        protected override DbParameter CreateDbParameter() => null!;
        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => null!;
    }
}

namespace Npgsql
{
    public abstract class NpgsqlDataSource { public NpgsqlCommand CreateCommand(string? commandText = null) => null!; public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellationToken = default) => default; }
    public class NpgsqlConnection : Stubs.StubConnection { }
    public class NpgsqlCommand : Stubs.StubCommand { public NpgsqlCommand(string? cmdText = null, NpgsqlConnection? connection = null) { } }
    public class NpgsqlBatchCommand : DbBatchCommand
    {
        public NpgsqlBatchCommand(string commandText) { }
        public override string CommandText { get; set; } = "";
        public override CommandType CommandType { get; set; }
        public override int RecordsAffected => 0;
        protected override DbParameterCollection DbParameterCollection => null!;
    }
    public class PostgresException : DbException { }
}

namespace Microsoft.Data.SqlClient
{
    public class SqlConnection : Stubs.StubConnection { public SqlConnection(string connectionString) { } }
    public class SqlCommand : Stubs.StubCommand { public SqlCommand(string cmdText, SqlConnection connection) { } }
}

namespace Microsoft.Data.Sqlite
{
    public class SqliteConnection : Stubs.StubConnection { public SqliteConnection(string? connectionString = null) { } public new virtual SqliteCommand CreateCommand() => new(); }
    public class SqliteCommand : Stubs.StubCommand { public SqliteCommand(string? commandText = null, SqliteConnection? connection = null) { } }
}

namespace MySqlConnector
{
    public class MySqlConnection : Stubs.StubConnection { public MySqlConnection(string? connectionString = null) { } }
    public class MySqlCommand : Stubs.StubCommand { public MySqlCommand(string? commandText = null, MySqlConnection? connection = null) { } }
}

namespace MongoDB.Bson { public struct ObjectId { public static ObjectId GenerateNewId() => default; } }

namespace MongoDB.Driver
{
    public class InsertOneOptions { }
    public class UpdateOptions { public bool IsUpsert { get; set; } }
    public class ReplaceOptions { public bool IsUpsert { get; set; } }
    public abstract class FilterDefinition<T> { public static FilterDefinition<T> operator &(FilterDefinition<T> left, FilterDefinition<T> right) => left; }
    public class FilterDefinitionBuilder<T> { public FilterDefinition<T> Eq<TField>(Expression<Func<T, TField>> field, TField value) => null!; }
    public abstract class UpdateDefinition<T> { }
    public interface IAsyncCursorSource<T> { }
    public interface IFindFluent<T, TProjection> : IAsyncCursorSource<TProjection> { }
    public class UpdateDefinitionBuilder<T>
    {
        public UpdateDefinition<T> Inc<TField>(Expression<Func<T, TField>> field, TField value) => null!;
        public UpdateDefinition<T> SetOnInsert<TField>(Expression<Func<T, TField>> field, TField value) => null!;
        public UpdateDefinition<T> Set<TField>(Expression<Func<T, TField>> field, TField value) => null!;
        public UpdateDefinition<T> Push<TItem>(Expression<Func<T, IEnumerable<TItem>>> field, TItem value) => null!;
        public UpdateDefinition<T> AddToSet<TItem>(Expression<Func<T, IEnumerable<TItem>>> field, TItem value) => null!;
    }
    public static class UpdateDefinitionExtensions { public static UpdateDefinition<T> Set<T, TField>(this UpdateDefinition<T> update, Expression<Func<T, TField>> field, TField value) => null!; public static UpdateDefinition<T> Inc<T, TField>(this UpdateDefinition<T> update, Expression<Func<T, TField>> field, TField value) => null!; public static UpdateDefinition<T> Push<T, TItem>(this UpdateDefinition<T> update, Expression<Func<T, IEnumerable<TItem>>> field, TItem value) => null!; }
    public static class Builders<T> { public static UpdateDefinitionBuilder<T> Update => null!; public static FilterDefinitionBuilder<T> Filter => null!; }
    public class MongoWriteException : Exception { }
    public interface IMongoCollection<T>
    {
        Task InsertOneAsync(T document, InsertOneOptions? options = null, CancellationToken cancellationToken = default);
        void InsertOne(T document, InsertOneOptions? options = null, CancellationToken cancellationToken = default);
        Task UpdateOneAsync(FilterDefinition<T> filter, UpdateDefinition<T> update, UpdateOptions? options = null, CancellationToken cancellationToken = default);
        Task<T> FindOneAndUpdateAsync(FilterDefinition<T> filter, UpdateDefinition<T> update, object? options = null, CancellationToken cancellationToken = default);
        Task ReplaceOneAsync(FilterDefinition<T> filter, T replacement, ReplaceOptions? options = null, CancellationToken cancellationToken = default);
        Task InsertManyAsync(IEnumerable<T> documents, InsertOneOptions? options = null, CancellationToken cancellationToken = default);
    }
    public static class IMongoCollectionExtensions
    {
        public static IFindFluent<T, T> Find<T>(this IMongoCollection<T> collection, Expression<Func<T, bool>> filter) => null!;
        public static Task UpdateOneAsync<T>(this IMongoCollection<T> collection, Expression<Func<T, bool>> filter, UpdateDefinition<T> update, UpdateOptions? options = null, CancellationToken cancellationToken = default) => null!;
        public static Task ReplaceOneAsync<T>(this IMongoCollection<T> collection, Expression<Func<T, bool>> filter, T replacement, ReplaceOptions? options = null, CancellationToken cancellationToken = default) => null!;
    }
    public static class IAsyncCursorSourceExtensions
    {
        public static Task<bool> AnyAsync<T>(this IAsyncCursorSource<T> source, CancellationToken cancellationToken = default) => null!;
        public static Task<T> FirstOrDefaultAsync<T>(this IAsyncCursorSource<T> source, CancellationToken cancellationToken = default) => null!;
    }
}

namespace Marten
{
    public interface IQuerySession { Task<T?> LoadAsync<T>(object id, CancellationToken token = default) where T : notnull; }
    public interface IDocumentOperations : IQuerySession { void Store<T>(params T[] entities) where T : notnull; void Insert<T>(params T[] entities) where T : notnull; void Delete<T>(T entity) where T : notnull; }
    public interface IDocumentSession : IDocumentOperations { Task SaveChangesAsync(CancellationToken token = default); }
}

namespace StackExchange.Redis
{
    public enum When { Always, Exists, NotExists }
    public readonly struct RedisKey { public static implicit operator RedisKey(string key) => default; }
    public readonly struct RedisValue { public static implicit operator RedisValue(string value) => default; public static implicit operator RedisValue(long value) => default; public bool IsNull => true; public bool IsNullOrEmpty => true; public bool HasValue => true; }
    public interface IDatabaseAsync
    {
        Task<long> StringIncrementAsync(RedisKey key, long value = 1);
        Task<bool> StringSetAsync(RedisKey key, RedisValue value, TimeSpan? expiry = null, When when = When.Always);
        Task<RedisValue> StringGetAsync(RedisKey key);
        Task<bool> KeyExistsAsync(RedisKey key);
        Task<bool> KeyExpireAsync(RedisKey key, TimeSpan? expiry);
        Task<bool> SetAddAsync(RedisKey key, RedisValue value);
        Task<long> ListRightPushAsync(RedisKey key, RedisValue value);
        Task<long> ListLeftPushAsync(RedisKey key, RedisValue value);
        Task<long> HashIncrementAsync(RedisKey key, RedisValue hashField, long value = 1);
        Task<bool> HashSetAsync(RedisKey key, RedisValue hashField, RedisValue value);
        Task<double> SortedSetIncrementAsync(RedisKey key, RedisValue member, double value);
        Task<bool> SortedSetAddAsync(RedisKey key, RedisValue member, double score);
        Task<long> HashDecrementAsync(RedisKey key, RedisValue hashField, long value = 1);
        Task<long> StringDecrementAsync(RedisKey key, long value = 1);
        Task<bool> LockTakeAsync(RedisKey key, RedisValue value, TimeSpan expiry);
        Task<bool> LockReleaseAsync(RedisKey key, RedisValue value);
        Task<RedisValue> StreamAddAsync(RedisKey key, RedisValue streamField, RedisValue streamValue);
    }
    public interface IDatabase : IDatabaseAsync
    {
        long StringIncrement(RedisKey key, long value = 1);
        bool SetAdd(RedisKey key, RedisValue value);
        bool KeyExpire(RedisKey key, TimeSpan? expiry);
        long ListRightPush(RedisKey key, RedisValue value);
    }
    public interface IConnectionMultiplexer { IDatabase GetDatabase(int db = -1); }
}
