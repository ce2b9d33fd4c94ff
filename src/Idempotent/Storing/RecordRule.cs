namespace Idempotent.Storing;

/// <summary>One of <see cref="RecordRules"/>.</summary>
/// <param name="record">What is under the key, the default value when nothing is; becomes what is to be.</param>
/// <param name="request">What is asked.</param>
/// <param name="now">The store's time.</param>
/// <param name="answer">The answer.</param>
/// <returns>Whether <paramref name="record"/> changed and must be written.</returns>
public delegate bool RecordRule<TRequest, TAnswer>(ref RecordData record, in TRequest request, long now, out TAnswer answer);
