namespace Idempotent.Testing;

/// <summary>A store did not do what every store must; the message names the case and says what was expected.</summary>
public sealed class ConformanceException(string message, Exception? innerException = null) : Exception(message, innerException);
