namespace Idempotent.Generators.Emit;

/// <summary>Where a call that runs through the runtime finds that, and the method itself.</summary>
/// <param name="Runtime">The expression of the runtime.</param>
/// <param name="Receiver">The local or field of the instance that the method is called on; null where it is static.</param>
/// <param name="TypeArguments">The method's own, in angle brackets, or "".</param>
internal readonly record struct CallTarget(string Runtime, string? Receiver, string TypeArguments);
