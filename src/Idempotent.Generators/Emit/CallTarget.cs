namespace Idempotent.Generators.Emit;

/// <summary>Where a call that runs through the runtime finds that, and the method itself.</summary>
/// <param name="Runtime">The expression of the runtime.</param>
/// <param name="Receiver">The expression of the instance that the method is called on; null where it is static.</param>
/// <param name="Element">Its name in the state that the body is handed; null where there is none.</param>
/// <param name="Method">The method to call, from the instance or, where it is static, its type.</param>
internal readonly record struct CallTarget(string Runtime, string? Receiver, string? Element, Func<string, string> Method);
