using Idempotent.Storing;

namespace Idempotent.PostgreSql;

/// <summary>What the table had under a key at a moment.</summary>
/// <param name="Now">The moment, by the server's clock.</param>
/// <param name="Key">The key; null when there was no row.</param>
/// <param name="Revision">Which of the row's states it was: each write makes another, and no later row of the key begins with one that a former had.</param>
/// <param name="Record">The record.</param>
internal readonly record struct Found(long Now, RecordKey? Key, long Revision, RecordData Record) : IFoundRecord;
