namespace Idempotent;

/// <summary>The result of a method that has none: <c>void</c>, <see cref="Task"/>, <see cref="ValueTask"/>.</summary>
public readonly record struct NoResult;
