using Idempotent.Generators.Model.Keys;

namespace Idempotent.Generators.Model;

/// <summary>What an operation was before its contract changed.</summary>
/// <param name="Name">The operation's name then, without type arguments.</param>
/// <param name="Method">The method that says what a call was then, with its type and type arguments.</param>
/// <param name="Local">The local that holds what that method returned.</param>
/// <param name="Key">The contract then; its parts are found in that local.</param>
internal sealed record PredecessorModel(string Name, string Method, string Local, KeyContract Key);
