using Idempotent.Generators.Lock;

namespace Idempotent.Generators.Tests.Rules;

/// <summary>Texts of <c>idempotency.lock</c> as they are written.</summary>
internal static class Locks
{
    /// <summary>An operation of a string and a decimal, as most tests have it.</summary>
    public const string Charge = """
        payments.charge key orderId string
        payments.charge fingerprint amount decimal
        payments.charge retention default
        payments.charge schema 1/b946c701b3ab7d95
        """;

    /// <summary>The head, and each operation's lines behind an empty one.</summary>
    public static string Text(params string[] operations) => LockFile.Read("").With("none", []) + string.Concat(operations.Select(static lines => $"\n{lines.ReplaceLineEndings("\n")}\n"));
}
